package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks {@code dist/} with a cluster and the linters. Needs a Kubernetes API server at {@code
 * KUBECONFIG}, with Gateway API and the VerticalPodAutoscaler's definition; kubectl, kube-score and
 * kubeconform on the PATH; and in {@code SLUICE_SCHEMAS} a folder with the server's schemas for
 * kubeconform.
 */
@Isolated("PulumiIT has the examples in the cluster, too.")
@TestMethodOrder(OrderAnnotation.class)
final class ClusterIT {
  private static final String IMAGES =
      "jsonpath={range .items[*]}{.spec.containers[0].image}{\"\\n\"}{end}";

  /** The numbers of pods for the release state of dev: a retired color has none. */
  private static final Map<String, Integer> READY =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("autograph/api-gateway-blue", 2),
              Map.entry("autograph/api-gateway-green", 2),
              Map.entry("shop/checkout-blue", 2),
              Map.entry("shop/checkout-green", 0),
              Map.entry("shop/search-canary", 1),
              Map.entry("shop/search-stable", 3),
              Map.entry("streamgate/streamgate-blue", 3),
              Map.entry("streamgate/streamgate-green", 0),
              Map.entry("streamgate/streamgate-api-canary", 2),
              Map.entry("streamgate/streamgate-api-stable", 2),
              Map.entry("streamgate/streamgate-worker", 2)));

  @AfterAll
  static void leaveNothingBehind() {
    Examples.delete();
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void kubeScoreHasNothingToSay(String environment) {
    var command =
        new ArrayList<>(
            List.of(
                "kube-score", "score", "--kubernetes-version", "v1.36", "--output-format", "ci"));
    files(environment).forEach(file -> command.add(file.toString()));
    var findings =
        Command.run(command, "")
            .output()
            .lines()
            .filter(line -> !line.startsWith("[OK]") && !line.startsWith("[SKIPPED]"))
            .toList();
    assertThat(findings).isEmpty();
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void kubeconformFindsEveryFieldInTheServersSchemas(String environment) {
    var schemas = System.getenv("SLUICE_SCHEMAS");
    assertThat(schemas).as("SLUICE_SCHEMAS, the folder with the server's schemas").isNotNull();
    var output =
        Command.must(
            "kubeconform",
            "-strict",
            "-summary",
            "-schema-location",
            schemas + "/{{.ResourceKind}}{{.KindSuffix}}.json",
            "dist/" + environment);
    assertThat(output).contains("Invalid: 0, Errors: 0, Skipped: 0");
  }

  @Order(2)
  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void apiServerAcceptsEveryManifest(String environment) {
    Command.must("kubectl", "apply", "-f", "dist/" + environment + "/_environment.k8s.yaml");
    var output =
        Command.must(
            "kubectl",
            "apply",
            "--dry-run=server",
            "--validate=strict",
            "-f",
            "dist/" + environment + "/");
    assertThat(output.lines().filter(line -> line.contains("(server dry run)")))
        .hasSize(documents(environment));
    assertThat(output).doesNotContain("Warning");
  }

  @Order(3)
  @Test
  void podsOfDevRunAndTakeTraffic() {
    Command.must("kubectl", "apply", "-f", "dist/dev/_environment.k8s.yaml");
    Command.must(
        "kubectl",
        "create",
        "secret",
        "generic",
        "checkout-payments",
        "-n",
        "shop",
        "--from-literal=key=value");
    Command.must(
        "kubectl",
        "create",
        "secret",
        "generic",
        "streamgate-upstream",
        "-n",
        "streamgate",
        "--from-literal=key=value");
    Command.must("kubectl", "apply", "-f", "dist/dev/");
    READY.forEach(ClusterIT::awaitReady);
    assertThat(Kubectl.ofExamples("pods", IMAGES))
        .hasSize(READY.values().stream().mapToInt(Integer::intValue).sum());
  }

  /** An autoscaler scales its Deployment to the minimum some seconds after it was created. */
  private static void awaitReady(String deployment, int replicas) {
    var place = deployment.split("/", 2);
    var status = replicas == 0 ? "{.spec.replicas}" : "{.status.readyReplicas}";
    Command.must(
        "kubectl",
        "wait",
        "deployment/" + place[1],
        "-n",
        place[0],
        "--for=jsonpath=" + status + "=" + replicas,
        "--timeout=150s");
  }

  private static int documents(String environment) {
    return (int)
        files(environment).stream()
            .flatMap(file -> read(file).lines())
            .filter(line -> line.startsWith("apiVersion:"))
            .count();
  }

  private static List<Path> files(String environment) {
    try (Stream<Path> files = Files.list(Path.of("dist", environment))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
