package stacks.program;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import charts.EnvironmentChart;
import charts.Manifest;
import charts.RouteKind;
import environments.reader.EnvironmentFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stacks.FakeCluster;
import stacks.cluster.LiveDeployment;
import stacks.cluster.RouteWeights;
import stacks.guard.Direction;
import stacks.guard.Move;
import stacks.guard.MovedManifest;
import stacks.plan.AppPlan;
import stacks.plan.Layout;
import synth.Project;

/** Tests the order of a release, for each transition of each strategy. */
final class ReleaseStagesTest {
  private static final String BASE =
      """
      version: 1
      namespaces:
        shop: {}
      cluster: {gateway: {name: public, namespace: gateway}}
      exemptions:
        image-pinned: These images are examples.
      apps:
        web:
          namespace: shop
          image: registry.example/shop/web
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 100m, memory: 64Mi}
            limits: {cpu: 500m, memory: 128Mi}
          strategy: \
      """;
  private static final String COLORS = "blueGreen\n    replicas: 4";
  private static final String TRACKS = "canary\n    replicas: 4";
  private static final String AUTOSCALED =
      "autoscaled\n    autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}";
  private static final String ROUTE = "\n    router: {httpRoute: {hostnames: [web.example]}}";
  private static final String PIN = ROUTE.replace("]", "], pin: {X-Preview: a}");
  private static final String TEST = "\n    smokeTest: {job: {command: [/test]}}";

  private static final String NOTHING = "";
  private static final String BLUE = "{active: blue, versions: {blue: 1.0.0}}";
  private static final String BOTH = "{active: blue, versions: {blue: 1.0.0, green: 1.1.0}}";
  private static final String NEWER = "{active: blue, versions: {blue: 1.0.0, green: 1.2.0}}";
  private static final String SWITCHED = "{active: green, versions: {blue: 1.0.0, green: 1.1.0}}";
  private static final String GREEN = "{active: green, versions: {green: 1.1.0}}";

  private static final String STABLE = "{versions: {stable: 1.0.0}}";
  private static final String TRIED = "{versions: {stable: 1.0.0, canary: 1.1.0}}";
  private static final String RETRIED = "{versions: {stable: 1.0.0, canary: 1.2.0}}";
  private static final String PROMOTED = "{versions: {stable: 1.1.0, canary: 1.1.0}}";
  private static final String DONE = "{versions: {stable: 1.1.0}}";

  @TempDir private Path folder;
  private final FakeCluster cluster = new FakeCluster();
  private Optional<Direction> told = Optional.empty();
  private boolean isScaled;
  private boolean isOwned;

  @Test
  void eachObjectIsAppliedAfterWhatItNeeds() {
    assertOrder(
        COLORS + TEST,
        NOTHING,
        BOTH,
        """
        apply ServiceAccount web, NetworkPolicy web-blue, NetworkPolicy web-green, NetworkPolicy web-blue-smoke-test, NetworkPolicy web-green-smoke-test
        apply Service web-blue, Service web-green
        deploy web-blue <- ServiceAccount web, NetworkPolicy web-blue, NetworkPolicy web-green, NetworkPolicy web-blue-smoke-test, NetworkPolicy web-green-smoke-test
        apply PodDisruptionBudget web-blue <- Deployment web-blue
        await web-blue
        test web-blue <- Service web-blue, Service web-green, Deployment web-blue
        guard FORWARD to web-blue 100, by its test
        move Service web-active, Service web-preview <- Deployment web-blue
        confirm FORWARD to web-blue 100, by its test
        deploy web-green <- ServiceAccount web, NetworkPolicy web-blue, NetworkPolicy web-green, NetworkPolicy web-blue-smoke-test, NetworkPolicy web-green-smoke-test, Service web-active, Service web-preview
        apply PodDisruptionBudget web-green <- Deployment web-green
        await web-green
        test web-green <- Service web-blue, Service web-green, Deployment web-green
        await web-green-smoke-test\
        """);
  }

  @Test
  void anAutoscaledAppIsReadyBeforeItsService() {
    assertOrder(
        AUTOSCALED,
        "{version: 1.0.0}",
        "{version: 1.1.0}",
        """
        apply ServiceAccount web, NetworkPolicy web
        deploy web <- ServiceAccount web, NetworkPolicy web
        apply HorizontalPodAutoscaler web, PodDisruptionBudget web <- Deployment web
        await web
        move Service web <- Deployment web\
        """);
  }

  @Test
  void aFirstDeployMovesTrafficToTheActiveColor() {
    assertStages(
        COLORS,
        NOTHING,
        BOTH,
        """
        deploy web-blue
        await web-blue
        guard FORWARD to web-blue 100
        move Service web-active, Service web-preview
        confirm FORWARD to web-blue 100
        deploy web-green
        await web-green\
        """);
  }

  @Test
  void aNewVersionOfTheIdleColorMovesNothing() {
    assertStages(
        COLORS + TEST,
        BLUE,
        BOTH,
        """
        deploy web-blue
        await web-blue if changed
        test web-blue
        move Service web-active, Service web-preview
        deploy web-green
        await web-green
        test web-green
        await web-blue-smoke-test
        await web-green-smoke-test\
        """);
    assertStages(
        COLORS + TEST,
        BOTH,
        NEWER,
        """
        deploy web-blue
        await web-blue if changed
        test web-blue
        move Service web-active, Service web-preview
        deploy web-green
        await web-green
        test web-green
        await web-blue-smoke-test
        await web-green-smoke-test\
        """);
  }

  @Test
  void aReleaseAwaitsNoTestOfTheColorThatServes() {
    told = Optional.of(Direction.FORWARD);
    assertStages(
        COLORS + TEST,
        BOTH,
        NEWER,
        """
        deploy web-blue
        await web-blue if changed
        test web-blue
        move Service web-active, Service web-preview
        deploy web-green
        await web-green
        test web-green
        await web-green-smoke-test\
        """);
  }

  @Test
  void aFlipAwaitsTheOtherColorAndLooksAtTheOneThatItLeaves() {
    assertStages(
        COLORS + TEST,
        BOTH,
        SWITCHED,
        """
        deploy web-green
        await web-green
        test web-green
        guard FORWARD to web-green 100, has web-blue 100, by its test
        move Service web-active, Service web-preview
        confirm FORWARD to web-green 100, has web-blue 100, by its test
        deploy web-blue
        test web-blue
        look at web-blue\
        """);
    told = Optional.of(Direction.FORWARD);
    assertStages(
        COLORS + TEST,
        BOTH,
        SWITCHED,
        """
        deploy web-green
        await web-green
        test web-green
        guard FORWARD to web-green 100, has web-blue 100, by its test
        move Service web-active, Service web-preview
        confirm FORWARD to web-green 100, has web-blue 100, by its test
        deploy web-blue
        test web-blue
        look at web-blue\
        """);
  }

  @Test
  void aRollbackToTheOtherColorAwaitsAndTestsNothing() {
    told = Optional.of(Direction.ROLLBACK);
    assertStages(
        COLORS + TEST,
        SWITCHED,
        BOTH,
        """
        deploy web-blue
        test web-blue
        guard ROLLBACK to web-blue 100, has web-green 100
        move Service web-active, Service web-preview
        confirm ROLLBACK to web-blue 100, has web-green 100
        deploy web-green
        test web-green
        look at web-blue
        look at web-green\
        """);
  }

  /** Its version has served before. */
  @Test
  void aRollbackThatDeploysAwaitsNoTest() {
    told = Optional.of(Direction.ROLLBACK);
    assertStages(
        COLORS + TEST,
        BLUE,
        BOTH,
        """
        deploy web-blue
        test web-blue
        move Service web-active, Service web-preview
        deploy web-green
        await web-green
        test web-green
        look at web-blue\
        """);
  }

  @Test
  void aColorIsRetiredAfterTheTraffic() {
    assertStages(
        COLORS + TEST,
        SWITCHED,
        GREEN,
        """
        deploy web-green
        await web-green
        test web-green
        move Service web-active, Service web-preview
        deploy web-blue
        await web-green-smoke-test\
        """);
  }

  @Test
  void whereNothingChangesAllIsAwaited() {
    assertStages(
        COLORS,
        BOTH,
        BOTH,
        """
        deploy web-blue
        await web-blue
        move Service web-active, Service web-preview
        deploy web-green
        await web-green\
        """);
  }

  @Test
  void whatIsAdoptedIsLookedAt() {
    told = Optional.of(Direction.NONE);
    assertStages(
        COLORS + TEST,
        BOTH,
        BOTH,
        """
        deploy web-blue
        test web-blue
        move Service web-active, Service web-preview
        deploy web-green
        test web-green
        look at web-blue
        look at web-green\
        """);
  }

  @Test
  void aRouteSharesTrafficBetweenColors() {
    assertStages(
        COLORS + ROUTE,
        BOTH,
        weight(BOTH, 20),
        """
        deploy web-blue
        deploy web-green
        await web-green
        guard FORWARD to web-green 20, has web-blue 100
        move Service web-active, Service web-preview, HTTPRoute web
        confirm FORWARD to web-green 20, has web-blue 100
        look at web-blue\
        """);
    assertStages(
        COLORS + ROUTE,
        weight(BOTH, 20),
        weight(BOTH, 50),
        """
        deploy web-blue
        deploy web-green
        await web-green
        guard FORWARD to web-green 50, has web-blue 80, has web-green 20
        move Service web-active, Service web-preview, HTTPRoute web
        confirm FORWARD to web-green 50, has web-blue 80, has web-green 20
        look at web-blue\
        """);
    assertStages(
        COLORS + ROUTE,
        weight(BOTH, 50),
        SWITCHED,
        """
        deploy web-green
        await web-green
        guard FORWARD to web-green 100, has web-blue 50, has web-green 50
        move Service web-active, Service web-preview, HTTPRoute web
        confirm FORWARD to web-green 100, has web-blue 50, has web-green 50
        deploy web-blue
        look at web-blue\
        """);
  }

  @Test
  void aShareReturnsToAColorThatIsNotAwaited() {
    assertStages(
        COLORS + ROUTE,
        weight(BOTH, 20),
        BOTH,
        """
        deploy web-blue
        guard ROLLBACK to web-blue 100, has web-blue 80, has web-green 20
        move Service web-active, Service web-preview, HTTPRoute web
        confirm ROLLBACK to web-blue 100, has web-blue 80, has web-green 20
        deploy web-green
        look at web-blue
        look at web-green\
        """);
  }

  @Test
  void aSelectorAndARouteMoveTrafficToDifferentColors() {
    assertStages(
        COLORS + ROUTE,
        weight(BOTH, 20),
        weight(SWITCHED, 20),
        """
        deploy web-blue
        deploy web-green
        await web-green
        guard FORWARD to web-green 100, has web-blue 80, has web-green 20
        move Service web-active, Service web-preview, HTTPRoute web
        confirm FORWARD to web-green 100, has web-blue 80, has web-green 20
        look at web-blue\
        """);
  }

  @Test
  void aColorThatAHeaderAsksForIsReadyBeforeTheRouteNamesIt() {
    assertStages(
        COLORS + PIN + TEST,
        BLUE,
        BOTH,
        """
        deploy web-blue
        await web-blue if changed
        test web-blue
        deploy web-green
        await web-green
        test web-green
        move Service web-active, Service web-preview, HTTPRoute web
        await web-blue-smoke-test
        await web-green-smoke-test\
        """);
    assertStages(
        COLORS + PIN,
        BOTH,
        SWITCHED,
        """
        deploy web-green
        await web-green
        guard FORWARD to web-green 100, has web-blue 100
        move Service web-active, Service web-preview, HTTPRoute web
        confirm FORWARD to web-green 100, has web-blue 100
        deploy web-blue
        look at web-blue\
        """);
  }

  @Test
  void aRouteGivesACanaryItsShareStepByStep() {
    assertStages(
        TRACKS + ROUTE,
        STABLE,
        TRIED,
        """
        deploy web-stable
        await web-stable if changed
        move HTTPRoute web
        deploy web-canary
        await web-canary\
        """);
    assertStages(
        TRACKS + ROUTE,
        TRIED,
        weight(TRIED, 25),
        """
        deploy web-stable
        deploy web-canary
        await web-canary
        guard FORWARD to web-canary 25, has web-stable 100
        move HTTPRoute web
        confirm FORWARD to web-canary 25, has web-stable 100
        look at web-stable\
        """);
    assertStages(
        TRACKS + ROUTE,
        weight(TRIED, 25),
        weight(TRIED, 50),
        """
        deploy web-stable
        deploy web-canary
        await web-canary
        guard FORWARD to web-canary 50, has web-stable 75, has web-canary 25
        move HTTPRoute web
        confirm FORWARD to web-canary 50, has web-stable 75, has web-canary 25
        look at web-stable\
        """);
    assertStages(
        TRACKS + ROUTE,
        weight(TRIED, 50),
        weight(TRIED, 100),
        """
        deploy web-canary
        await web-canary
        guard FORWARD to web-canary 100, has web-stable 50, has web-canary 50
        move HTTPRoute web
        confirm FORWARD to web-canary 100, has web-stable 50, has web-canary 50
        deploy web-stable
        look at web-stable\
        """);
  }

  @Test
  void aPromotedCanaryServesWhileTheStableTrackGetsItsVersion() {
    told = Optional.of(Direction.FORWARD);
    assertStages(
        TRACKS + ROUTE + TEST,
        weight(TRIED, 100),
        weight(PROMOTED, 100),
        """
        deploy web-canary
        await web-canary if changed
        test web-canary
        move HTTPRoute web
        deploy web-stable
        await web-stable
        test web-stable
        await web-stable-smoke-test\
        """);
    assertStages(
        TRACKS + ROUTE + TEST,
        weight(PROMOTED, 100),
        PROMOTED,
        """
        deploy web-stable
        await web-stable
        test web-stable
        guard FORWARD to web-stable 100, has web-canary 100, by its test
        move HTTPRoute web
        confirm FORWARD to web-stable 100, has web-canary 100, by its test
        deploy web-canary
        test web-canary
        look at web-canary\
        """);
    assertStages(
        TRACKS + ROUTE + TEST,
        PROMOTED,
        DONE,
        """
        deploy web-stable
        await web-stable if changed
        test web-stable
        move HTTPRoute web
        deploy web-canary\
        """);
  }

  @Test
  void anAbortedCanaryLosesItsShareBeforeItsPods() {
    told = Optional.of(Direction.ROLLBACK);
    assertStages(
        TRACKS + ROUTE + TEST,
        weight(TRIED, 25),
        TRIED,
        """
        deploy web-stable
        test web-stable
        guard ROLLBACK to web-stable 100, has web-stable 75, has web-canary 25
        move HTTPRoute web
        confirm ROLLBACK to web-stable 100, has web-stable 75, has web-canary 25
        deploy web-canary
        test web-canary
        look at web-stable
        look at web-canary\
        """);
    assertStages(
        TRACKS + ROUTE + TEST,
        TRIED,
        STABLE,
        """
        deploy web-stable
        test web-stable
        move HTTPRoute web
        deploy web-canary
        look at web-stable\
        """);
  }

  @Test
  void anotherCanaryWithTheSameShareIsAwaited() {
    assertStages(
        TRACKS + ROUTE + TEST,
        weight(TRIED, 25),
        weight(RETRIED, 25),
        """
        deploy web-stable
        await web-stable if changed
        test web-stable
        deploy web-canary
        await web-canary
        test web-canary
        move HTTPRoute web
        await web-stable-smoke-test
        await web-canary-smoke-test\
        """);
  }

  @Test
  void whereNumbersOfPodsAreTheShareTheSideThatGrowsIsReadyFirst() {
    assertStages(
        TRACKS,
        NOTHING,
        STABLE,
        """
        deploy web-stable
        await web-stable
        move Service web
        deploy web-canary\
        """);
    assertStages(
        TRACKS,
        STABLE,
        weight(TRIED, 25),
        """
        deploy web-canary
        await web-canary
        move Service web
        deploy web-stable
        look at web-stable\
        """);
    assertStages(
        TRACKS,
        weight(TRIED, 25),
        weight(TRIED, 50),
        """
        deploy web-canary
        await web-canary
        move Service web
        deploy web-stable
        look at web-stable\
        """);
    assertStages(
        TRACKS,
        weight(TRIED, 50),
        weight(TRIED, 100),
        """
        deploy web-canary
        await web-canary
        move Service web
        deploy web-stable\
        """);
    assertStages(
        TRACKS,
        weight(TRIED, 100),
        weight(PROMOTED, 100),
        """
        deploy web-stable
        move Service web
        deploy web-canary
        await web-canary\
        """);
    assertStages(
        TRACKS,
        weight(TRIED, 50),
        weight(TRIED, 25),
        """
        deploy web-stable
        await web-stable
        move Service web
        deploy web-canary
        look at web-canary\
        """);
  }

  @Test
  void aRollbackByNumbersOfPodsAwaitsTheSideThatGrowsAlone() {
    told = Optional.of(Direction.ROLLBACK);
    assertStages(
        TRACKS,
        weight(TRIED, 25),
        STABLE,
        """
        deploy web-stable
        await web-stable
        move Service web
        deploy web-canary\
        """);
    assertStages(
        TRACKS,
        weight(TRIED, 25),
        weight(RETRIED, 25),
        """
        deploy web-stable
        await web-stable if changed
        move Service web
        deploy web-canary
        look at web-canary\
        """);
  }

  @Test
  void replicasThatAnAutoscalerHasSetAreTakenOverOrStay() {
    isScaled = true;
    assertStages(
        COLORS,
        BOTH,
        SWITCHED,
        """
        take over the replicas of web-green
        deploy web-green
        await web-green
        guard FORWARD to web-green 100, has web-blue 100
        move Service web-active, Service web-preview
        confirm FORWARD to web-green 100, has web-blue 100
        take over the replicas of web-blue
        deploy web-blue
        look at web-blue\
        """);
    isOwned = true;
    assertStages(
        AUTOSCALED,
        "{version: 1.0.0}",
        "{version: 1.0.0}",
        """
        deploy web without [spec.replicas]
        await web
        move Service web\
        """);
  }

  /** Compares the stages that decide, without the objects that are applied along with them. */
  private void assertStages(String app, String from, String to, String expected) {
    assertThat(
            stages(app, from, to).stream()
                .filter(stage -> !(stage instanceof Stage.Apply))
                .map(stage -> text(stage).replaceFirst(" <- .*", ""))
                .collect(joining("\n")))
        .isEqualTo(expected);
  }

  /** Compares all stages, each with what is applied before. */
  private void assertOrder(String app, String from, String to, String expected) {
    assertThat(stages(app, from, to).stream().map(ReleaseStagesTest::text).collect(joining("\n")))
        .isEqualTo(expected);
  }

  private List<Stage> stages(String app, String from, String to) {
    cluster.deployments.clear();
    cluster.selectors.clear();
    cluster.weights.clear();
    if (!from.isEmpty()) {
      layout(app, from).all().forEach(this::isLive);
    }
    boolean isReturn = told.equals(Optional.of(Direction.ROLLBACK));
    return new ReleaseStages(AppPlan.of(layout(app, to), cluster, isReturn), told).list();
  }

  private Layout layout(String app, String state) {
    new Project(folder)
        .write("environments/base.yaml", BASE + app + "\n")
        .write("environments/test.yaml", "version: 1\n")
        .write("Pulumi.test.yaml", "config: {sluice:rollouts: {web: " + state + "}}\n");
    var web = EnvironmentFiles.in(folder).read("test").environment().apps().get(0);
    return Layout.of(web, EnvironmentChart.of(web));
  }

  private void isLive(Manifest manifest) {
    switch (manifest.kind()) {
      case "Deployment" -> cluster.deployments.put(manifest.name(), deployed(manifest));
      case "Service" -> cluster.selectors.put(manifest.name(), selector(manifest));
      case "HTTPRoute" ->
          cluster.weights.put(
              "HTTPRoute " + manifest.name(),
              RouteWeights.of(RouteKind.HTTP_ROUTE, manifest.fields()));
      default -> {
        // Not needed here.
      }
    }
  }

  private LiveDeployment deployed(Manifest manifest) {
    int replicas = Layout.replicas(manifest).orElse(3);
    return new LiveDeployment(Layout.image(manifest), replicas, replicas, isOwned, isScaled, 1);
  }

  private static Map<String, String> selector(Manifest service) {
    return new MovedManifest(service)
        .target().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().toString()));
  }

  private static String weight(String state, int percent) {
    return state.replaceFirst("}}$", "}, weight: " + percent + "}");
  }

  private static String text(Stage stage) {
    if (stage instanceof Stage.Apply apply) {
      return "apply " + names(apply.objects()) + after(apply.after());
    }
    if (stage instanceof Stage.TakeReplicas take) {
      return "take over the replicas of " + name(take.deployment());
    }
    if (stage instanceof Stage.ApplyDeployment deploy) {
      var ignored = deploy.ignored().isEmpty() ? "" : " without " + deploy.ignored();
      return "deploy " + name(deploy.deployment()) + ignored + after(deploy.after());
    }
    if (stage instanceof Stage.AwaitReady await) {
      return "await "
          + name(await.deployment())
          + await.before().map(each -> " if changed").orElse("");
    }
    if (stage instanceof Stage.StartTest start) {
      return "test " + name(start.deployment()) + after(start.after());
    }
    if (stage instanceof Stage.BeforeMove before) {
      return "guard " + text(before.move());
    }
    if (stage instanceof Stage.MoveTraffic traffic) {
      return "move " + names(traffic.objects()) + after(traffic.after());
    }
    if (stage instanceof Stage.AfterMove after) {
      return "confirm " + text(after.move());
    }
    if (stage instanceof Stage.LookReady look) {
      return "look at " + name(look.deployment());
    }
    if (stage instanceof Stage.AwaitTest test) {
      return "await " + name(test.job());
    }
    throw new IllegalStateException("No text for " + stage);
  }

  private static String text(Move move) {
    var serving = move.serving().stream().map(each -> name(each.deployment()) + " " + each.parts());
    return Stream.of(
            Stream.of(move.direction() + " to " + name(move.receiving()) + " " + move.share()),
            serving.map(each -> ", has " + each),
            move.job().stream().map(job -> ", by its test"))
        .flatMap(Function.identity())
        .collect(joining());
  }

  private static String after(List<Manifest> objects) {
    return objects.isEmpty() ? "" : " <- " + names(objects);
  }

  private static String names(List<Manifest> objects) {
    return objects.stream().map(each -> each.kind() + " " + name(each)).collect(joining(", "));
  }

  /** Returns the name without the hash of a Job. */
  private static String name(Manifest manifest) {
    return manifest.name().replaceFirst("(smoke-test)-[0-9a-f]{8}$", "$1");
  }
}
