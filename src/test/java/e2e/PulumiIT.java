package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Takes the stack {@code dev} through its life under constant load, with the real Pulumi CLI on the
 * cluster that {@code KUBECONFIG} names. Needs pulumi with its plugins for Java and Kubernetes,
 * kubectl, the test images and, in {@code TESTBED_GATEWAY}, the URL of the cluster's Gateway. Each
 * test begins and ends with checkout's traffic on blue with 1.0.0, and 1.1.0 on green.
 */
@Order(1)
@SharesCluster
@TestMethodOrder(OrderAnnotation.class)
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
final class PulumiIT {
  @TempDir static Path project;

  private static Stack stack;
  private static Live live;

  @BeforeAll
  static void deployFirst() {
    Examples.delete();
    stack = Stack.init(project);
    stack.editEnvironment(Environments.CHECKOUT, Environments.TESTED);
    stack.editEnvironment("requestsPerSecond: \"50\"", Scaling.FEW_REQUESTS);
    live = Live.of(stack);
    live.steps().within(Live.DEPLOY, "first deploy of all apps", PulumiIT::up);
    live.steps()
        .within(Live.DEPLOY, "checkout: first deploy to green", () -> live.deployGreen("1.1.0"));
    stack.save();
  }

  private static void up() {
    var secrets = CompletableFuture.runAsync(PulumiIT::makeSecrets);
    stack.up();
    secrets.join();
    live.load().start();
  }

  private static void makeSecrets() {
    makeSecret("shop", "checkout-payments");
    makeSecret("streamgate", "streamgate-upstream");
  }

  /** The stack creates the namespace, and waits for the pods that wait for the Secret. */
  private static void makeSecret(String namespace, String name) {
    Command.must("kubectl", "wait", "--for=create", "namespace/" + namespace, "--timeout=90s");
    Command.must(
        "kubectl",
        "create",
        "secret",
        "generic",
        name,
        "-n",
        namespace,
        "--from-literal=key=value");
  }

  @BeforeEach
  void mendWhatAFailedTestLeft() {
    if (stack.isChanged()) {
      stack.restore();
    }
  }

  @AfterAll
  static void destroy() {
    try {
      live.load().close();
      live.steps().step("destroy, without load", PulumiIT::leaveNothing);
    } finally {
      live.steps().print();
      Examples.delete();
    }
  }

  private static void leaveNothing() {
    stack.must("destroy", "--yes", "--skip-preview", "--stack", "dev");
    assertThat(Examples.all()).isEmpty();
  }

  @Test
  @Core
  @Order(1)
  void blueGreenDeploysAndRollsBack() {
    new BlueGreen(live).deployAndRollBack();
  }

  @Test
  @Order(2)
  void twentySwitchesInARowLoseNothing() {
    new BlueGreen(live).flip();
  }

  @Test
  @Order(3)
  void previewColorTakesAShare() {
    new BlueGreen(live).share();
  }

  @Test
  @Core
  @Order(4)
  void canaryGrowsByTheWeightsOfItsRoute() {
    new Canaries(live).growByRoute();
  }

  @Test
  @Order(5)
  void canaryGrowsByTheNumbersOfItsPods() {
    new Canaries(live).growByPods();
  }

  @Test
  @Order(6)
  void badImagesTakeNoTraffic() {
    new BadImages(live).deployThem();
  }

  @Test
  @Order(7)
  @HasClusterAlone
  void podsAreKilledWhileTrafficMoves() {
    new Faults(live).killPods();
  }

  @Test
  @Order(8)
  @HasClusterAlone
  void kubeletStopsWhileTrafficMoves() {
    new Faults(live).stopTheKubelet();
  }

  @Test
  @Order(9)
  @HasClusterAlone
  void upLeavesTheNumberOfPodsToTheAutoscaler() {
    new Scaling(live).growUnderLoad();
  }

  @Test
  @Order(10)
  void firstAutoscalerKeepsThePods() {
    new Scaling(live).adoptAnAutoscaler();
  }

  @Test
  @Order(11)
  void oldConfigMapsStayUntilNoPodReadsThem() {
    new Configuration(live).change();
  }

  @Test
  @Order(12)
  void killedUpIsFinishedByTheNext() {
    new Interruptions(live).killUps();
  }

  @Test
  @Order(13)
  void secondUpIsRefusedWhileTheFirstRuns() {
    new Interruptions(live).startTwo();
  }

  @Test
  @Core
  @Order(14)
  void driftIsRefusedWithItsOwner() {
    new Drift(live).find();
  }

  @Test
  @Core
  @Order(15)
  void whatNobodyReviewedIsRefused() {
    new Reviews(live).refuse();
  }

  @Test
  @Order(16)
  void afterAllThatNothingIsLeftToDo() {
    live.steps().step("refresh, then a preview without changes", this::refresh);
  }

  private void refresh() {
    var before = Kubectl.specs();
    stack.must("refresh", "--yes", "--skip-preview", "--stack", "dev");
    stack.must("preview", "--stack", "dev", "--expect-no-changes");
    assertThat(Kubectl.specs()).isEqualTo(before);
  }
}
