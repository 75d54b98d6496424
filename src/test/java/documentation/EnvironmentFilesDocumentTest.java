package documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import environments.AbsolutePath;
import environments.Autoscaling;
import environments.Cluster;
import environments.DnsLabel;
import environments.Durations;
import environments.ImageRepository;
import environments.Inputs;
import environments.MetricsEndpoint;
import environments.NamespaceSpec;
import environments.Port;
import environments.Ports;
import environments.Probe;
import environments.Probes;
import environments.RefusedException;
import environments.Resources;
import environments.Shutdown;
import environments.SourceFile;
import environments.UpdateStrategy;
import environments.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/environment-files.md to what the loader does. */
class EnvironmentFilesDocumentTest {
  private static final Markdown DOCUMENT = Markdown.of("docs/environment-files.md");
  private static final Pattern TABLE =
      Pattern.compile(
          "(?m)^(?<intro>.*Keys of .*:|One of the keys of .*:|.*keys of .*:)\n\n\\| key \\|.*\n\\|[-|]+\\|\n(?<rows>(?:\\|.*\n)+)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private record Row(String section, String key, String fallback) {}

  @Test
  void everyKeyThatTheLoaderKnowsIsDocumentedAndNoOther() {
    var known = KnownKeys.of(EveryKey.SHAPE, EveryKey.RELEASE);
    assertThat(rows()).extracting(row -> KnownKeys.path(row.section, row.key)).doesNotHaveDuplicates();
    assertThat(documented()).isEqualTo(new TreeSet<>(known.paths()));
  }

  @Test
  void everyKnownKeyOccursInTheExampleThatFindsThem() {
    var known = KnownKeys.of(EveryKey.SHAPE, EveryKey.RELEASE);
    var missing = new TreeSet<>(known.paths());
    missing.removeAll(known.occurring());
    missing.removeIf(path -> path.matches("apps\\.<>\\.(colors|tracks)\\.<>\\..*"));
    assertThat(missing).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void theExamplesAreAnEnvironment(String name) {
    assertThatCode(() -> example(name).environment()).doesNotThrowAnyException();
  }

  @Test
  void theProductionExampleOverridesAsItSays() {
    var app = (environments.App.BlueGreen) example("production").environment().apps().get(0);
    assertThat(app.spec().blue().scaling()).isEqualTo(Autoscaling.byCpu(4, 20, 70));
    assertThat(app.spec().blue().workload().env().keySet()).containsExactly("REGION");
    assertThat(app.spec().green().workload().env().keySet()).containsExactly("REGION", "NEW_BASKET");
  }

  @Test
  void theRefusalIsWhatALowPortGives() {
    var base = file("environments/base.yaml").replace("containerPort: 8080", "containerPort: 80");
    var refusal =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            RefusedException.class, () -> inputs("staging", base).environment());
    assertThat(DOCUMENT.text()).contains("```\n" + refusal.getMessage() + "\n```");
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
    defaults.put("namespaces.<>.podSecurity", NamespaceSpec.of(DnsLabel.parse("shop")).podSecurity());
    defaults.put("apps.<>.configPath", workload.configPath());
    defaults.put("apps.<>.maxUnavailable", workload.maxUnavailable());
    defaults.put("apps.<>.runAsUser", workload.runAsUser());
    defaults.put("apps.<>.metrics.path", MetricsEndpoint.DEFAULT_PATH);
    defaults.put("apps.<>.probes.<>.initialDelay", Durations.text(probe.initialDelay()));
    defaults.put("apps.<>.probes.<>.period", Durations.text(probe.period()));
    defaults.put("apps.<>.probes.<>.timeout", Durations.text(probe.timeout()));
    defaults.put("apps.<>.probes.<>.failureThreshold", probe.failureThreshold());
    defaults.put("apps.<>.updateStrategy.maxSurge", UpdateStrategy.DEFAULT.maxSurge());
    defaults.put("apps.<>.updateStrategy.minReady", Durations.text(UpdateStrategy.DEFAULT.minReady()));
    defaults.put(
        "apps.<>.updateStrategy.progressDeadline",
        Durations.text(UpdateStrategy.DEFAULT.progressDeadline()));
    defaults.put(
        "apps.<>.updateStrategy.revisionHistoryLimit", UpdateStrategy.DEFAULT.revisionHistoryLimit());
    defaults.put("apps.<>.shutdown.preStop", Durations.text(Shutdown.DEFAULT.preStop()));
    defaults.put("apps.<>.shutdown.gracePeriod", Durations.text(Shutdown.DEFAULT.gracePeriod()));
    var documented = new LinkedHashMap<String, String>();
    rows().forEach(row -> documented.put(KnownKeys.path(row.section, row.key), row.fallback));
    assertThat(defaults)
        .allSatisfy((path, value) -> assertThat(documented.get(path)).as(path).isEqualTo(value.toString()));
    assertThat(workload.configPath()).isEqualTo(AbsolutePath.parse("/etc/config"));
  }

  private static Set<String> documented() {
    var paths = new TreeSet<String>();
    rows().forEach(row -> paths.add(KnownKeys.path(row.section, row.key)));
    return paths;
  }

  private static List<Row> rows() {
    var rows = new ArrayList<Row>();
    var tables = TABLE.matcher(DOCUMENT.text());
    while (tables.find()) {
      var sections = sections(tables.group("intro"));
      for (var line : tables.group("rows").lines().toList()) {
        var cells = line.split(" *\\| *", -1);
        for (var key : words(cells[1])) {
          sections.forEach(section -> rows.add(new Row(section, key, cells[4].replace("`", ""))));
        }
      }
    }
    return rows;
  }

  /** The paths that stand behind the words "keys of", up to a comma; the file itself has none. */
  private static List<String> sections(String intro) {
    var paths = intro.replaceFirst(".*[Kk]eys of ", "").replaceFirst(",.*", "");
    var sections = words(paths).stream().map(path -> path.replaceAll("<[^>]*>", KnownKeys.OF_USER)).toList();
    return sections.isEmpty() ? List.of("") : sections;
  }

  private static List<String> words(String text) {
    return CODE.matcher(text).results().map(match -> match.group(1)).toList();
  }

  private static Inputs example(String environment) {
    return inputs(environment, file("environments/base.yaml"));
  }

  private static Inputs inputs(String environment, String base) {
    var own = "environments/" + environment + ".yaml";
    var release = "Pulumi." + environment + ".yaml";
    return Inputs.of(
        DnsLabel.parse(environment),
        SourceFile.of("environments/base.yaml", base),
        SourceFile.of(own, file(own)),
        SourceFile.of(release, file(release)));
  }

  static Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    DOCUMENT
        .blocks("yaml")
        .forEach(block -> block.noted("file").ifPresent(name -> files.put(name, block.text())));
    return files;
  }

  private static String file(String name) {
    return files().get(name);
  }
}
