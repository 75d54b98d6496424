package stacks.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.values.Color;
import environments.workload.Autoscaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stacks.Checkout;
import stacks.FakeCluster;
import stacks.cluster.LiveDeployment;
import stacks.cluster.Rollout;

/** Tests when a Deployment is ready, and when waiting ends. */
class ReadinessTest {
  private final FakeCluster cluster = new FakeCluster();
  private final Checkout checkout = Checkout.of("shop");

  private void await() {
    new Readiness(cluster, cluster.ticker).await(checkout.deployment(Color.GREEN));
  }

  private static Rollout rollout(int total, int updated, int available) {
    return new Rollout(true, 2, total, updated, available, Optional.empty(), Optional.empty());
  }

  @Test
  void waitsUntilNoPodOfTheVersionBeforeIsLeft() {
    cluster.rollout =
        seconds ->
            Optional.of(
                seconds < 3 ? rollout(2, 1, 2) : seconds < 5 ? rollout(3, 2, 3) : rollout(2, 2, 2));
    await();
    assertThat(cluster.ticker.seconds()).isEqualTo(5);
  }

  @Test
  void whatAnUpdateHasNotChangedIsOnlyWarnedOf() {
    var warnings = new ArrayList<String>();
    var checks = new LiveChecks(cluster, cluster, cluster.ticker, warnings::add);
    var before = new LiveDeployment("c:1", 2, 1, true, false, 7);
    cluster.rollout = seconds -> Optional.of(seconds < 4 ? rollout(2, 2, 1) : rollout(2, 2, 2));
    cluster.deployments.put("checkout-green", before);
    checks.awaitReadyIfChanged(checkout.deployment(Color.GREEN), before);
    assertThat(cluster.ticker.seconds()).isZero();
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("checkout-green", "2 pods of this version, 1 available in total");
    cluster.deployments.put("checkout-green", new LiveDeployment("c:1", 2, 1, true, false, 8));
    checks.awaitReadyIfChanged(checkout.deployment(Color.GREEN), before);
    assertThat(cluster.ticker.seconds()).isEqualTo(4);
    assertThat(warnings).hasSize(1);
  }

  @Test
  void theNumberOfAnAutoscalerThatIsGoneIsSetBeforeItIsTakenOver() {
    var checks = new LiveChecks(cluster, cluster, cluster.ticker, warning -> {});
    checks.takeReplicas(checkout.deployment(Color.GREEN));
    assertThat(cluster.actions)
        .containsExactly(
            "scale shop/checkout-green to 2",
            "release the replicas of Deployment shop/checkout-green");
  }

  @Test
  void whatTheControllerHasNotSeenIsNotReady() {
    cluster.rollout =
        seconds ->
            Optional.of(
                new Rollout(seconds >= 2, 2, 2, 2, 2, late("1", seconds < 2), Optional.empty()));
    await();
    assertThat(cluster.ticker.seconds()).isEqualTo(2);
  }

  private static Optional<String> late(String since, boolean isLate) {
    return isLate ? Optional.of(since) : Optional.empty();
  }

  /**
   * For example because a missing object was created, which the kubelet notices within two minutes.
   */
  @Test
  void whatTheControllerSaidOfTheLastAttemptIsOldNewsUntilTheDeadline() {
    cluster.rollout =
        seconds -> {
          int ready = seconds < 50 ? 0 : 2;
          return Optional.of(
              new Rollout(true, 2, 2, 2, ready, late("1", seconds < 50), Optional.empty()));
        };
    await();
    assertThat(cluster.ticker.seconds()).isEqualTo(50);
  }

  @Test
  void whatTheControllerSaysAgainIsBelieved() {
    cluster.rollout =
        seconds ->
            Optional.of(
                new Rollout(
                    true, 2, 2, 2, 0, late(seconds < 5 ? "1" : "2", true), Optional.empty()));
    assertThatThrownBy(this::await).isInstanceOf(NotReadyException.class);
    assertThat(cluster.ticker.seconds()).isEqualTo(5);
  }

  /** An earlier version gets its pods back, and its last deadline had passed. */
  @Test
  void whatTheControllerSaidOfTheLastVersionIsOldNews() {
    cluster.rollout =
        seconds ->
            Optional.of(
                new Rollout(
                    true, 2, 2, seconds < 4 ? 0 : 2, 2, late("1", seconds < 4), Optional.empty()));
    await();
    assertThat(cluster.ticker.seconds()).isEqualTo(4);
  }

  @Test
  void whatSomeoneElseScaledIsNotReady() {
    cluster.rollout =
        seconds -> Optional.of(new Rollout(true, 1, 1, 1, 1, Optional.empty(), Optional.empty()));
    assertThatThrownBy(this::await)
        .isInstanceOf(NotReadyException.class)
        .hasMessageStartingWith(
            "Deployment shop/checkout-green is not ready after 75 s: it needs 2 available"
                + " pods, has 1 pod of this version, 1 available in total.");
  }

  @Test
  void anAutoscalerDecidesHowManyPodsThereAre() {
    cluster.rollout =
        seconds -> Optional.of(new Rollout(true, 5, 5, 5, 5, Optional.empty(), Optional.empty()));
    var autoscaled = checkout.withScaling(Autoscaling.byCpu(2, 6, 70));
    assertThatCode(
            () -> new Readiness(cluster, cluster.ticker).await(autoscaled.deployment(Color.GREEN)))
        .doesNotThrowAnyException();
  }

  @Test
  void aDeploymentThatIsNotThereIsNotWaitedFor() {
    assertThatThrownBy(this::await)
        .isInstanceOf(NotReadyException.class)
        .hasMessage("Deployment shop/checkout-green is not there.");
  }

  @Test
  void aCrashIsShownWithItsLastLinesAtOnce() {
    cluster.rollout = seconds -> Optional.of(rollout(2, 2, 0));
    cluster.pods =
        seconds ->
            List.of(
                FakeCluster.ready("green-a"),
                FakeCluster.waiting("green-b", "CrashLoopBackOff", "back-off 10s"));
    assertThatThrownBy(this::await)
        .isInstanceOf(NotReadyException.class)
        .hasMessage(
            """
            Deployment shop/checkout-green is not ready after 0 s: it needs 2 available pods, has 2 pods of this version, 0 available in total.
              green-b: CrashLoopBackOff: the container `checkout` keeps exiting with exit code 1
                Its last lines:
                  panic: no \\u001B[31mdatabase
                  goroutine 1
            Pods that are not ready get no traffic.
            Fix that, or set another version with `pulumi config set --path 'sluice:rollouts.checkout.versions.green' <version>`; then run `pulumi up` again.\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "ErrImagePull, 12, 'ImagePullBackOff: `registry.example/c:1` cannot be pulled: the words'",
    "ImagePullBackOff, 12, 'ImagePullBackOff: `registry.example/c:1` cannot be pulled: the words'",
    "CreateContainerConfigError, 10, 'CreateContainerConfigError: the words'",
    "InvalidImageName, 10, 'InvalidImageName: the words'"
  })
  void whatNoWaitingMendsFailsInSeconds(String reason, long seconds, String text) {
    cluster.rollout = now -> Optional.of(rollout(1, 1, 0));
    cluster.pods = now -> List.of(FakeCluster.waiting("green-a", reason, "the words\n"));
    assertThatThrownBy(this::await)
        .isInstanceOf(NotReadyException.class)
        .hasMessageContaining("\n  green-a: " + text + "\nPods that are not ready");
    assertThat(cluster.ticker.seconds()).isEqualTo(seconds);
  }

  @Test
  void theWordsForAnImageMayAlternate() {
    cluster.rollout = now -> Optional.of(rollout(1, 1, 0));
    cluster.pods =
        now ->
            List.of(
                FakeCluster.waiting(
                    "green-a", now % 2 == 0 ? "ErrImagePull" : "ImagePullBackOff", "gone"));
    assertThatThrownBy(this::await).isInstanceOf(NotReadyException.class);
    assertThat(cluster.ticker.seconds()).isEqualTo(12);
  }

  @Test
  void anImageThatIsPulledAtTheSecondAttemptIsWaitedFor() {
    cluster.rollout = now -> Optional.of(now < 20 ? rollout(1, 1, 0) : rollout(2, 2, 2));
    cluster.pods =
        now ->
            now % 10 < 9
                ? List.of(FakeCluster.waiting("green-a", "ErrImagePull", "timeout"))
                : List.of(FakeCluster.unready("green-a"));
    assertThatCode(this::await).doesNotThrowAnyException();
  }

  @Test
  void aPodThatNoNodeTakesIsWaitedForUntilTheDeadline() {
    cluster.rollout =
        now -> Optional.of(new Rollout(true, 2, 1, 1, 0, late("1", now >= 60), Optional.empty()));
    cluster.pods = now -> List.of(FakeCluster.unschedulable("green-a", "0/3 nodes are available"));
    assertThatThrownBy(this::await)
        .hasMessageContaining(
            "green-a: Unschedulable: no node can run it: 0/3 nodes are available");
    assertThat(cluster.ticker.seconds()).isEqualTo(60);
  }

  @Test
  void aRefusedPodIsShownWithTheReasonOfTheRefusal() {
    cluster.rollout =
        now ->
            Optional.of(
                new Rollout(
                    true, 2, 0, 0, 0, Optional.empty(), Optional.of("exceeded quota: pods=0")));
    assertThatThrownBy(this::await)
        .hasMessageContaining("\n  No pod can be created: exceeded quota: pods=0\n");
    assertThat(cluster.ticker.seconds()).isEqualTo(10);
  }

  @Test
  void aPodThatIsNeverReadyIsShownWithWhatItsProbeSaysAtTheDeadline() {
    cluster.rollout =
        now -> Optional.of(new Rollout(true, 2, 1, 1, 0, late("1", now >= 60), Optional.empty()));
    cluster.pods = now -> List.of(FakeCluster.unready("green-a"));
    cluster.warning = "Unhealthy: Readiness probe failed: HTTP probe failed with statuscode: 503";
    assertThatThrownBy(this::await)
        .hasMessageContaining(
            "\n"
                + "  green-a: not ready: Unhealthy: Readiness probe failed: HTTP probe failed with"
                + " statuscode: 503\n");
    assertThat(cluster.ticker.seconds()).isEqualTo(60);
  }

  @Test
  void aSecretThatIsMissingIsNamedWithTheCommandThatMakesIt() {
    cluster.rollout =
        now -> Optional.of(new Rollout(true, 2, 2, 2, 0, late("1", now >= 60), Optional.empty()));
    cluster.pods = now -> List.of(FakeCluster.unready("green-a"), FakeCluster.unready("green-b"));
    cluster.warning = "FailedMount: MountVolume.SetUp failed: secret \"payments\" not found";
    assertThatThrownBy(this::await)
        .hasMessageContaining(
            "\nThe Secret `payments` is missing: create it, or `pulumi config set --secret --path"
                + " 'sluice:secrets.shop.payments.<key>' <value>`.\nPods that are not ready");
  }

  @Test
  void aLogThatNamesAMissingSecretGivesNoAdvice() {
    cluster.rollout = now -> Optional.of(rollout(2, 2, 0));
    cluster.pods =
        now -> List.of(FakeCluster.waiting("green-b", "CrashLoopBackOff", "back-off 10s"));
    cluster.log = now -> "secret \"payments\" not found";
    assertThatThrownBy(this::await)
        .hasMessageContaining(
            "  secret \"payments\" not found\nPods that are not ready get no traffic.");
  }

  @Test
  void aControllerThatDoesNothingIsGivenUpSomeSecondsAfterTheDeadline() {
    cluster.rollout =
        now -> Optional.of(new Rollout(false, 2, 2, 2, 2, Optional.empty(), Optional.empty()));
    assertThatThrownBy(this::await).isInstanceOf(NotReadyException.class);
    assertThat(cluster.ticker.seconds()).isEqualTo(75);
  }

  @Test
  void aManyTimesLongerRolloutIsWaitedForWhileItGoesForward() {
    cluster.rollout =
        now -> {
          int updated = (int) Math.min(2, now / 70);
          return Optional.of(rollout(2, updated, updated));
        };
    await();
    assertThat(cluster.ticker.seconds()).isEqualTo(140);
  }
}
