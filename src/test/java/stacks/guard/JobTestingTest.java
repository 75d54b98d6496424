package stacks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import environments.analysis.SmokeTestJob;
import environments.values.Color;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import stacks.Checkout;
import stacks.FakeCluster;
import stacks.cluster.LiveJob;

/** Tests how long a smoke test's Job is waited for, and the message when it fails. */
class JobTestingTest {
  private static final LiveJob RUNNING = new LiveJob(false, Optional.empty());
  private static final LiveJob COMPLETE = new LiveJob(true, Optional.empty());

  private final FakeCluster cluster = new FakeCluster();
  private final Checkout checkout =
      Checkout.of("shop").withJob(SmokeTestJob.of("/test").withTimeout(Duration.ofSeconds(30)));
  private final Manifest job = checkout.job(Color.GREEN).orElseThrow();

  private static LiveJob failed(String reason) {
    return new LiveJob(false, Optional.of(reason));
  }

  private void pass() {
    new JobTesting(cluster, cluster.ticker, job).pass();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refusal() {
    return assertThatThrownBy(this::pass).isInstanceOf(GuardException.class);
  }

  private String text(String lines) {
    return lines.replace("JOB", job.name());
  }

  @Test
  void aJobThatHasSucceededIsNotWaitedFor() {
    cluster.job = now -> Optional.of(COMPLETE);
    assertThatCode(this::pass).doesNotThrowAnyException();
    assertThat(cluster.ticker.seconds()).isZero();
  }

  @Test
  void aJobThatRunsIsWaitedFor() {
    cluster.job = now -> Optional.of(now < 7 ? RUNNING : COMPLETE);
    pass();
    assertThat(cluster.ticker.seconds()).isEqualTo(7);
  }

  @Test
  void aFailedJobIsShownWithItsExitCodeAndItsLastLines() {
    cluster.job = now -> Optional.of(now < 3 ? RUNNING : failed("BackoffLimitExceeded: It failed"));
    cluster.podsOfJob = now -> List.of(FakeCluster.ended("pod-a", 3));
    refusal()
        .hasMessage(
            text(
                """
                checkout: Job shop/JOB failed: BackoffLimitExceeded: It failed.
                  pod-a: ended with exit code 3
                    Its last lines:
                      panic: no \\u001B[31mdatabase
                      goroutine 1
                No traffic has moved to the tested side.
                Fix that; to run it again, `kubectl delete job --ignore-not-found -n shop JOB` and `pulumi up --refresh`.\
                """));
    assertThat(cluster.ticker.seconds()).isEqualTo(3);
  }

  @Test
  void aJobThatHangsIsShownWithWhatItHasSaid() {
    cluster.job =
        now -> Optional.of(now < 30 ? RUNNING : failed("DeadlineExceeded: It took too long"));
    cluster.podsOfJob = now -> now < 30 ? List.of(FakeCluster.ready("pod-a")) : List.of();
    refusal()
        .hasMessageContaining(
            "failed: DeadlineExceeded: It took too long.\n  pod-a: has not finished")
        .hasMessageContaining("\n      goroutine 1\nNo traffic");
  }

  /** The kubelet removes a log before the API server removes its pod. */
  @Test
  void aLogThatIsGoneBeforeItsPodIsShownAsItWasBefore() {
    cluster.job =
        now -> Optional.of(now < 30 ? RUNNING : failed("DeadlineExceeded: It took too long"));
    cluster.podsOfJob =
        now -> List.of(now < 30 ? FakeCluster.ready("pod-a") : FakeCluster.ended("pod-a", 2));
    cluster.log =
        now ->
            now < 29
                ? "waiting for nothing\n"
                : "failed to try resolving symlinks in path \"/var/log/pods/0.log\": no such file";
    refusal()
        .hasMessageContaining(
            """
              pod-a: ended with exit code 2
                Its last lines:
                  waiting for nothing
            No traffic\
            """);
  }

  @Test
  void aControllerThatSaysNothingIsNotWaitedForForEver() {
    cluster.job = now -> Optional.of(RUNNING);
    cluster.warning = "FailedCreate: exceeded quota: none";
    refusal()
        .hasMessageContaining("has not finished after 45s.")
        .hasMessageContaining("\n  It has no pod: FailedCreate: exceeded quota: none\n");
    assertThat(cluster.ticker.seconds()).isEqualTo(45);
  }

  @Test
  void anImageThatCannotBePulledIsSaidInSeconds() {
    cluster.job = now -> Optional.of(RUNNING);
    cluster.podsOfJob = now -> List.of(FakeCluster.waiting("pod-a", "ErrImagePull", "not found"));
    refusal()
        .hasMessageContaining("cannot run.\n  pod-a: ImagePullBackOff: ")
        .hasMessageContaining("cannot be pulled: not found\nNo traffic");
    assertThat(cluster.ticker.seconds()).isEqualTo(12);
  }

  @Test
  void aJobThatIsGoneIsNotTakenForASuccess() {
    refusal().hasMessageContaining("does not exist.\nNo traffic");
  }
}
