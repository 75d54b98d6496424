package stacks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import environments.analysis.SmokeTestJob;
import environments.values.Color;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stacks.Checkout;
import stacks.FakeCluster;
import stacks.cluster.ClusterException;
import stacks.cluster.LiveJob;
import stacks.cluster.LivePod;

/** Tests another run of a smoke test's Job. */
final class SmokeTestRunTest {
  private final FakeCluster cluster = new FakeCluster();
  private final Manifest reviewed =
      Checkout.of("shop")
          .withJob(SmokeTestJob.of("/test").withTimeout(Duration.ofSeconds(30)))
          .job(Color.GREEN)
          .orElseThrow();

  private Optional<String> run() {
    return new SmokeTestRun(cluster, cluster.ticker, reviewed).run();
  }

  @Test
  void theReviewedJobRunsUnderANameOfItsOwnAndIsTakenAway() {
    cluster.job = now -> Optional.of(new LiveJob(now >= 3, Optional.empty()));
    assertThat(run()).isEmpty();
    var name = cluster.actions.get(0).substring("create Job shop/".length());
    assertThat(cluster.actions)
        .isEqualTo(List.of("create Job shop/" + name, "delete Job shop/" + name));
    assertThat(name).matches("checkout-green-smoke-test-[0-9a-f]{8}").isNotEqualTo(reviewed.name());
    assertThat(cluster.ticker.seconds()).isEqualTo(3);
  }

  @Test
  void aProgramThatSaysNoIsTheAnswer() {
    cluster.job = now -> Optional.of(new LiveJob(false, Optional.of("BackoffLimitExceeded")));
    cluster.podsOfJob = now -> List.of(FakeCluster.ended("pod-a", 3));
    assertThat(run().orElseThrow())
        .contains("failed: BackoffLimitExceeded.\n  pod-a: ended with exit code 3");
    assertThat(cluster.actions).hasSize(2);
  }

  @Test
  void aProgramThatNoNodeHasRunSaysNothingOfTheVersion() {
    cluster.job = now -> Optional.of(new LiveJob(false, Optional.of("DeadlineExceeded")));
    assertThatThrownBy(this::run)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("failed: DeadlineExceeded.\n  It has no pod: ");
    var image = "registry.example/shop/checkout:1.1.0";
    var starting =
        new LivePod.Container("test", image, "ContainerCreating", "", 0, Optional.empty());
    cluster.podsOfJob =
        now -> List.of(new LivePod("pod-a", "", false, Optional.empty(), List.of(starting)));
    assertThatThrownBy(this::run).isInstanceOf(ClusterException.class);
  }

  @Test
  void aJobWithoutAProgramSaysNothingOfTheVersion() {
    cluster.job = now -> Optional.of(new LiveJob(false, Optional.empty()));
    cluster.podsOfJob =
        now -> List.of(FakeCluster.waiting("pod-a", "ImagePullBackOff", "not found"));
    assertThatThrownBy(this::run)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("cannot run.");
    assertThat(cluster.actions).hasSize(2);
  }
}
