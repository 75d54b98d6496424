package stacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import e2e.SharesCluster;
import environments.analysis.SmokeTestJob;
import environments.values.Color;
import environments.values.Image;
import environments.workload.EnvironmentVariable;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.Ticker;
import stacks.guard.Guard;
import stacks.guard.GuardException;
import stacks.guard.Move;
import stacks.guard.Readiness;
import stacks.guard.SmokeTestRun;

/**
 * Tests what a smoke test's Job lets through, on the cluster that {@code KUBECONFIG} names. Needs
 * the test images, and that of {@code smoke-test/main.go}.
 */
@SharesCluster
final class SmokeTestJobIT {
  private final Fabric8Cluster cluster = Fabric8Cluster.of(Optional.empty());
  private final KubernetesClient client = cluster.client();
  private final TestNamespace namespace = TestNamespace.of(client, "jobs-smoke-test");
  private final Guard guard = new Guard(cluster, cluster, Ticker.SYSTEM, warning -> {});
  private final Checkout checkout = namespace.checkout();

  @BeforeEach
  void makeNamespace() {
    namespace.make();
  }

  @AfterEach
  void close() {
    namespace.delete();
    cluster.close();
  }

  private static SmokeTestJob program(int seconds, Map<String, String> env) {
    var variables = new LinkedHashMap<String, EnvironmentVariable>();
    env.forEach((name, value) -> variables.put(name, new EnvironmentVariable.Literal(value)));
    return new SmokeTestJob(
        List.of("/smoke-test"),
        List.of(),
        Optional.of(Image.parse("registry.sluice.test/smoke-test:1.0.0")),
        variables,
        Duration.ofSeconds(seconds));
  }

  /** Green is ready and its test has begun, as when the guard is called. */
  private Move begun(SmokeTestJob program) {
    var app = checkout.withJob(program);
    apply(app, manifest -> !manifest.name().contains("blue") && !manifest.kind().equals("Job"));
    new Readiness(cluster, Ticker.SYSTEM).await(app.deployment(Color.GREEN));
    apply(app, manifest -> app.job(Color.GREEN).equals(Optional.of(manifest)));
    return app.toGreen();
  }

  private void apply(Checkout app, Predicate<Manifest> chosen) {
    namespace.apply(app.manifests().stream().filter(chosen));
  }

  @Test
  void aTestThatSucceedsLetsTrafficMoveAndIsNotRunAgain() {
    var move = begun(program(60, Map.of("WANT", "1.1.0")));
    guard.beforeMove(move);
    guard.beforeMove(move);
    assertThat(cluster.podsOfJob(namespace.name(), move.job().orElseThrow().name())).hasSize(1);
    assertThat(cluster.endpoints(namespace.name(), "checkout-green")).hasSize(2);
  }

  @Test
  void aTestThatFailsStopsTheMoveWithItsLastLines() {
    var move = begun(program(60, Map.of("WANT", "9.9.9")));
    assertThatThrownBy(() -> guard.beforeMove(move))
        .isInstanceOf(GuardException.class)
        .satisfies(refusal -> System.out.println(refusal.getMessage()))
        .hasMessageContaining("failed: BackoffLimitExceeded: ")
        .hasMessageContaining(": ended with exit code 1\n    Its last lines:\n      asking ")
        .hasMessageContaining("\n      the version must be 9.9.9, but is 1.1.0\nNo traffic");
  }

  @Test
  void aTestRunsAgainUnderANameOfItsOwn() {
    var passing = begun(program(60, Map.of("WANT", "1.1.0"))).job().orElseThrow();
    assertThat(new SmokeTestRun(cluster, Ticker.SYSTEM, passing).run()).isEmpty();
    var failing = begun(program(60, Map.of("WANT", "9.9.9"))).job().orElseThrow();
    assertThat(new SmokeTestRun(cluster, Ticker.SYSTEM, failing).run().orElseThrow())
        .contains("the version must be 9.9.9, but is 1.1.0");
    var jobs = client.batch().v1().jobs().inNamespace(namespace.name());
    for (int i = 0; i < 20 && jobs.list().getItems().size() > 2; i++) {
      Ticker.SYSTEM.pause(Duration.ofMillis(500));
    }
    assertThat(jobs.list().getItems())
        .extracting(job -> job.getMetadata().getName())
        .isSubsetOf(List.of(passing.name(), failing.name()));
  }

  @Test
  void aTestThatHangsStopsTheMoveAtItsDeadline() {
    var move = begun(program(8, Map.of("WANT", "1.1.0", "HANG", "yes")));
    assertThatThrownBy(() -> guard.beforeMove(move))
        .isInstanceOf(GuardException.class)
        .satisfies(refusal -> System.out.println(refusal.getMessage()))
        .hasMessageContaining("failed: DeadlineExceeded: ")
        .hasMessageContaining("\n      waiting for nothing\nNo traffic");
  }

  @Test
  void anImageThatIsNotThereStopsTheMoveBeforeTheDeadline() {
    var missing = Image.parse("registry.sluice.test/smoke-test:9.9.9");
    var move = begun(program(120, Map.of()).withImage(missing));
    assertThatThrownBy(() -> guard.beforeMove(move))
        .isInstanceOf(GuardException.class)
        .satisfies(refusal -> System.out.println(refusal.getMessage()))
        .hasMessageContaining("cannot run.")
        .hasMessageContaining("ImagePullBackOff: `registry.sluice.test/smoke-test:9.9.9`");
  }
}
