package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a cluster, and the linters, say of {@code dist/}. Needs a Kubernetes API server at {@code KUBECONFIG}, with Gateway
 * API and the VerticalPodAutoscaler's definition; kubectl, kube-score and kubeconform on the PATH; and in {@code
 * SLUICE_SCHEMAS} a folder with the server's schemas for kubeconform.
 */
@TestMethodOrder(OrderAnnotation.class)
final class ClusterIT {
  private static final List<String> NAMESPACES = List.of("autograph", "shop", "streamgate");
  private static final String PRIORITY_CLASS = "workload";

  @AfterAll
  static void leaveNothingBehind() {
    var delete = new ArrayList<>(List.of("kubectl", "delete", "namespace", "--ignore-not-found", "--timeout=120s"));
    delete.addAll(NAMESPACES);
    Command.run(delete, "");
    Command.run("kubectl", "delete", "priorityclass", PRIORITY_CLASS, "--ignore-not-found");
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void kubeScoreHasNothingToSay(String environment) {
    var command = new ArrayList<>(List.of("kube-score", "score", "--kubernetes-version", "v1.36", "--output-format", "ci"));
    files(environment).forEach(file -> command.add(file.toString()));
    var findings =
        Command.run(command, "").output().lines().filter(line -> !line.startsWith("[OK]") && !line.startsWith("[SKIPPED]")).toList();
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
    Command.must("kubectl", "apply", "--server-side", "-f", "dist/" + environment + "/_environment.k8s.yaml");
    var output =
        Command.must("kubectl", "apply", "--dry-run=server", "--validate=strict", "-f", "dist/" + environment + "/");
    assertThat(output.lines().filter(line -> line.contains("(server dry run)")))
        .hasSize(documents(environment));
    assertThat(output).doesNotContain("Warning");
  }

  @Order(3)
  @Test
  void podsOfDevRunAndTakeTraffic() {
    Command.must("kubectl", "apply", "--server-side", "-f", "dist/dev/_environment.k8s.yaml");
    Command.must("kubectl", "create", "secret", "generic", "checkout-payments", "-n", "shop", "--from-literal=key=value");
    Command.must("kubectl", "create", "secret", "generic", "streamgate-upstream", "-n", "streamgate", "--from-literal=key=value");
    Command.must("kubectl", "apply", "--server-side", "-f", "dist/dev/");
    for (var namespace : NAMESPACES) {
      Command.must("kubectl", "wait", "deployment", "--all", "-n", namespace, "--for=condition=Available", "--timeout=150s");
    }
    var ready = "{range .items[*]}{.metadata.name}={.status.readyReplicas}{\"\\n\"}{end}";
    var deployments = new ArrayList<String>();
    for (var namespace : NAMESPACES) {
      Command.must("kubectl", "get", "deployments", "-n", namespace, "-o", "jsonpath=" + ready)
          .lines()
          .forEach(deployments::add);
    }
    assertThat(deployments)
        .containsExactly(
            "api-gateway-blue=2",
            "api-gateway-green=2",
            "checkout-blue=2",
            "checkout-green=",
            "search-canary=1",
            "search-stable=3",
            "streamgate-blue=3",
            "streamgate-green=",
            "streamgate-api-canary=2",
            "streamgate-api-stable=2",
            "streamgate-worker=2");
  }

  private static long documents(String environment) {
    return files(environment).stream()
        .mapToLong(file -> read(file).lines().filter(line -> line.startsWith("apiVersion:")).count())
        .sum();
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
