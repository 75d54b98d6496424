package documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import environments.NamespaceSpec;
import environments.Reference;
import environments.cluster.Cluster;
import environments.text.Durations;
import environments.values.AbsolutePath;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.workload.MetricsEndpoint;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Resources;
import environments.workload.Shutdown;
import environments.workload.UpdateStrategy;
import environments.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import review.ReviewedText;

/** Compares docs/reference.md with the behavior of the reader. */
class ReferenceTest {
  private static final Path FILE = Path.of("docs/reference.md");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?m)^### (?<paths>.*)\\R(?:\\R.*)*?\\R\\| key .*\\R.*\\R(?<rows>(?:\\|.*\\R)+)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private static final Pattern RANGE =
      Pattern.compile("^(number|duration), (-?[0-9]+[smh]?) to ([0-9]+[smh]?)");
  private static KnownKeys known;

  private record Row(String section, String key, String value, String fallback) {
    private String path() {
      return KnownKeys.path(section, key);
    }
  }

  @Test
  void theReferenceIsMadeOfTheTableThatTheLoaderAsks() throws IOException {
    ReviewedText.assertMatches(FILE, Reference.text());
  }

  @BeforeAll
  static void askTheLoader() {
    known = KnownKeys.of(EveryKey.SHAPE, EveryKey.RELEASE);
  }

  static Stream<Arguments> ranges() {
    return rows().stream()
        .filter(row -> !row.section.matches(".*\\.(colors|tracks)\\..*"))
        .flatMap(
            row -> RANGE.matcher(row.value).results().map(range -> arguments(row.path(), range)));
  }

  private static Arguments arguments(String path, MatchResult range) {
    return Arguments.of(path, range.group(1), range.group(2), range.group(3));
  }

  /** Values just below and above the range are refused, with the documented bound. */
  @ParameterizedTest
  @MethodSource("ranges")
  void rangesAreThoseOfTheCode(String path, String type, String least, String most) {
    if (type.equals("number")) {
      assertRefused(path, IntNode.valueOf(Integer.parseInt(least) - 1), least);
      assertRefused(path, IntNode.valueOf(Integer.parseInt(most) + 1), most);
    } else {
      long longest = Durations.parse(most).toSeconds();
      assertRefused(path, TextNode.valueOf(longest + 1 + "s"), most);
      long shortest = Durations.parse(least).toSeconds();
      if (shortest > 0) {
        assertRefused(path, TextNode.valueOf(shortest - 1 + "s"), least);
      }
    }
  }

  private static void assertRefused(String path, JsonNode value, String bound) {
    assertThat(known.refusals(path, value))
        .anySatisfy(message -> assertThat(message).containsPattern("(?<![\\w-])" + bound + "\\b"));
  }

  @Test
  void everyKeyThatTheLoaderKnowsIsDocumentedAndNoOther() {
    assertThat(without(known.paths(), documented())).as("known, but not documented").isEmpty();
    assertThat(without(documented(), known.paths())).as("documented, but not known").isEmpty();
  }

  @Test
  void everyKnownKeyOccursInTheExampleThatFindsThem() {
    var missing = without(known.paths(), known.occurring());
    missing.removeIf(
        path -> path.matches("apps\\.<>\\.((colors|tracks)\\.<>|smokeTest\\.job\\.env)\\..*"));
    assertThat(missing).isEmpty();
  }

  @Test
  void defaultsAreThoseOfTheCode() {
    var probe = Probe.httpGet("http", "/");
    var workload =
        Workload.builder()
            .namespace(DnsLabel.parse("shop"))
            .image(ImageRepository.parse("registry.example/web"))
            .ports(Ports.of(Port.of("http", 8080)))
            .probes(Probes.of(probe, Probe.httpGet("http", "/live")))
            .resources(Resources.of("1m", "1", "1Mi", "1Mi"))
            .build();
    var defaults = new LinkedHashMap<String, Object>();
    defaults.put("cluster.dnsPolicy", Cluster.PLAIN.dnsPolicy());
    defaults.put(
        "namespaces.<>.podSecurity", NamespaceSpec.of(DnsLabel.parse("shop")).podSecurity());
    defaults.put("apps.<>.configPath", workload.configPath());
    defaults.put("apps.<>.maxUnavailable", workload.maxUnavailable());
    defaults.put("apps.<>.runAsUser", workload.runAsUser());
    defaults.put("apps.<>.metrics.path", MetricsEndpoint.DEFAULT_PATH);
    defaults.put("apps.<>.probes.<>.initialDelay", Durations.text(probe.initialDelay()));
    defaults.put("apps.<>.probes.<>.period", Durations.text(probe.period()));
    defaults.put("apps.<>.probes.<>.timeout", Durations.text(probe.timeout()));
    defaults.put("apps.<>.probes.<>.failureThreshold", probe.failureThreshold());
    defaults.put("apps.<>.updateStrategy.maxSurge", UpdateStrategy.DEFAULT.maxSurge());
    defaults.put(
        "apps.<>.updateStrategy.minReady", Durations.text(UpdateStrategy.DEFAULT.minReady()));
    defaults.put(
        "apps.<>.updateStrategy.progressDeadline",
        Durations.text(UpdateStrategy.DEFAULT.progressDeadline()));
    defaults.put(
        "apps.<>.updateStrategy.revisionHistoryLimit",
        UpdateStrategy.DEFAULT.revisionHistoryLimit());
    defaults.put("apps.<>.shutdown.preStop", Durations.text(Shutdown.DEFAULT.preStop()));
    defaults.put("apps.<>.shutdown.gracePeriod", Durations.text(Shutdown.DEFAULT.gracePeriod()));
    var documented = new LinkedHashMap<String, String>();
    rows().forEach(row -> documented.put(row.path(), row.fallback));
    assertThat(defaults)
        .allSatisfy(
            (path, value) -> assertThat(documented.get(path)).as(path).isEqualTo(value.toString()));
    assertThat(workload.configPath()).isEqualTo(AbsolutePath.parse("/etc/config"));
  }

  private static Set<String> without(Collection<String> paths, Collection<String> others) {
    var rest = new TreeSet<>(paths);
    rest.removeAll(Set.copyOf(others));
    return rest;
  }

  private static List<String> documented() {
    return rows().stream().map(Row::path).toList();
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    var tables = TABLE.matcher(Reference.text());
    while (tables.find()) {
      var sections = sections(tables.group("paths"));
      for (var line : tables.group("rows").lines().toList()) {
        var cells = line.split(" *\\| *", -1);
        for (var key : words(cells[1])) {
          sections.forEach(
              section -> rows.add(new Row(section, key, cells[3], cells[4].replace("`", ""))));
        }
      }
    }
    return rows;
  }

  /** Returns the paths of a heading; the file itself has none. */
  private static Set<String> sections(String heading) {
    var sections = new TreeSet<String>();
    words(heading).forEach(path -> sections.add(KnownKeys.kind(path)));
    return sections.isEmpty() ? Set.of("") : sections;
  }

  private static List<String> words(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }
}
