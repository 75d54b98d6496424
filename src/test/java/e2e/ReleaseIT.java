package e2e;

import static e2e.ReleaseFolder.NAMESPACE;
import static e2e.ReleaseFolder.journal;
import static e2e.ReleaseFolder.journaled;
import static e2e.ReleaseFolder.kubectl;
import static e2e.ReleaseFolder.openReleases;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import e2e.GatewayLoad.Answer;
import e2e.GatewayLoad.Route;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stacks.cluster.Ticker;

/**
 * Runs releases with the real command line under constant load: ten in a row, good and bad ones,
 * after each of which journal, history and cluster agree; and then with the faults that a release
 * must survive. Needs everything that {@link PulumiIT} needs and, in {@code TESTBED_PROMETHEUS},
 * the URL of the cluster's Prometheus.
 */
@Order(Order.DEFAULT + 1)
@SharesCluster
@TestMethodOrder(OrderAnnotation.class)
@Timeout(value = 7, unit = TimeUnit.MINUTES)
@SuppressWarnings("try") // what is paused for a while is not called meanwhile
final class ReleaseIT {
  private static final Route API = new Route("api.releases.example", gateway());
  private static final Route FRONT = new Route("front.releases.example", gateway());
  private static final Route CART = new Route("cart.releases.example", gateway());
  private static final String LOCK = ".pulumi/locks/organization/releases/dev/test.json";
  private static final int PER_SECOND = 60;

  /**
   * A node sends a heartbeat every 10 s, and the test cluster considers all pods of a node lost
   * after 20 s of silence.
   */
  private static final Duration SILENCE = Duration.ofSeconds(8);

  private static final String IMAGE = "jsonpath={.spec.template.spec.containers[0].image}";
  private static final String USER = "releaser";

  /** The pods that the autoscalers of {@code cart} allow. */
  private static final int MOST = 4;

  private static final int DONE = 0;
  private static final int ROLLED_BACK = 1;
  private static final int REFUSED = 2;
  private static final int FAILED = 3;
  private static final int STOPPED = 4;

  @TempDir static Path project;
  @TempDir static Path state;

  private static final ReleaseTable TABLE = new ReleaseTable();

  private static ReleaseFolder folder() {
    return new ReleaseFolder(project, state);
  }

  private static URI gateway() {
    return URI.create(
        Objects.requireNonNull(System.getenv("TESTBED_GATEWAY"), "TESTBED_GATEWAY must be set."));
  }

  @BeforeAll
  static void prepare() {
    leaveNothingBehind();
    folder().make();
  }

  @AfterAll
  static void end() {
    TABLE.print();
    leaveNothingBehind();
  }

  private static void leaveNothingBehind() {
    Command.must(
        "kubectl", "delete", "namespace", NAMESPACE, "--ignore-not-found", "--timeout=120s");
    Command.must("kubectl", "delete", "priorityclass", "sluice-releases", "--ignore-not-found");
    Command.must("kubectl", "delete", "clusterrolebinding", NAMESPACE, "--ignore-not-found");
  }

  /** Restores what the next test needs if a test failed. */
  @AfterEach
  void takeBackWhatIsOpen() {
    for (var app : openReleases()) {
      folder().sluice("abort", "dev", app, "--yes").end();
    }
  }

  @Test
  @Core
  @Order(1)
  void aGoodCanaryIsPromoted() {
    var release = release("api", "1.1.0", DONE);
    assertThat(failed(release.answers)).isEmpty();
    assertThat(served(release.answers)).isEqualTo("1.1.0");
    assertThat(folder().commits(8))
        .isEqualTo(
            List.of(
                "api (dev): canary: retire",
                "api (dev): weight 0",
                "api (dev): stable: deploy 1.1.0",
                "api (dev): weight 100",
                "api (dev): weight 50",
                "api (dev): weight 10",
                "api (dev): canary: deploy 1.1.0",
                "dev: add the key pair that signs release journals"));
    assertThat(journaled("api")).isEqualTo(Map.of("versions.stable", "1.1.0"));
    assertAgreement("api");
  }

  @Test
  @Core
  @Order(2)
  void aCanaryThatFailsRequestsIsRolledBack() {
    isRolledBack("2.0.0-errors", "weight 10", "errors:");
  }

  @ParameterizedTest
  @Order(2)
  @CsvSource({
    "2.0.0-slow, weight 10, latency:",
    "2.0.0-crash, canary: deploy 2.0.0-crash, CrashLoopBackOff",
    "2.0.0-unready, canary: deploy 2.0.0-unready, Readiness probe failed",
    "9.9.9, canary: deploy 9.9.9, Image"
  })
  void aBadCanaryIsRolledBack(String version, String step, String reason) {
    isRolledBack(version, step, reason);
  }

  private static void isRolledBack(String version, String step, String reason) {
    var release = release("api", version, ROLLED_BACK);
    assertThat(failed(release.answers).keySet()).allMatch(answer -> answer.endsWith(" " + version));
    assertThat(seenBy(release.answers, version))
        .as("requests that saw %s", version)
        .isLessThanOrEqualTo(step.startsWith("weight") ? 10 : 0);
    assertThat(release.process.await("rollBack").text("reason")).contains(reason);
    assertThat(lastStepForward(release.process)).isEqualTo(step);
    assertThat(served(release.answers)).isEqualTo("1.1.0");
    assertThat(journaled("api")).isEqualTo(Map.of("versions.stable", "1.1.0"));
    assertAgreement("api");
  }

  /**
   * Returns the percentage of the requests that a version answered, from its first answer to its
   * last, minus four standard deviations of a share of 10 %.
   */
  private static double seenBy(List<Answer> answers, String version) {
    var seen = answers.stream().filter(answer -> answer.version().equals(version)).toList();
    if (seen.isEmpty()) {
      return 0;
    }
    var first = seen.get(0).at();
    var last = last(answers, version);
    long all =
        answers.stream()
            .filter(each -> !each.at().isBefore(first) && !each.at().isAfter(last))
            .count();
    return 100.0 * (seen.size() - 4 * Math.sqrt(all * 0.1 * 0.9)) / all;
  }

  private static String lastStepForward(SluiceProcess process) {
    var back = process.await("rollBack").at();
    return process.events().stream()
        .filter(event -> event.is("step") && event.at().isBefore(back))
        .reduce((one, other) -> other)
        .orElseThrow()
        .text("name");
  }

  @Test
  @Core
  @Order(3)
  @HasClusterAlone
  void aSwitchIsRolledBackInSeconds() {
    assertThat(failed(release("front", "1.1.0", DONE).answers)).isEmpty();
    var back = underLoad("front: rollback", FRONT, DONE, process -> {}, "rollback", "dev", "front");
    assertThat(failed(back.answers)).isEmpty();
    assertThat(served(back.answers)).isEqualTo("1.0.0");
    var last = last(back.answers, "1.1.0");
    var took = Duration.between(back.process.start(), last);
    System.out.println("front: rollback: the last request to 1.1.0 after " + took);
    assertThat(took).isLessThan(Duration.ofSeconds(15));
    assertAgreement("front");
  }

  private static Instant last(List<Answer> answers, String version) {
    return answers.stream()
        .filter(answer -> answer.version().equals(version))
        .map(Answer::at)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  @Test
  @Core
  @Order(4)
  void aBadColorIsRolledBack() {
    losesNoRequest("2.0.0-errors", ROLLED_BACK);
  }

  @ParameterizedTest
  @Order(4)
  @CsvSource({"1.2.0, 0", "1.0.0, 0"})
  void moreReleasesLoseNoRequest(String version, int exitCode) {
    losesNoRequest(version, exitCode);
  }

  private static void losesNoRequest(String version, int exitCode) {
    var release = release("front", version, exitCode);
    assertThat(failed(release.answers)).isEmpty();
    assertThat(journal("front").path("outcome").asText())
        .isEqualTo(exitCode == DONE ? "DONE" : "ROLLED_BACK");
    assertAgreement("front");
  }

  /** There is no second side, so this checks the pods instead of the answers. */
  @ParameterizedTest
  @Core
  @Order(4)
  @CsvSource({"1.1.0, 0, 1.1.0", "2.0.0-crash, 1, 1.1.0"})
  void anAutoscaledAppIsUpdatedInPlaceOrTakenBack(String version, int exitCode, String left) {
    var release = folder().sluice("run", "dev", "worker", version, "--yes", "--json");
    assertThat(release.end()).as(release.output()).isEqualTo(exitCode);
    assertThat(kubectl("get", "deployment", "worker", "-o", IMAGE)).endsWith(":" + left);
    assertThat(ready("worker")).isGreaterThanOrEqualTo(2);
    assertThat(journaled("worker")).isEqualTo(Map.of("version", left));
    assertAgreement("worker");
  }

  /** Permission to write ConfigMaps must not be enough to choose what is deployed. */
  @Test
  @Core
  @Order(4)
  void aForgedJournalIsNamedAndNothingOfItIsDeployed() {
    var before = folder().committed("worker").get("version");
    var after = before.equals("1.1.0") ? "1.0.0" : "1.1.0";
    done("run", "dev", "worker", after);
    assertThat(folder().read("Pulumi.dev.yaml"))
        .contains("sluice:journalPublicKey: MCowBQYDK2VwAyEA")
        .doesNotContain("MC4CAQAwBQYDK2Vw");
    var proved = "{\"data\": {\"proved.json\": \"[{\\\"version\\\": \\\"1.2.0\\\"}]\"}}";
    kubectl("patch", "configmap", "worker-release", "--type", "merge", "--patch", proved);
    assertDistrusted(1, "status", "dev", "worker");
    assertDistrusted(2, "rollback", "dev", "worker", "--yes");
    assertThat(kubectl("get", "deployment", "worker", "-o", IMAGE)).endsWith(":" + after);
    kubectl("delete", "configmap", "worker-release");
    done("run", "dev", "worker", before);
    assertAgreement("worker");
  }

  private void assertDistrusted(int exitCode, String... words) {
    var process = folder().sluice(words);
    assertThat(process.end()).isEqualTo(exitCode);
    assertThat(process.output())
        .contains("The journal of worker (ConfigMap sluice-releases/worker-release) is not used");
  }

  @Test
  @Core
  @Order(5)
  void aDriverThatIsKilledAnywhereIsResumed() {
    var release =
        underLoad(
            "api: run 1.2.0, killed four times",
            API,
            DONE,
            process -> {},
            first -> killedFourTimes(first),
            "run",
            "dev",
            "api",
            "1.2.0");
    assertThat(failed(release.answers)).isEmpty();
    assertThat(served(release.answers)).isEqualTo("1.2.0");
    assertAgreement("api");
  }

  private static SluiceProcess killedFourTimes(SluiceProcess first) {
    first.awaitStep("canary: deploy 1.2.0");
    first.await("progress");
    first.killWithAllItStarted();
    assertThat(weight()).isZero();
    var second = resume();
    assertThat(second.await("retry").text("reason"))
        .startsWith("An update of this release was killed; removing its lock: ");
    second.awaitStep("weight 10");
    second.await("progress");
    second.kill();
    assertThat(weight()).isLessThanOrEqualTo(10);
    var third = resume();
    third.awaitMeasured("weight 50");
    third.killWithAllItStarted();
    assertThat(weight()).isEqualTo(50);
    var fourth = resume();
    fourth.awaitStep("stable: deploy 1.2.0");
    fourth.await("progress");
    fourth.killWithAllItStarted();
    assertThat(weight()).isEqualTo(100);
    return resume();
  }

  @Test
  @Order(5)
  void aPulumiThatIsKilledIsRunAgainAndAReaderThatGoesAwayStopsNothing() {
    folder().sluice("retire", "dev", "front", "--yes").end();
    var process = folder().sluice("deploy", "dev", "front", "1.2.0", "--yes", "--json");
    process.await("progress");
    process.killPulumi();
    assertThat(process.end()).as(process.output()).isEqualTo(DONE);
    assertThat(process.await("retry").text("reason")).isNotEmpty();
    // A Pulumi that is killed while it writes leaves such a file.
    folder().writeState(ReleaseFolder.STATE + ".attrs", "");
    var retired = folder().unread("retire", "dev", "front", "--yes");
    assertThat(retired.end()).as(retired.output()).isEqualTo(FAILED);
    assertThat(retired.lines())
        .containsExactly("front (dev): retire", "Cannot write the results to standard output.");
    assertThat(journal("front").path("outcome").asText()).isEqualTo("DONE");
    assertAgreement("front");
  }

  private static SluiceProcess resume() {
    return folder().sluice("resume", "dev", "api", "--yes", "--json");
  }

  /** Returns the canary's weight in the route. */
  private static int weight() {
    var weight =
        kubectl(
            "get",
            "httproute",
            "api",
            "-o",
            "jsonpath={.spec.rules[-1:].backendRefs[?(@.name==\"api-canary\")].weight}");
    return weight.isEmpty() ? 0 : Integer.parseInt(weight);
  }

  @Test
  @Order(6)
  @HasClusterAlone
  void withoutPrometheusAReleaseGoesBackAndNoneBegins() {
    var release =
        underLoad(
            "api: run 1.1.0, Prometheus stops",
            API,
            ROLLED_BACK,
            process -> {
              process.awaitMeasured("weight 10");
              Daemon.PROMETHEUS.whilePaused(() -> process.await("rollBack"));
            },
            "run",
            "dev",
            "api",
            "1.1.0");
    assertThat(failed(release.answers)).isEmpty();
    assertThat(release.process.await("rollBack").text("reason")).contains("could not be measured");
    Daemon.PROMETHEUS.whilePaused(ReleaseIT::assertRefused);
    assertAgreement("api");
  }

  private static void assertRefused() {
    var refused = run("api", "1.1.0");
    assertThat(refused.end()).isEqualTo(REFUSED);
    assertThat(refused.output()).contains("Cannot analyze the release");
  }

  private static SluiceProcess run(String app, String version) {
    return folder().sluice("run", "dev", app, version, "--yes", "--json");
  }

  @Test
  @Order(7)
  void aCanaryThatNobodyAsksAnythingIsNotPromoted() {
    var process = run("api", "1.1.0");
    int code = process.end();
    TABLE.add("api: run 1.1.0 without traffic", process, List.of());
    assertThat(code).as(process.output()).isEqualTo(ROLLED_BACK);
    assertThat(process.await("rollBack").text("reason")).contains("inconclusive");
    assertAgreement("api");
  }

  @Test
  @Order(8)
  @HasClusterAlone
  void anApiServerThatDoesNotAnswerForAWhileIsWaitedFor() {
    var release =
        underLoad(
            "api: run 1.1.0, API server paused twice",
            API,
            DONE,
            process -> {
              process.awaitStep("weight 50");
              Daemon.API_SERVER.whilePaused(() -> Ticker.SYSTEM.pause(SILENCE));
              process.awaitMeasured("weight 50");
              Daemon.API_SERVER.whilePaused(() -> Ticker.SYSTEM.pause(SILENCE));
            },
            "run",
            "dev",
            "api",
            "1.1.0");
    assertThat(failed(release.answers)).isEmpty();
    assertAgreement("api");
  }

  @Test
  @Order(9)
  void anotherDriverIsRefusedAndPodsThatAreEvictedAreReplaced() {
    var release =
        underLoad(
            "api: run 1.2.0, another driver, all pods evicted",
            API,
            DONE,
            process -> {
              process.awaitStep("weight 10");
              var other = run("api", "1.0.0");
              assertThat(other.end()).isEqualTo(REFUSED);
              assertThat(other.output())
                  .contains("`run 1.2.0` of api is unfinished, and ", "is running it");
              var taken = folder().asked("y", "abort", "dev", "api");
              assertThat(taken.end()).as(taken.output()).isEqualTo(REFUSED);
              assertThat(taken.output())
                  .contains("api is being released by ")
                  .doesNotContain("Move traffic now");
              process.awaitMeasured("weight 50");
              Kubectl.drain(NAMESPACE, "app.kubernetes.io/name=api");
            },
            "run",
            "dev",
            "api",
            "1.2.0");
    assertThat(failed(release.answers)).isEmpty();
    assertAgreement("api");
  }

  @Test
  @Order(10)
  void aStackThatIsLockedIsWaitedForAlsoWhereItsOwnerIsDead() {
    folder().writeState(LOCK, lock(ProcessHandle.current().pid()));
    var waits = folder().sluice("deploy", "dev", "front", "1.1.0", "--yes", "--json");
    assertThat(waits.await("retry").text("reason")).contains("Another update of the stack");
    folder().deleteState(LOCK);
    assertThat(waits.end()).as(waits.output()).isEqualTo(DONE);
    folder().writeState(LOCK, lock(Integer.MAX_VALUE));
    var told = folder().sluice("retire", "dev", "front", "--yes", "--json");
    assertThat(told.await("retry").text("reason"))
        .endsWith(
            "Only if that one is certainly dead, run `pulumi cancel --yes --stack dev`; the release"
                + " then continues.");
    folder().must("pulumi", "cancel", "--yes", "--stack", "dev");
    assertThat(told.end()).as(told.output()).isEqualTo(DONE);
    assertAgreement("front");
  }

  private static String lock(long pid) {
    try {
      return "{\"pid\":"
          + pid
          + ",\"username\":\"root\",\"hostname\":\""
          + InetAddress.getLocalHost().getHostName()
          + "\",\"timestamp\":\"2026-11-21T18:00:00Z\"}";
    } catch (UnknownHostException e) {
      throw new AssertionError("This machine must have a name.", e);
    }
  }

  @Test
  @Order(10)
  void whoIsAskedSeesWhatRunsNow() {
    var version = "1.1.0".equals(activeOfFront()) ? "1.2.0" : "1.1.0";
    var declined = folder().asked("n", "run", "dev", "front", version);
    assertThat(declined.end()).as(declined.output()).isEqualTo(STOPPED);
    assertThat(declined.output())
        .contains("`run " + version + "` is unfinished", "Stopped: waits before: weight 20.")
        .doesNotContain("instead of");
    var back = folder().sluice("abort", "dev", "front", "--yes");
    assertThat(back.end()).as(back.output()).isEqualTo(ROLLED_BACK);
    assertAgreement("front");
  }

  @Test
  @Order(11)
  void whatAQuotaDeniesIsRolledBack() {
    kubectl("create", "quota", "pods", "--hard=pods=" + (pods() + 1));
    try {
      var release = release("api", "1.0.0", ROLLED_BACK);
      assertThat(failed(release.answers)).isEmpty();
      assertThat(release.process.await("rollBack").text("reason")).contains("exceeded quota");
    } finally {
      kubectl("delete", "quota", "pods");
    }
    assertAgreement("api");
  }

  /** Returns the desired number of pods: others may be terminating. */
  private static int pods() {
    return kubectl("get", "deployments", "-o", "jsonpath={.items[*].spec.replicas}")
        .lines()
        .flatMap(line -> Stream.of(line.split(" ")))
        .mapToInt(Integer::parseInt)
        .sum();
  }

  @Test
  @Order(12)
  void anInterruptedReleaseEndsItsStepAndIsSuperseded() {
    var held = folder().sluice("run", "dev", "front", "1.2.0", "--yes");
    awaitLine(held, "[2/3] weight 20 ...");
    held.interrupt();
    assertThat(held.end()).as(held.output()).isEqualTo(STOPPED);
    assertThat(held.output()).contains("./sluice resume dev front, or ./sluice abort dev front");
    var refused = run("front", "1.1.0");
    assertThat(refused.end()).isEqualTo(REFUSED);
    assertThat(refused.output()).contains("`run 1.2.0` of front is unfinished.");
    var plan = folder().sluice("plan", "dev", "front", "rollback");
    assertThat(plan.end()).as(plan.output()).isEqualTo(DONE);
    assertThat(plan.output()).contains("front (dev): abort run 1.2.0");
    var declined = folder().asked("n", "run", "dev", "front", "1.1.0", "--supersede");
    assertThat(declined.end()).as(declined.output()).isEqualTo(STOPPED);
    assertThat(declined.output()).contains("nothing was changed");
    assertThat(ReleaseFolder.openReleases()).containsExactly("front");
    var release =
        underLoad(
            "front: run 1.1.0, which supersedes 1.2.0",
            FRONT,
            DONE,
            process -> {},
            "run",
            "dev",
            "front",
            "1.1.0",
            "--supersede");
    assertThat(failed(release.answers)).isEmpty();
    assertThat(served(release.answers)).isEqualTo("1.1.0");
    assertAgreement("front");
  }

  private static void awaitLine(SluiceProcess process, String line) {
    var end = Instant.now().plus(Duration.ofMinutes(1));
    while (!process.lines().contains(line)) {
      assertThat(Instant.now()).as(process.output()).isBefore(end);
      Ticker.SYSTEM.pause(Duration.ofMillis(100));
    }
  }

  @Test
  @Order(13)
  void whatSomeoneChangedByHandIsShownAndNotBuiltUpon() {
    var deployed = folder().sluice("deploy", "dev", "api", "1.1.0", "--yes");
    assertThat(deployed.end()).as(deployed.output()).isEqualTo(DONE);
    setWeights(90, 10);
    var status = folder().sluice("status", "dev", "api");
    assertThat(status.end()).isEqualTo(1);
    assertThat(status.output())
        .contains("api sends 90 % to stable and 10 % to canary instead of 100 % to stable");
    for (var verb : List.of("retire", "promote")) {
      var refused = folder().sluice(verb, "dev", "api", "--yes");
      assertThat(refused.end()).as(refused.output()).isEqualTo(REFUSED);
      assertThat(refused.output())
          .contains("The cluster has drifted from the configuration: api sends 90 %");
    }
    var adopted = folder().sluice("adopt", "dev", "api", "--yes");
    assertThat(adopted.end()).as(adopted.output()).isEqualTo(DONE);
    assertThat(folder().committed("api")).containsEntry("weight", "10");
    assertThat(weight()).isEqualTo(10);
    assertAgreement("api");
    var back = folder().sluice("rollback", "dev", "api", "--yes");
    assertThat(back.end()).as(back.output()).isEqualTo(DONE);
    assertThat(weight()).isZero();
    var retired = folder().sluice("retire", "dev", "api", "--yes");
    assertThat(retired.end()).as(retired.output()).isEqualTo(DONE);
    assertAgreement("api");
  }

  private static void setWeights(int stable, int canary) {
    kubectl(
        "patch",
        "httproute",
        "api",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/rules/0/backendRefs/0/weight\",\"value\":"
            + stable
            + "},{\"op\":\"replace\",\"path\":\"/spec/rules/0/backendRefs/1/weight\",\"value\":"
            + canary
            + "}]");
  }

  @Test
  @Order(14)
  void aUserWhoMustNotGoBackMustNotGoForward(@TempDir Path credentials) {
    var kubeconfig = kubeconfig(credentials, "edit");
    var refused =
        folder().sluice(Map.of("KUBECONFIG", kubeconfig), "run", "dev", "api", "1.1.0", "--yes");
    assertThat(refused.end()).as(refused.output()).isEqualTo(REFUSED);
    assertThat(refused.output())
        .contains("you lack the right to patch httproutes.gateway.networking.k8s.io");
    deleteUser();
    assertAgreement("api");
  }

  @Test
  @Order(15)
  void aUserWhoMayNotGoOnStopsWhereItIs(@TempDir Path credentials) {
    var kubeconfig = kubeconfig(credentials, "cluster-admin");
    var stopped =
        folder()
            .sluice(
                Map.of("KUBECONFIG", kubeconfig), "run", "dev", "api", "1.1.0", "--yes", "--json");
    stopped.awaitStep("weight 10");
    stopped.await("progress");
    deleteUser();
    assertThat(stopped.end()).as(stopped.output()).isEqualTo(STOPPED);
    int weight = weight();
    assertThat(weight).isLessThanOrEqualTo(10);
    var plan = folder().sluice("plan", "dev", "api", "abort");
    assertThat(plan.end()).as(plan.output()).isEqualTo(DONE);
    assertThat(plan.output()).startsWith("api (dev): abort run 1.1.0\n  1. weight 0\n");
    var declined = folder().asked("n", "abort", "dev", "api");
    assertThat(declined.end()).as(declined.output()).isEqualTo(STOPPED);
    assertThat(declined.output())
        .contains(
            "Move traffic now: weight 0? [y/N]",
            "Stopped: nothing was changed.",
            "Next: ./sluice resume dev api, or ./sluice abort dev api");
    assertThat(weight()).isEqualTo(weight);
    var back = folder().asked("y", "abort", "dev", "api");
    assertThat(back.end()).as(back.output()).isEqualTo(ROLLED_BACK);
    assertThat(back.output()).contains("Next: ./sluice status dev api");
    assertThat(weight()).isZero();
    assertAgreement("api");
  }

  /** Returns the kubeconfig of a user with the permissions of a role. */
  private static String kubeconfig(Path folder, String role) {
    kubectl("create", "serviceaccount", USER);
    Command.must(
        "kubectl",
        "create",
        "clusterrolebinding",
        NAMESPACE,
        "--clusterrole=" + role,
        "--serviceaccount=" + NAMESPACE + ":" + USER);
    var file = folder.resolve("kubeconfig").toString();
    Command.must("cp", System.getenv("KUBECONFIG"), file);
    var token = kubectl("create", "token", USER).strip();
    config(file, "set-credentials", USER, "--token=" + token);
    config(file, "set-context", "--current", "--user=" + USER);
    return file;
  }

  private static void config(String kubeconfig, String... words) {
    Command.must(
        Stream.concat(Stream.of("kubectl", "--kubeconfig", kubeconfig, "config"), Stream.of(words))
            .toArray(String[]::new));
  }

  private static void deleteUser() {
    Command.must("kubectl", "delete", "clusterrolebinding", NAMESPACE, "--ignore-not-found");
    kubectl("delete", "serviceaccount", USER, "--ignore-not-found");
  }

  @Test
  @Order(16)
  void onAFullDiskNothingIsChangedInTheCluster(@TempDir Path aside) {
    var before = folder().committed("front");
    try (var disk = FullDisk.of(project.resolve("dist"), aside)) {
      var back = folder().sluice("deploy", "dev", "front", "2.0.0-slow", "--yes", "--json");
      assertThat(back.end()).as(back.output()).isEqualTo(ROLLED_BACK);
      assertThat(back.await("rollBack").text("reason")).contains("No space left on device");
      assertThat(back.events()).noneMatch(event -> event.is("progress"));
    }
    assertThat(folder().committed("front")).isEqualTo(before);
    assertAgreement("front");
  }

  @Test
  @Order(17)
  void anAutoscalerThatMovesOnTheWayIsReckonedWith() {
    var deployed = folder().sluice("deploy", "dev", "cart", "1.1.0", "--yes");
    assertThat(deployed.end()).as(deployed.output()).isEqualTo(DONE);
    assertThat(ready("cart-green")).isLessThan(MOST);
    kubectl("patch", "hpa", "cart-blue", "-p", "{\"spec\":{\"minReplicas\":" + MOST + "}}");
    kubectl(
        "wait",
        "deployment/cart-blue",
        "--for=jsonpath={.status.readyReplicas}=" + MOST,
        "--timeout=60s");
    try (var green =
            Kubectl.watch(NAMESPACE, "deployment", "cart-green", "{.status.readyReplicas}");
        var least = Kubectl.watch(NAMESPACE, "hpa", "cart-green", "{.spec.minReplicas}")) {
      var switched =
          underLoad(
              "cart: promote, its autoscaler has grown blue",
              CART,
              DONE,
              process -> {},
              "promote",
              "dev",
              "cart");
      assertThat(failed(switched.answers)).isEmpty();
      assertThat(served(switched.answers)).isEqualTo("1.1.0");
      assertThat(green.lines()).contains(Integer.toString(MOST));
      assertThat(least.lines()).contains(Integer.toString(MOST - 1)).endsWith("2");
    }
    assertAgreement("cart");
  }

  @Test
  @Order(18)
  void requestsGoBackAtOnceAsFarAsThereArePodsForThem() {
    var serving = folder().committed("cart").get("active");
    var idle = serving.equals("blue") ? "green" : "blue";
    var before = folder().committed("cart").get("versions." + idle);
    have("cart-" + serving, MOST);
    have("cart-" + idle, 2);
    var back =
        underLoad(
            "cart: rollback to half of the pods",
            CART,
            DONE,
            process -> {},
            "rollback",
            "dev",
            "cart");
    assertThat(failed(back.answers)).isEmpty();
    assertThat(served(back.answers)).isEqualTo(before);
    assertThat(back.process.events().stream().filter(event -> event.is("step")))
        .extracting(event -> event.text("name"))
        .isEqualTo(List.of("weight 50", "switch to " + idle, "autoscalers: free"));
    assertAgreement("cart");
  }

  /** Waits for so many ready pods, which the autoscaler allows. */
  private static void have(String deployment, int pods) {
    kubectl("patch", "hpa", deployment, "-p", "{\"spec\":{\"minReplicas\":" + pods + "}}");
    kubectl("scale", "deployment", deployment, "--replicas=" + pods);
    kubectl(
        "wait",
        "deployment/" + deployment,
        "--for=jsonpath={.status.replicas}=" + pods,
        "--timeout=60s");
    kubectl(
        "wait",
        "deployment/" + deployment,
        "--for=jsonpath={.status.readyReplicas}=" + pods,
        "--timeout=60s");
  }

  @ParameterizedTest
  @Order(18)
  @CsvSource({"1.2.0, 0", "2.0.0-errors, 1"})
  void aProgramIsAMetricOfARelease(String version, int exitCode) {
    var release = release("cart", version, exitCode);
    assertThat(failed(release.answers)).isEmpty();
    assertThat(served(release.answers)).isEqualTo("1.2.0");
    if (exitCode == DONE) {
      assertThat(programs(release.process)).isEqualTo(List.of("pass", "pass"));
    } else {
      assertThat(release.process.await("rollBack").text("reason"))
          .contains("/ must be answered with 200, but is with HTTP/1.0 500");
    }
    assertAgreement("cart");
  }

  /** Returns what the program printed. */
  private static List<String> programs(SluiceProcess process) {
    return process.events().stream()
        .filter(event -> event.is("measured"))
        .flatMap(event -> StreamSupport.stream(event.node().path("metrics").spliterator(), false))
        .map(metric -> metric.path("verdict").asText())
        .toList();
  }

  @Test
  @Order(18)
  void podsThatCrashKeepNeitherTheirRequestsNorAnotherAppFromMoving() {
    var before = activeOfFront();
    assertThat(failed(release("front", "1.2.0", DONE).answers)).isEmpty();
    var deployment = "front-" + folder().committed("front").get("active");
    // A pod that was ready for a moment would get requests, and crash.
    kubectl("set", "env", "deployment/" + deployment, "NEVER_READY=1", "CRASH_AFTER_MS=1");
    awaitCrash(deployment);
    var other = folder().sluice("deploy", "dev", "api", "1.1.0", "--yes");
    assertThat(other.end()).as(other.output()).isEqualTo(DONE);
    assertThat(other.output()).doesNotContain(deployment);
    var retired = folder().sluice("retire", "dev", "api", "--yes");
    assertThat(retired.end()).as(retired.output()).isEqualTo(DONE);
    var back =
        underLoad(
            "front: rollback of a crash", FRONT, DONE, process -> {}, "rollback", "dev", "front");
    kubectl("set", "env", "deployment/" + deployment, "NEVER_READY-", "CRASH_AFTER_MS-");
    assertThat(failed(back.answers)).isEmpty();
    assertThat(served(back.answers)).isEqualTo(before);
    assertAgreement("front");
  }

  @Test
  @Order(19)
  void aRetiredColorHasNoPodsWhateverItsAutoscalerSaysAndWakesToItsMinimum() {
    var retired = folder().sluice("retire", "dev", "cart", "--yes");
    assertThat(retired.end()).as(retired.output()).isEqualTo(DONE);
    var idle = folder().committed("cart").get("active").equals("blue") ? "green" : "blue";
    assertThat(Kubectl.number(NAMESPACE, "deployment", "cart-" + idle, "{.spec.replicas}"))
        .isZero();
    assertThat(kubectl("get", "hpa", "-o", "name")).doesNotContain("cart-" + idle);
    var deployed = folder().sluice("deploy", "dev", "cart", "1.1.0", "--yes");
    assertThat(deployed.end()).as(deployed.output()).isEqualTo(DONE);
    folder().forget("HorizontalPodAutoscaler::" + NAMESPACE + "/cart-" + idle);
    var promoted =
        underLoad(
            "cart: promote what was retired before",
            CART,
            DONE,
            process -> {},
            "promote",
            "dev",
            "cart");
    assertThat(failed(promoted.answers)).isEmpty();
    assertThat(served(promoted.answers)).isEqualTo("1.1.0");
    assertThat(ready("cart-" + idle)).isGreaterThanOrEqualTo(2);
    assertAgreement("cart");
  }

  private static void awaitCrash(String deployment) {
    var end = Instant.now().plus(Duration.ofMinutes(2));
    while (!kubectl("get", "pods")
        .lines()
        .anyMatch(line -> line.startsWith(deployment) && line.contains("CrashLoopBackOff"))) {
      assertThat(Instant.now()).isBefore(end);
      Ticker.SYSTEM.pause(Duration.ofSeconds(1));
    }
  }

  @Test
  @Order(19)
  void aDriverThatSleptWhileAnotherTookOverDoesNothingMore() {
    var slept = run("api", "1.0.0");
    awaitWatched(slept, 10);
    slept.sleeps();
    try {
      var other = folder().sluice("abort", "dev", "api", "--yes");
      assertThat(other.end()).as(other.output()).isEqualTo(ROLLED_BACK);
    } finally {
      slept.wakes();
    }
    assertThat(slept.end()).as(slept.output()).isEqualTo(STOPPED);
    assertThat(slept.output()).contains("Another process has taken over the release of api");
    assertThat(weight()).isZero();
    assertAgreement("api");
  }

  /** Waits until the route has this weight and the release measures it. */
  private static void awaitWatched(SluiceProcess process, int weight) {
    process.awaitStep("weight " + weight);
    while (weight() != weight || process.runsPulumi()) {
      Ticker.SYSTEM.pause(Duration.ofMillis(100));
    }
  }

  @Test
  @Core
  @Order(20)
  void whoEditsWhatAReleaseChangesIsNamed() {
    editedOnTheWay();
    var back = folder().sluice("abort", "dev", "api", "--yes");
    assertThat(back.end()).as(back.output()).isEqualTo(ROLLED_BACK);
    assertThat(weight()).isZero();
    assertAgreement("api");
  }

  @Test
  @Core
  @Order(20)
  void aReleaseThatGoesNoFurtherIsEndedWhereItIs() {
    editedOnTheWay();
    done("adopt", "dev", "api");
    assertThat(folder().committed("api")).containsEntry("weight", "20");
    assertAgreement("api");
    done("rollback", "dev", "api");
    assertThat(weight()).isZero();
    done("retire", "dev", "api");
    assertAgreement("api");
  }

  /** It can go neither forward nor back, because someone else has changed the fields for both. */
  private static void editedOnTheWay() {
    var release =
        underLoad(
            "api: run 1.0.0, its weights edited",
            API,
            STOPPED,
            process -> {
              awaitWatched(process, 10);
              setWeights(80, 20);
            },
            "run",
            "dev",
            "api",
            "1.0.0");
    assertThat(failed(release.answers)).isEmpty();
    assertThat(release.process.await("ended").text("text"))
        .contains("conflict with \"kubectl-patch\"");
    assertThat(weight()).isEqualTo(20);
  }

  private static void done(String... words) {
    var all = Stream.concat(Stream.of(words), Stream.of("--yes"));
    var process = folder().sluice(all.toArray(String[]::new));
    assertThat(process.end()).as(process.output()).isEqualTo(DONE);
  }

  /** Each of them knows only the previous state of the other's app. */
  @Test
  @Order(21)
  void twoAppsAreReleasedAtOnceFromTwoCheckouts(@TempDir Path elsewhere) {
    Command.must("cp", "--archive", project + "/.", elsewhere.toString());
    var other = new ReleaseFolder(elsewhere, state);
    var version = "1.1.0".equals(activeOfFront()) ? "1.2.0" : "1.1.0";
    try (var load = new GatewayLoad(2 * PER_SECOND, List.of(API, FRONT))) {
      load.start();
      var api = run("api", "1.0.0");
      api.awaitStep("canary: deploy 1.0.0");
      var front = other.sluice("run", "dev", "front", version, "--yes", "--json");
      assertThat(front.end()).as(front.output()).isEqualTo(DONE);
      assertThat(api.end()).as(api.output()).isEqualTo(DONE);
      load.favor(FRONT);
      var unused = load.versions(FRONT, 0, 200);
      load.awaitAnswers();
      TABLE.add("api: run 1.0.0, at once with front", api, load.answers(API));
      TABLE.add("front: run " + version + ", from another checkout", front, load.answers(FRONT));
      for (var route : List.of(API, FRONT)) {
        assertThat(failed(load.answers(route))).isEmpty();
      }
      assertThat(served(load.answers(API))).isEqualTo("1.0.0");
      assertThat(served(load.answers(FRONT))).isEqualTo(version);
    }
    assertThat(folder().told("api")).containsEntry("stable", "1.0.0");
    assertThat(folder().told("front")).containsValue(version);
    folder().must("git", "pull", "--quiet", "--rebase", elsewhere.toString(), "HEAD");
    assertAgreement("api");
    assertAgreement("front");
  }

  private static String activeOfFront() {
    var front = folder().committed("front");
    return front.get("versions." + front.get("active"));
  }

  private static int ready(String deployment) {
    return Kubectl.number(NAMESPACE, "deployment", deployment, "{.status.readyReplicas}");
  }

  /** A release, with the answers to its app's requests during and shortly after it. */
  private record Watched(SluiceProcess process, List<Answer> answers) {}

  private static Watched release(String app, String version, int exitCode) {
    return underLoad(
        app + ": run " + version,
        switch (app) {
          case "api" -> API;
          case "front" -> FRONT;
          default -> CART;
        },
        exitCode,
        process -> {},
        "run",
        "dev",
        app,
        version);
  }

  private static Watched underLoad(
      String name, Route route, int exitCode, Consumer<SluiceProcess> meanwhile, String... words) {
    return underLoad(name, route, exitCode, meanwhile, process -> process, words);
  }

  private static Watched underLoad(
      String name,
      Route route,
      int exitCode,
      Consumer<SluiceProcess> meanwhile,
      UnaryOperator<SluiceProcess> goingOn,
      String... words) {
    try (var load = new GatewayLoad(PER_SECOND, List.of(route))) {
      load.start();
      var all = Stream.concat(Stream.of(words), Stream.of("--yes", "--json"));
      var process = folder().sluice(all.toArray(String[]::new));
      var last = process;
      try {
        meanwhile.accept(process);
        last = goingOn.apply(process);
      } catch (AssertionError e) {
        process.kill();
        throw e;
      }
      int code = last.end();
      var unused = load.versions(route, 0, 200);
      load.awaitAnswers();
      var answers = load.answers(route);
      TABLE.add(name, last, answers);
      assertThat(code).as(last.output()).isEqualTo(exitCode);
      return new Watched(last, answers);
    }
  }

  /** Returns how often requests failed, by answer and version. */
  private static Map<String, Long> failed(List<Answer> answers) {
    return answers.stream()
        .filter(answer -> !answer.isGood())
        .map(answer -> answer.result() + " " + answer.version())
        .collect(groupingBy(Function.identity(), counting()));
  }

  /** Returns the version that answered all requests of the last second. */
  private static String served(List<Answer> answers) {
    var versions =
        answers.subList(answers.size() - 50, answers.size()).stream()
            .map(Answer::version)
            .distinct()
            .toList();
    return String.join(" ", versions);
  }

  /** Checks that journal, history and cluster agree on the app. */
  private static void assertAgreement(String app) {
    assertThat(folder().committed(app)).isEqualTo(journaled(app));
    assertThat(folder().must("git", "status", "--porcelain")).isEmpty();
    var status = folder().sluice("status", "dev", app, "--json");
    assertThat(status.end()).as(status.output()).isEqualTo(DONE);
    assertThat(status.output()).contains("\"drift\":[]").doesNotContain("\"open\"");
  }
}
