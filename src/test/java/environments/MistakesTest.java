package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import environments.reader.Inputs;
import environments.reader.explain.Leaf;
import environments.values.DnsLabel;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No mistake causes a report of another one. */
class MistakesTest {
  private static final String BASE = "environments/base.yaml";
  private static final String PRODUCTION = "environments/production.yaml";
  private static final Pattern SUGGESTION = Pattern.compile(" (?:Expected|Did you mean) .*");
  private static final String RELEASE = "Pulumi.production.yaml";

  /** A text that occurs once in a file of production, and a mistake in its place. */
  private record Mistake(String file, String before, String after) {
    private String in(String content) {
      assertThat(content).containsOnlyOnce(before);
      return content.replace(before, after);
    }
  }

  /**
   * Invalid values, and violations of rules at every level: a section's, an app's, an
   * environment's.
   */
  static List<Mistake> mistakes() {
    return List.of(
        new Mistake(BASE, "    replicas: 2\n", "    maxUnavailable: x\n    replicas: 2\n"),
        new Mistake(
            BASE, "hostnames: [api.autograph", "port: admin\n        hostnames: [api.autograph"),
        new Mistake(
            BASE, "app: streamgate-api\n        namespace", "app: nobody\n        namespace"),
        new Mistake(BASE, "autograph/api-gateway\n    ports", "autograph/api-gateway:1\n    ports"),
        new Mistake(
            BASE,
            "    strategy: blueGreen\n    namespace: shop",
            "    strategy: bluGreen\n    namespace: shop"),
        new Mistake(BASE, "/checkout\n    egress", "checkout\n    egress"),
        new Mistake(BASE, "app: search", "app: serch"),
        new Mistake(BASE, "    replicas: 4\n", "    maxUnavailable: 20\n    replicas: 4\n"),
        new Mistake(
            BASE, "    image: registry.sluice.test/shop/search\n", "    image: docker.io/search\n"),
        new Mistake(
            BASE,
            "      api:\n        containerPort: 9090",
            "      api:\n        containerPort: 80"),
        new Mistake(BASE, "        period: 2s\n", "        period: 2\n"),
        new Mistake(BASE, "- app: streamgate\n", "- app: streamgat\n"),
        new Mistake(BASE, "verticalPodAutoscaler: recommend", "verticalPodAutoscaler: apply"),
        new Mistake(
            BASE,
            "requestsPerSecondMetric: http_requests_per_second",
            "requestsPerSecondMetric: per second"),
        new Mistake(BASE, "    value: 1000", "    value: high"),
        new Mistake(PRODUCTION, "limits.memory: 16Gi", "limits.memry: 16Gi"),
        new Mistake(PRODUCTION, "pods: \"200\"", "pods: many"),
        new Mistake(PRODUCTION, "maxReplicas: 20", "maxReplicas: 4"),
        new Mistake(PRODUCTION, "progressDeadline: 4m", "progressDeadline: 5s"),
        new Mistake(PRODUCTION, "cidr: 10.20.0.0/16", "cidr: 10.20.0.0"),
        new Mistake(
            PRODUCTION, "  streamgate-worker:\n", "  streamgate-worker:\n    namespace: work\n"),
        new Mistake(RELEASE, "      weight: 5\n", "      weight: 7\n"),
        new Mistake(
            RELEASE, "    streamgate:\n      active: blue", "    streamgate:\n      active: green"),
        new Mistake(
            RELEASE,
            "    checkout:\n      active: blue",
            "    checkout:\n      weight: 6\n      active: blue"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void besideAMistakeAnotherOneIsShownAsItIsAloneOrNotAtAll(Mistake mistake) {
    var alone = problems(mistake);
    assertThat(alone).isNotEmpty();
    for (var other : mistakes().subList(0, mistakes().indexOf(mistake))) {
      var both = new TreeSet<>(alone);
      both.addAll(problems(other));
      assertThat(problems(mistake, other)).as("beside %s", other).isNotEmpty().isSubsetOf(both);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void aValueThatIsWrongIsAllThatIsWrong(String environment) {
    var files = files(environment);
    for (var leaf : read(environment, files).leaves()) {
      if (!leaf.text().contains("\n")) {
        var damaged = new LinkedHashMap<>(files);
        damaged.computeIfPresent(leaf.position().file(), (name, content) -> damaged(content, leaf));
        assertThat(problems(read(environment, damaged)))
            .as(leaf.keyPath())
            .extracting(Problem::keyPath)
            .containsExactly(leaf.keyPath());
      }
    }
  }

  private static String damaged(String content, Leaf leaf) {
    var lines = new ArrayList<>(content.lines().toList());
    int at = leaf.position().line() - 1;
    var line = lines.get(at);
    int start = leaf.position().column() - 1;
    var value = line.startsWith("\"", start) ? "\"" + leaf.text() + "\"" : leaf.text();
    lines.set(at, line.substring(0, start) + "[[]]" + line.substring(start + value.length()));
    return String.join("\n", lines) + "\n";
  }

  /**
   * Returns the problems without their lines, which a mistake may move, and without suggested
   * names.
   */
  private static Set<String> problems(Mistake... mistakes) {
    var files = new LinkedHashMap<>(files("production"));
    for (var mistake : mistakes) {
      files.computeIfPresent(mistake.file(), (name, content) -> mistake.in(content));
    }
    var shown = new TreeSet<String>();
    for (var problem : problems(read("production", files))) {
      var message = SUGGESTION.matcher(problem.message()).replaceFirst("");
      shown.add(problem.position().file() + " " + problem.keyPath() + ": " + message);
    }
    return shown;
  }

  private static List<Problem> problems(Inputs inputs) {
    var refusal = catchThrowableOfType(RefusedException.class, inputs::environment);
    return refusal == null ? List.of() : refusal.problems();
  }

  private static Inputs read(String environment, Map<String, String> files) {
    var sources =
        files.entrySet().stream().map(e -> SourceFile.of(e.getKey(), e.getValue())).toList();
    return Inputs.of(DnsLabel.parse(environment), sources.get(0), sources.get(1), sources.get(2));
  }

  private static Map<String, String> files(String environment) {
    var files = new LinkedHashMap<String, String>();
    for (var file :
        List.of(BASE, "environments/" + environment + ".yaml", "Pulumi." + environment + ".yaml")) {
      files.put(file, content(file));
    }
    return files;
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
