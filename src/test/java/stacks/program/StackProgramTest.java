package stacks.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import charts.EnvironmentChart;
import charts.Manifest;
import com.google.protobuf.Value;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestResult;
import environments.values.ClusterUid;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stacks.Applied;
import stacks.States;
import stacks.cluster.FailureCause;
import stacks.cluster.FieldOwner;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveDeployment;
import stacks.cluster.LiveObject;
import stacks.edits.Edits;
import stacks.guard.Direction;
import synth.Project;
import synth.RecordedEnvironment;

class StackProgramTest {
  private static final String BASE =
      """
      version: 1
      namespaces:
        shop: {}
      exemptions:
        image-pinned: These images are examples.
      apps:
        checkout:
          strategy: blueGreen
          namespace: shop
          image: registry.example/shop/checkout
          ports:
            http: {containerPort: 8080}
          probes:
            readiness:
              httpGet: {port: http, path: /ready}
            liveness:
              httpGet: {port: http, path: /live}
          resources:
            requests: {cpu: 100m, memory: 64Mi}
            limits: {cpu: 500m, memory: 128Mi}
          replicas: 2
      """;
  private static final String SIZED = "autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}";
  private static final String BOTH = "{active: blue, versions: {blue: 1.0.0, green: 1.1.0}}";
  private static final String SWITCHED = "{active: green, versions: {blue: 1.0.0, green: 1.1.0}}";
  private static final String PLAIN =
      "{\"shop\": {\"checkout-payments\": {\"tls.crt\": \"123\", \"token\": \"hunter2\"}}}";

  /** Marks a value as secret for the engine. */
  private static final String SIGNATURE = "4dabf18193072939515e22adb298388d";

  private static final String SECRET = "1b47061264138c4ac30d75fd1eb44270";
  private static final ClusterUid CLUSTER =
      ClusterUid.parse("0a1b2c3d-0000-4000-8000-000000000001");
  private static final String OTHER = "0a1b2c3d-0000-4000-8000-000000000002";
  private static final String IMAGE = "registry.example/shop/checkout:";

  private static final String TEAM = "labels.team: pay";
  private static final String GREEN = "color: green";

  @TempDir private Path folder;
  private Project project;

  @BeforeEach
  void aReviewedProject() {
    project = new Project(folder).write("environments/base.yaml", BASE);
    project.write("environments/test.yaml", "version: 1\n");
    release(BOTH).synthesize();
  }

  /**
   * The user's own objects are applied in the order of their file, in the namespaces, before the
   * apps' objects.
   */
  private static final String PAIR =
      """
        sluice:journalKey: {secure: "v1:AAECAwQFBgcICQoL:DA0ODxAREhMUFRYX"}
        sluice:journalPublicKey: MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
      """;

  @Test
  void theKeyPairOfJournalsIsToBeTheOneOfTheFile() {
    settings(PAIR);
    var applied = deployed(BOTH);
    applied.config.put("sluice:journalKey", "MC4CAQAwBQYDK2VwBCIEIA==");
    assertThat(messages(applied.run()))
        .contains("must have the `sluice:` keys that Pulumi was given");
    var other = "MCowBQYDK2VwAyEAAb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
    applied.config.put("sluice:journalPublicKey", other);
    assertThat(messages(applied.run()))
        .contains("must have the `sluice:` keys that Pulumi was given");
    applied.config.put("sluice:journalPublicKey", other.replace("AAb9", "AGb9"));
    assertThat(applied.run().exceptions()).isEmpty();
    applied.config.remove("sluice:journalKey");
    assertThat(messages(applied.run()))
        .contains("must have the `sluice:` keys that Pulumi was given")
        .doesNotContain("BCIEIA");
  }

  @Test
  void manifestsOfTheUsersOwnAreAppliedInTheirOrder() {
    project.write(
        "environments/test.yaml", "version: 1\nmanifests: {redis: {files: [redis.yaml]}}\n");
    project.write(
        "redis.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: redis, namespace: shop}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: redis, namespace: shop}
        spec: {selector: {app: redis}, ports: [{port: 6379}]}
        """);
    project.synthesize();
    var applied = deployed(BOTH);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.order())
        .contains(
            "ConfigMap shop/redis <- Namespace shop, PriorityClass workload\n",
            "Service shop/redis <- ConfigMap shop/redis, Namespace shop, PriorityClass workload\n");
  }

  @Test
  void neitherANewAppNorAnotherOrderTouchesOtherResources() {
    var alone = live(BOTH);
    assertThat(alone.run().exceptions()).isEmpty();
    assertThat(ofCheckout(alone)).isNotEmpty();
    var behind = withAnotherApp(BOTH);
    assertThat(behind.run().exceptions()).isEmpty();
    assertThat(behind.requests).hasSizeGreaterThan(alone.requests.size());
    assertThat(ofCheckout(behind)).isEqualTo(ofCheckout(alone));
    int checkout = BASE.indexOf("  checkout:\n");
    var app = BASE.substring(checkout);
    project
        .write(
            "environments/base.yaml",
            BASE.substring(0, checkout) + app.replace("checkout", "search") + app)
        .synthesize();
    assertThat(behind.run().exceptions()).isEmpty();
    assertThat(ofCheckout(behind)).isEqualTo(ofCheckout(alone));
  }

  /** Returns everything by which Pulumi identifies resources, and their content. */
  private static Map<String, List<Object>> ofCheckout(Applied applied) {
    var resources = new LinkedHashMap<String, List<Object>>();
    applied.requests.entrySet().stream()
        .filter(each -> each.getKey().contains("checkout"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each -> {
              var request = each.getValue();
              resources.put(
                  each.getKey(),
                  List.of(
                      request.getType(),
                      request.getName(),
                      request.getParent(),
                      request.getObject(),
                      request.getDependenciesList().stream().sorted().toList()));
            });
    return resources;
  }

  @Test
  void manifestsMayHaveTheFieldsOfAllKindsOfKubernetes() {
    manifest(
        """
        apiVersion: node.k8s.io/v1
        kind: RuntimeClass
        metadata: {name: gvisor}
        handler: runsc
        """);
    var applied = deployed(BOTH);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.requests.get("RuntimeClass gvisor").getObject().getFieldsMap())
        .containsEntry("handler", text("runsc"));
  }

  @Test
  void fieldsThatPulumiCannotBeToldOfAreRefusedBeforeAnythingIsApplied() {
    manifest(
        """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: one, namespace: shop}
        settings: {size: 3}
        """);
    var applied = deployed(BOTH);
    assertThat(messages(applied.run()))
        .contains("but in `manifests` Widget shop/one has `settings`. Apply these");
    assertThat(applied.order()).isEmpty();
  }

  private void manifest(String text) {
    project
        .write("environments/test.yaml", "version: 1\nmanifests: {own: {files: [own.yaml]}}\n")
        .write("own.yaml", text)
        .synthesize();
  }

  @Test
  void whatReceivesTrafficIsReadyBeforeItAndTheOtherSideFollows() {
    var applied = deployed(BOTH);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.order())
        .isEqualTo(
            """
            Deployment shop/checkout-blue <- NetworkPolicy shop/checkout-blue, NetworkPolicy shop/checkout-green, ServiceAccount shop/checkout
            Deployment shop/checkout-green <- NetworkPolicy shop/checkout-blue, NetworkPolicy shop/checkout-green, Service shop/checkout-active, Service shop/checkout-preview, ServiceAccount shop/checkout
            Namespace shop <- nothing
            NetworkPolicy shop/checkout-blue <- Namespace shop, PriorityClass workload
            NetworkPolicy shop/checkout-green <- Namespace shop, PriorityClass workload
            PodDisruptionBudget shop/checkout-blue <- Deployment shop/checkout-blue
            PodDisruptionBudget shop/checkout-green <- Deployment shop/checkout-green
            PriorityClass workload <- Namespace shop
            Service shop/checkout-active <- Deployment shop/checkout-blue
            Service shop/checkout-blue <- Namespace shop, PriorityClass workload
            Service shop/checkout-green <- Namespace shop, PriorityClass workload
            Service shop/checkout-preview <- Deployment shop/checkout-blue
            ServiceAccount shop/checkout <- Namespace shop, PriorityClass workload
            kubernetes cluster <- nothing\
            """
                .stripIndent());
  }

  @Test
  void theOrderTurnsRoundWithTheColor() {
    release(SWITCHED);
    var applied = live(SWITCHED);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "Deployment shop/checkout-green",
            "ready checkout-green",
            "before the move to checkout-green",
            "Service shop/checkout-active",
            "after the move to checkout-green",
            "Deployment shop/checkout-blue",
            "look checkout-blue");
  }

  @Test
  void whereNothingMovesNobodyGuardsAMove() {
    var applied = live(BOTH);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).contains("ready checkout-blue", "ready checkout-green");
    assertThat(applied.events).noneMatch(event -> event.contains("the move"));
  }

  @Test
  void aSideThatIsNotReadyGetsNoTraffic() {
    release(SWITCHED);
    var applied = live(SWITCHED).failingAt("ready checkout-green");
    assertThat(messages(applied.run())).contains("Refused: ready checkout-green");
    assertThat(applied.failures)
        .containsExactly(new ProgramFailure(FailureCause.REFUSED, "Refused: ready checkout-green"));
    assertThat(applied.events)
        .doesNotContain("Service shop/checkout-active", "Deployment shop/checkout-blue");
  }

  /** It may be the failing one. */
  @Test
  void aSideThatLosesItsTrafficIsNotWaitedFor() {
    release(SWITCHED);
    var applied = live(SWITCHED).failingAt("ready checkout-blue");
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence("after the move to checkout-green", "look checkout-blue");
  }

  /** It worked before, and the side with the traffic does not. */
  @Test
  void aReleaseGoesBackToAColorThatLacksPods() {
    release(SWITCHED);
    var applied =
        live(SWITCHED)
            .asReleaseOf("checkout", States.EMPTY, Direction.ROLLBACK)
            .failingAt("ready checkout-green");
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "before the move ROLLBACK to checkout-green",
            "after the move to checkout-green",
            "look checkout-green");
  }

  /** It may be the fix for them. */
  @Test
  void aVersionForTheOtherColorDoesNotWaitForPodsThatStayAsTheyAre() {
    var deployed = BOTH.replace("1.1.0", "1.2.0");
    release(deployed).synthesize();
    var applied = live(deployed);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "ready if changed checkout-blue",
            "Deployment shop/checkout-green",
            "ready checkout-green")
        .doesNotContain("ready checkout-blue");
  }

  /** The autoscaler would set its number again until it is deleted at the end of the update. */
  @Test
  void aNumberOfPodsBeginsWithTheOneThatTheAutoscalerHasSet() {
    var applied = live(BOTH);
    applied.cluster.autoscalers.put(
        "checkout-blue", new LiveAutoscaler("checkout-blue", true, 4, false));
    applied.cluster.deployments.put("checkout-blue", scaled(3));
    assertThat(messages(applied.run()))
        .isEqualTo(
            """
            environments/base.yaml has 1 problem:
              21:15 apps.checkout.replicas: `replicas` must be 3 for now, as set by the autoscaler of checkout-blue, got 2. `pulumi up` deletes the autoscaler at its end, and until then it would scale back. After that, set the number that you want.\
            """);
    assertThat(applied.requests).containsOnlyKeys("Stack sluice-test");
    applied.cluster.deployments.put("checkout-blue", scaled(2));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).doesNotContain("take the replicas of checkout-blue");
  }

  /** {@code kubectl autoscale} makes such an autoscaler, and no update removes it. */
  @Test
  void anAutoscalerThatPulumiHasNotMadeIsNamedWithWhatRemovesIt() {
    var applied = live(BOTH);
    applied.cluster.autoscalers.put("checkout-blue", new LiveAutoscaler("by-hand", false, 4, true));
    applied.cluster.deployments.put("checkout-blue", scaled(3));
    assertThat(messages(applied.run()))
        .isEqualTo(
            """
            environments/base.yaml has 1 problem:
              21:15 apps.checkout.replicas: `replicas` is 2, but HorizontalPodAutoscaler shop/by-hand, which Pulumi does not manage, scales checkout-blue to 3, and would do so again. Delete it: `kubectl delete hpa by-hand -n shop`. To keep autoscaling, replace `replicas` with `autoscaling` afterwards.\
            """);
    assertThat(applied.requests).containsOnlyKeys("Stack sluice-test");
  }

  @Test
  void whatAnAutoscalerHasSetThatIsGoneIsTakenOverBeforeItIsApplied() {
    var applied = live(BOTH);
    applied.cluster.deployments.put("checkout-blue", scaled(3));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "take the replicas of checkout-blue",
            "Deployment shop/checkout-blue",
            "ready checkout-blue")
        .doesNotContain("take the replicas of checkout-green");
  }

  private static LiveDeployment scaled(int replicas) {
    return new LiveDeployment(IMAGE + "1.0.0", replicas, replicas, false, true, 1);
  }

  /** The first attempt has deployed it already, or it was deployed before. */
  @Test
  void aStepThatIsTriedAgainDoesNotWaitForPodsThatItLeavesEither() {
    var applied = live(BOTH).asReleaseOf("checkout", States.EMPTY, Direction.FORWARD);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).contains("ready if changed checkout-blue", "ready checkout-green");
  }

  @Test
  void whereNothingIsDeployedNextToThemServingPodsMustBeReady() {
    var applied = live(BOTH);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).contains("ready checkout-blue", "ready checkout-green");
  }

  /** It deploys the previous version to the other side, and has not moved any traffic yet. */
  @Test
  void aReleaseThatGoesBackWaitsForNoSideThatHasTraffic() {
    var deployed = BOTH.replace("1.1.0", "1.2.0");
    release(deployed).synthesize();
    var applied =
        live(deployed)
            .asReleaseOf("checkout", States.EMPTY, Direction.ROLLBACK)
            .failingAt("ready checkout-blue");
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .contains("look checkout-blue", "ready checkout-green")
        .doesNotContain("ready checkout-blue");
  }

  /** The remaining pods may be the failing ones. */
  @Test
  void aReleaseThatGoesBackByNumbersOfPodsWaitsForTheSideThatGrowsAlone() {
    project
        .replace("environments/base.yaml", "blueGreen", "canary")
        .replace("environments/base.yaml", "replicas: 2", "replicas: 4");
    var back = "{versions: {stable: 1.0.0, canary: 1.1.0}, weight: 25}";
    release(back).synthesize();
    var applied =
        deployed(back)
            .withRollouts("{\"checkout\": " + json(back).replace("\"25\"", "25") + "}")
            .asReleaseOf("checkout", States.EMPTY, Direction.ROLLBACK)
            .failingAt("ready checkout-canary");
    applied.cluster.deployments.put(
        "checkout-stable", new LiveDeployment(IMAGE + "1.0.0", 2, 2, false, false, 1));
    applied.cluster.deployments.put(
        "checkout-canary", new LiveDeployment(IMAGE + "1.1.0", 2, 2, false, false, 1));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "Deployment shop/checkout-stable",
            "ready checkout-stable",
            "Deployment shop/checkout-canary")
        .contains("look checkout-canary");
  }

  /** The shrinking track may be the one that the release is to fix. */
  @Test
  void aReleaseThatGoesForwardByNumbersOfPodsWaitsForTheSideThatGrowsAlone() {
    project
        .replace("environments/base.yaml", "blueGreen", "canary")
        .replace("environments/base.yaml", "replicas: 2", "replicas: 4");
    var shared = "{versions: {stable: 1.0.0, canary: 1.1.0}, weight: 25}";
    release(shared).synthesize();
    var applied =
        deployed(shared)
            .withRollouts("{\"checkout\": " + json(shared).replace("\"25\"", "25") + "}")
            .asReleaseOf("checkout", States.EMPTY, Direction.FORWARD)
            .failingAt("ready checkout-stable");
    applied.cluster.deployments.put(
        "checkout-stable", new LiveDeployment(IMAGE + "1.0.0", 4, 0, false, false, 1));
    applied.cluster.deployments.put(
        "checkout-canary", new LiveDeployment(IMAGE + "1.1.0", 0, 0, false, false, 1));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "Deployment shop/checkout-canary",
            "ready checkout-canary",
            "Deployment shop/checkout-stable",
            "look checkout-stable");
  }

  @Test
  void onlyAReleaseThatGoesBackTestsNothing() {
    project
        .replace(
            "environments/base.yaml",
            "replicas: 2",
            "replicas: 2\n    smokeTest: {httpGet: [{port: http, path: /}]}")
        .synthesize();
    release(SWITCHED);
    var forth = live(SWITCHED);
    assertThat(forth.run().exceptions()).isEmpty();
    assertThat(forth.tested).containsExactly("checkout-green");
    var back = live(SWITCHED).asReleaseOf("checkout", States.EMPTY, Direction.ROLLBACK);
    assertThat(back.run().exceptions()).isEmpty();
    assertThat(back.tested).isEmpty();
  }

  /** The guard decides on a side that has served all along, and allows too few pods. */
  @Test
  void trafficReturnsWithoutWaitingForAllPodsThere() {
    divideRequests();
    var applied = live(BOTH).failingAt("ready checkout-blue");
    applied.cluster.weights.put(
        "HTTPRoute checkout", Map.of("checkout-blue", 50, "checkout-green", 50));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "before the move ROLLBACK to checkout-blue",
            "after the move to checkout-blue",
            "look checkout-blue")
        .contains("look checkout-green");
  }

  private void divideRequests() {
    project.replace(
        "environments/base.yaml",
        "exemptions:",
        "cluster: {gateway: {name: a, namespace: b}}\nexemptions:");
    project
        .replace(
            "environments/base.yaml",
            "replicas: 2",
            "replicas: 2\n    router: {httpRoute: {hostnames: [checkout.example]}}")
        .synthesize();
  }

  /** A stable track with a new version has not served anyone yet. */
  @Test
  void aReleaseThatGoesForwardWaitsForAllPodsOfTheSideWithMostRequests() {
    divideRequests();
    var applied =
        live(BOTH)
            .asReleaseOf("checkout", States.EMPTY, Direction.FORWARD)
            .failingAt("ready checkout-blue");
    applied.cluster.weights.put(
        "HTTPRoute checkout", Map.of("checkout-blue", 50, "checkout-green", 50));
    assertThat(messages(applied.run())).contains("Refused: ready checkout-blue");
    assertThat(applied.events).doesNotContain("after the move to checkout-blue");
  }

  @Test
  void anAppWithoutSidesIsReadyBeforeItsServiceIsApplied() {
    project
        .replace("environments/base.yaml", "blueGreen", "autoscaled")
        .replace("environments/base.yaml", "replicas: 2", SIZED);
    var next = "{version: 1.1.0}";
    release(next).synthesize();
    var applied = deployed(next);
    applied.cluster.deployments.put(
        "checkout", new LiveDeployment(IMAGE + "1.0.0", 2, 2, false, false, 1));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence("Deployment shop/checkout", "ready checkout", "Service shop/checkout");
    assertThat(applied.order().lines().filter(line -> line.contains("shop/checkout <-")))
        .containsExactly(
            "Deployment shop/checkout <- NetworkPolicy shop/checkout, ServiceAccount shop/checkout",
            "HorizontalPodAutoscaler shop/checkout <- Deployment shop/checkout",
            "NetworkPolicy shop/checkout <- Namespace shop, PriorityClass workload",
            "PodDisruptionBudget shop/checkout <- Deployment shop/checkout",
            "Service shop/checkout <- Deployment shop/checkout",
            "ServiceAccount shop/checkout <- Namespace shop, PriorityClass workload");
  }

  @Test
  void aRouteGivesACanaryItsShareOnceItIsReadyAndTakesItBackBeforeAnythingElse() {
    project.replace("environments/base.yaml", "blueGreen", "canary");
    release("{versions: {stable: 1.0.0}}");
    divideRequests();
    var forth = routed("{versions: {stable: 1.0.0, canary: 1.1.0}, weight: 25}", 0);
    assertThat(forth.run().exceptions()).isEmpty();
    assertThat(forth.events)
        .containsSubsequence(
            "Deployment shop/checkout-canary",
            "ready checkout-canary",
            "before the move to checkout-canary",
            "HTTPRoute shop/checkout",
            "after the move to checkout-canary",
            "look checkout-stable")
        .doesNotContain("ready checkout-stable");
    var back = routed("{versions: {stable: 1.0.0, canary: 1.1.0}, weight: 0}", 25);
    assertThat(back.run().exceptions()).isEmpty();
    assertThat(back.events)
        .containsSubsequence(
            "Deployment shop/checkout-stable",
            "before the move ROLLBACK to checkout-stable",
            "HTTPRoute shop/checkout",
            "after the move to checkout-stable",
            "Deployment shop/checkout-canary")
        .contains("look checkout-canary")
        .noneMatch(event -> event.startsWith("ready"));
  }

  /**
   * Returns a canary that is already in the cluster.
   *
   * @param weight its current weight
   */
  private Applied routed(String state, int weight) {
    release(state).synthesize();
    var numbers = json(state).replaceAll("\"weight\": \"([0-9]+)\"", "\"weight\": $1");
    var applied = deployed(state).withRollouts("{\"checkout\": " + numbers + "}");
    applied.cluster.deployments.put(
        "checkout-stable", new LiveDeployment(IMAGE + "1.0.0", 2, 2, false, false, 1));
    applied.cluster.deployments.put(
        "checkout-canary", new LiveDeployment(IMAGE + "1.1.0", 2, 2, false, false, 1));
    applied.cluster.weights.put(
        "HTTPRoute checkout", Map.of("checkout-stable", 100 - weight, "checkout-canary", weight));
    return applied;
  }

  @Test
  void aRetiredSideShrinksOnceTheOtherIsReady() {
    var retired = "{active: blue, versions: {blue: 1.0.0}}";
    release(retired).synthesize();
    var applied = live(retired);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "ready checkout-blue", "Service shop/checkout-active", "Deployment shop/checkout-green")
        .noneMatch(event -> event.matches(".*(the move|ready checkout-green|look).*"));
  }

  private Applied withAnotherApp(String state) {
    int checkout = BASE.indexOf("  checkout:\n");
    project.write(
        "environments/base.yaml", BASE + BASE.substring(checkout).replace("checkout", "search"));
    var both = state + "\n    search: " + BOTH;
    release(both).synthesize();
    var applied =
        live(state)
            .withRollouts("{\"checkout\": " + json(state) + ", \"search\": " + json(BOTH) + "}");
    applied.cluster.selectors.put("search-active", Map.of("sluice.dev/color", "blue"));
    var image = IMAGE.replace("checkout", "search");
    applied.cluster.deployments.put(
        "search-blue", new LiveDeployment(image + "1.0.0", 2, 2, false, false, 1));
    applied.cluster.deployments.put(
        "search-green", new LiveDeployment(image + "1.1.0", 2, 2, false, false, 1));
    return applied;
  }

  @Test
  void anotherAppThatIsNotReadyFailsAnUpdateAfterTheTrafficHasMoved() {
    var applied = withAnotherApp(SWITCHED).failingAt("ready search-blue");
    assertThat(messages(applied.run())).contains("Refused: ready search-blue");
    assertThat(applied.events)
        .containsSubsequence("after the move to checkout-green", "ready search-blue");
  }

  @Test
  void anAppThatWaitsForTheTrafficOfAnotherDoesNotDependOnItsResources() {
    var applied = withAnotherApp(SWITCHED);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence("after the move to checkout-green", "ready search-blue");
    assertThat(applied.order().lines().filter(line -> line.contains("search")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("checkout"));
  }

  /** Others may have released them since. */
  @Test
  void aReleaseLeavesOtherAppsAndWhatTheStackTellsOfThemAsTheyAre() {
    var before = States.of(List.of(States.stack(Map.of("checkout", "before", "search", "before"))));
    var applied = withAnotherApp(BOTH).asReleaseOf("checkout", before, Direction.FORWARD);
    var run = applied.run();
    assertThat(run.exceptions()).isEmpty();
    assertThat(applied.events).contains("ready if changed checkout-blue", "ready checkout-green");
    assertThat(applied.requests.keySet()).noneMatch(name -> name.contains("search"));
    assertThat(value(run, "apps"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("search", "before")
        .hasEntrySatisfying("checkout", told -> assertThat(told).isNotEqualTo("before"));
  }

  /**
   * Pulumi registers the dependencies of an untouched resource itself, and refuses to do so twice.
   */
  @Test
  void aReleaseRegistersWhatIsSharedInTheOrderInWhichItFindsIt() {
    project
        .replace("environments/base.yaml", "  shop: {}", "  shop: {}\n  fresh: {}\n  spare: {}")
        .synthesize();
    var namespace = "kubernetes:core/v1:Namespace";
    var state =
        States.of(List.of(States.shared(namespace, "spare"), States.shared(namespace, "shop")));
    var applied = live(BOTH).asReleaseOf("checkout", state, Direction.FORWARD);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.order().lines().filter(line -> line.startsWith("Namespace ")))
        .containsExactly(
            "Namespace fresh <- Namespace shop, Namespace spare",
            "Namespace shop <- Namespace spare",
            "Namespace spare <- nothing");
  }

  @Test
  void aGuardThatRefusesKeepsTheTrafficWhereItIs() {
    release(SWITCHED);
    var applied = live(SWITCHED).failingAt("before the move to checkout-green");
    assertThat(messages(applied.run())).contains("Refused: before the move to checkout-green");
    assertThat(applied.events)
        .doesNotContain("Service shop/checkout-active", "Deployment shop/checkout-blue");
  }

  @Test
  void nothingShrinksUntilTheTrafficIsSeenToHaveMoved() {
    release(SWITCHED);
    var applied = live(SWITCHED).failingAt("after the move to checkout-green");
    assertThat(messages(applied.run())).contains("Refused: after the move to checkout-green");
    assertThat(applied.events)
        .contains("Service shop/checkout-active")
        .doesNotContain("Deployment shop/checkout-blue");
  }

  private void testedByAJob() {
    var test = "replicas: 2\n    smokeTest: {job: {command: [/test]}}";
    project.replace("environments/base.yaml", "replicas: 2", test).synthesize();
  }

  @Test
  void aSmokeTestBeginsWhenItsSideIsReadyAndOnlyThatOfTheReceivingSideDecides() {
    testedByAJob();
    release(SWITCHED);
    var applied = live(SWITCHED);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events.stream().map(StackProgramTest::withoutHash))
        .containsSubsequence(
            "ready checkout-green",
            "Job shop/checkout-green-smoke-test",
            "before the move to checkout-green",
            "Service shop/checkout-active",
            "Job shop/checkout-blue-smoke-test");
    assertThat(applied.events)
        .doesNotContain("smoke test of checkout-green", "smoke test of checkout-blue");
    assertThat(applied.order().lines().map(StackProgramTest::withoutHash))
        .contains(
            "Job shop/checkout-green-smoke-test <- Deployment shop/checkout-green,"
                + " Service shop/checkout-blue, Service shop/checkout-green");
  }

  /** The side with the traffic must be able to lose it, whatever its own test says. */
  @Test
  void aSmokeTestOfTheServingSideThatFailsKeepsNothingFromBeingApplied() {
    testedByAJob();
    var applied = live(BOTH).failingAt("smoke test of checkout-blue");
    assertThat(messages(applied.run())).contains("Refused: smoke test of checkout-blue");
    assertThat(applied.events).contains("Deployment shop/checkout-green", "ready checkout-green");
  }

  @Test
  void aSmokeTestOfTheWaitingSideThatFailsFailsItsDeployment() {
    testedByAJob();
    var applied = live(BOTH).failingAt("smoke test of checkout-green");
    assertThat(messages(applied.run())).contains("Refused: smoke test of checkout-green");
  }

  /**
   * The serving version may fail a newer test, and the version that a release returns to may fail
   * for the reason of the rollback.
   */
  @ParameterizedTest
  @CsvSource({"FORWARD, checkout-blue", "ROLLBACK, checkout-blue", "ROLLBACK, checkout-green"})
  void aReleaseIsNotKeptFromReplacingOrFindingBackWhatFailsItsTest(
      Direction direction, String failing) {
    testedByAJob();
    var applied =
        live(BOTH)
            .asReleaseOf("checkout", States.EMPTY, direction)
            .failingAt("smoke test of " + failing);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).contains("ready checkout-green");
  }

  @Test
  void whatIsAdoptedIsWaitedForNowhere() {
    testedByAJob();
    var applied =
        live(BOTH)
            .asReleaseOf("checkout", States.EMPTY, Direction.NONE)
            .failingAt("ready checkout-green");
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .contains("look checkout-blue", "look checkout-green")
        .noneMatch(event -> event.startsWith("ready") || event.startsWith("smoke"));
  }

  /** The header sends requests there as soon as the route is applied. */
  @Test
  void aSideThatAHeaderAsksForIsReadyBeforeTheRouteNamesIt() {
    divideRequests();
    project
        .replace(
            "environments/base.yaml",
            "hostnames: [checkout.example]",
            "hostnames: [checkout.example], pin: {X-Preview: a}")
        .synthesize();
    var applied = live(BOTH);
    applied.cluster.weights.put("HTTPRoute checkout", Map.of("checkout-blue", 100));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events)
        .containsSubsequence(
            "Deployment shop/checkout-green", "ready checkout-green", "HTTPRoute shop/checkout");
    assertThat(applied.events).noneMatch(event -> event.contains("the move"));
  }

  private static String withoutHash(String event) {
    return event.replaceAll("-smoke-test-[0-9a-f]{8}", "-smoke-test");
  }

  @Test
  void aPreviewChecksNothingAndKnowsEveryInput() {
    release(SWITCHED);
    var applied = live(SWITCHED).inPreview();
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).noneMatch(event -> event.matches("(ready|before|after|smoke) .*"));
    assertThat(applied.requests.get("Deployment shop/checkout-blue").getObject().toString())
        .contains(IMAGE + "1.0.0");
  }

  @Test
  void whatWasNotReviewedIsRefusedWithItsDiff() {
    project.replace("environments/base.yaml", "cpu: 500m", "cpu: 600m");
    var applied = deployed(BOTH);
    assertThat(messages(applied.run()))
        .contains("dist/test does not match environments/ (1 file differs)")
        .contains("-              cpu: 500m")
        .contains("+              cpu: 600m")
        .contains("./sluice synth test");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void aMissingFileOfDistIsRefused() {
    project.delete("dist/test/checkout.k8s.yaml");
    var applied = deployed(BOTH);
    assertThat(messages(applied.run()))
        .contains("(1 file differs)")
        .contains("dist/test/checkout.k8s.yaml is missing.");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void filesThatNoInputGivesAreRefused() {
    project
        .write("dist/test/extra.yaml", "kind: ClusterRoleBinding\n")
        .write("dist/ghost/web.k8s.yaml", "kind: Secret\n");
    var applied = deployed(BOTH);
    assertThat(messages(applied.run()).replace(project.folder() + "/", ""))
        .endsWith(
            """
            dist/test does not match environments/ (2 files differ), so this update has not been reviewed:
            dist/ghost: There is no environments/ghost.yaml, so no input generates this folder, but tools would apply its content. Restore that file or, to remove the environment, run `./sluice synth --remove ghost`; move any other folder elsewhere.
            dist/test/extra.yaml: No input generates this file, but kubectl and Argo CD would apply it; move it elsewhere.
            Run `./sluice synth test`, have the change of dist/ reviewed, and run `pulumi up` again. In an emergency, `pulumi config set sluice:applyUnreviewed "<reason>"` applies it without review.\
            """);
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void anEmergencyIsAppliedAndReported() {
    project.replace("environments/base.yaml", "cpu: 500m", "cpu: 600m");
    settings("  sluice:applyUnreviewed: The site is down.\n");
    var applied = deployed(BOTH);
    applied.config.put("sluice:applyUnreviewed", "The site is down.");
    var result = applied.run();
    assertThat(result.exceptions()).isEmpty();
    assertThat(value(result, "applyUnreviewed")).isEqualTo("The site is down.");
    assertThat(applied.requests.get("Deployment shop/checkout-blue").getObject().toString())
        .contains("600m");
  }

  @Test
  void aNewerReleaseStateIsAppliedAndSaidToLag() {
    release(SWITCHED);
    var result = live(SWITCHED).run();
    assertThat(value(result, "dist").toString()).contains("lagging=[checkout]");
    assertThat(value(result, "apps"))
        .isEqualTo(
            Map.of(
                "checkout",
                Map.of(
                    "active",
                    "green",
                    "weight",
                    0,
                    "versions",
                    Map.of("blue", "1.0.0", "green", "1.1.0"),
                    "urls",
                    List.of("//checkout-active.shop.svc:8080/"))));
  }

  @Test
  void aNewerReleaseStateIsRefusedWhereTheStackSaysSo() {
    release(SWITCHED);
    settings("  sluice:requireReviewed: true\n");
    var applied = live(SWITCHED);
    applied.config.put("sluice:requireReviewed", "true");
    assertThat(messages(applied.run()))
        .contains("dist/test was made with another release state of checkout");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void anUpdateTellsWhichClusterItWasOf() {
    var applied = live(BOTH);
    applied.cluster.uid = Optional.of(CLUSTER);
    var result = applied.run();
    assertThat(result.exceptions()).isEmpty();
    assertThat(applied.warnings).isEmpty();
    assertThat(value(result, "cluster")).isEqualTo(CLUSTER.value());
    applied.lastOutputs.put("cluster", CLUSTER.value());
    assertThat(applied.run().exceptions()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherClusterThanThatOfTheLastUpdateIsRefused(boolean isPreview) {
    var applied = isPreview ? live(BOTH).inPreview() : live(BOTH);
    applied.lastOutputs.put("cluster", OTHER);
    applied.cluster.uid = Optional.of(CLUSTER);
    assertThat(messages(applied.run()))
        .contains(
            "The stack `test` was applied to the cluster " + OTHER + ", but https://10.0.0.1/");
    assertThat(applied.requests).containsOnlyKeys("Stack sluice-test");
  }

  @Test
  void aReleaseIsRefusedOnAnotherClusterThanThatOfTheLastUpdate() {
    var state = States.of(List.of(States.stackOutputs(Map.of("cluster", OTHER))));
    var applied = live(BOTH).asReleaseOf("checkout", state, Direction.ROLLBACK);
    applied.cluster.uid = Optional.of(CLUSTER);
    assertThat(messages(applied.run()))
        .contains(
            "The stack `test` was applied to the cluster " + OTHER + ", but https://10.0.0.1/");
    assertThat(applied.requests).containsOnlyKeys("Stack sluice-test");
  }

  @Test
  void anotherClusterIsTakenWhereTheStackNamesIt() {
    settings("  sluice:cluster: {uid: " + CLUSTER + ", reason: The old one is gone.}\n");
    var applied = live(BOTH);
    applied.config.put(
        "sluice:cluster", "{\"uid\":\"" + CLUSTER + "\",\"reason\":\"The old one is gone.\"}");
    applied.lastOutputs.put("cluster", OTHER);
    applied.cluster.uid = Optional.of(CLUSTER);
    var result = applied.run();
    assertThat(result.exceptions()).isEmpty();
    assertThat(applied.warnings)
        .containsExactly(
            "The stack is applied to another cluster than before, "
                + CLUSTER
                + ": The old one is gone.");
    assertThat(value(result, "cluster")).isEqualTo(CLUSTER.value());
  }

  @Test
  void aClusterThatMayNotBeReadIsWarnedOfAndTheOneThatIsKnownIsKept() {
    var applied = live(BOTH);
    applied.lastOutputs.put("cluster", OTHER);
    var result = applied.run();
    assertThat(result.exceptions()).isEmpty();
    assertThat(applied.warnings).singleElement(STRING).contains(ClusterRule.RULE);
    assertThat(value(result, "cluster")).isEqualTo(OTHER);
    applied.lastOutputs.clear();
    assertThat(applied.run().outputs()).doesNotContainKey("cluster");
  }

  @Test
  void anotherConfigurationThanTheFileHasIsRefused() {
    var applied = deployed(SWITCHED);
    assertThat(messages(applied.run()))
        .contains("Pulumi.test.yaml has 1 problem:")
        .contains("--config-file");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void aStackWithoutAnEnvironmentIsRefusedWithThoseThatThereAre() {
    var applied = deployed(BOTH);
    assertThat(messages(applied.run("production")))
        .contains("Unknown environment.")
        .contains("`test`");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void aMistakeOfTheUsersShowsNoStackTrace() {
    release("{active: blue, versions: {green: 1.1.0}}");
    assertThat(messages(deployed(BOTH).run()))
        .contains("Must be given, because blue is the active color.")
        .doesNotContain("\tat ");
  }

  @Test
  void twoTransitionsAtOnceAreRefusedWithTheirPlace() {
    var both = "{active: green, versions: {blue: 1.0.0, green: 1.2.0}}";
    release(both);
    var applied = live(both).inPreview();
    assertThat(messages(applied.run()))
        .contains(
            "  3:24  config.sluice:rollouts.checkout.active: Moves traffic to green while green"
                + " changes from registry.example/shop/checkout:1.1.0 to"
                + " registry.example/shop/checkout:1.2.0.");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void replicasThatArePulumisStayWhenAnAutoscalerTakesOver() {
    project.replace("environments/base.yaml", "replicas: 2", SIZED).synthesize();
    var applied = live(BOTH);
    applied.cluster.deployments.put(
        "checkout-blue", new LiveDeployment(IMAGE + "1.0.0", 2, 2, true, false, 1));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.requests.get("Deployment shop/checkout-blue").getIgnoreChangesList())
        .containsExactly("spec.replicas");
    assertThat(applied.requests.get("Deployment shop/checkout-green").getIgnoreChangesList())
        .isEmpty();
  }

  @Test
  void configurationThatPodsStillReadStays() {
    var applied = live(BOTH);
    applied.configMapsInUse.add(configMap());
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.events).contains("ConfigMap shop/checkout-blue-config-old");
  }

  @Test
  void resourcesStandBelowTheirAppWithThePinnedProvider() {
    var applied = live(BOTH);
    applied.run();
    var deployment = applied.requests.get("Deployment shop/checkout-blue");
    assertThat(deployment.getType()).isEqualTo("kubernetes:apps/v1:Deployment");
    assertThat(deployment.getParent()).endsWith("sluice:index:App::checkout");
    assertThat(deployment.getVersion()).isEqualTo("4.32.0");
    assertThat(deployment.getProvider()).contains("pulumi:providers:kubernetes::cluster");
    assertThat(applied.requests.get("Service shop/checkout-active").getType())
        .isEqualTo("kubernetes:core/v1:Service");
  }

  private void secrets() {
    project.replace(
        "environments/base.yaml",
        "    replicas: 2",
        "    replicas: 2\n    secrets: {checkout-payments: /etc/payments}");
    project.synthesize();
    settings(
        """
          sluice:secrets:
            shop:
              checkout-payments:
                token: {secure: v1:bm9uY2Vub25jZQ==:Y2lwaGVy}
                tls.crt: {secure: v1:bm9uY2Vub25jZQ==:Y2lwaGVy}
        """);
  }

  @Test
  void aSecretIsMadeBeforeTheAppThatReadsItAndStaysSecret() {
    secrets();
    var applied = deployed(BOTH).withSecrets(PLAIN);
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.order())
        .contains(
            "Secret shop/checkout-payments <- Namespace shop, PriorityClass workload\n",
            "ServiceAccount shop/checkout <- Namespace shop, PriorityClass workload, Secret"
                + " shop/checkout-payments\n");
    var secret = applied.requests.get("Secret shop/checkout-payments");
    assertThat(secret.getType()).isEqualTo("kubernetes:core/v1:Secret");
    assertThat(secret.getObject().getFieldsOrThrow("type").getStringValue()).isEqualTo("Opaque");
    var data = secret.getObject().getFieldsOrThrow("data").getStructValue();
    assertThat(data.getFieldsOrThrow(SIGNATURE).getStringValue()).isEqualTo(SECRET);
    assertThat(data.getFieldsOrThrow("value").getStructValue().getFieldsMap())
        .hasSize(2)
        .containsEntry("token", text("aHVudGVyMg=="))
        .containsEntry("tls.crt", text("MTIz"));
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }

  @Test
  void aChangedSecretIsNeverReplaced() {
    var applied = deployed(BOTH);
    applied.run();
    assertThat(applied.requests.get("kubernetes cluster").getObject().getFieldsMap())
        .containsEntry("enableSecretMutable", text("true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"shop\": {\"checkout-payments\": {\"token\": \"hunter2\"}}}",
        "{\"shop\": {\"checkout-payments\": \"hunter2\"}}",
        "{\"shop\": {\"checkout-payments\": null}}",
        "hunter2"
      })
  void otherSecretsThanTheFileHasAreRefusedWithoutTheirValues(String json) {
    secrets();
    var applied = deployed(BOTH).withSecrets(json);
    assertThat(messages(applied.run()))
        .contains("must have the `sluice:` keys that Pulumi was given")
        .doesNotContain("hunter2");
    assertThat(applied.order()).isEmpty();
  }

  private static Manifest configMap() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", "checkout-blue-config-old");
    metadata.put("namespace", "shop");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("apiVersion", "v1");
    fields.put("kind", "ConfigMap");
    fields.put("metadata", metadata);
    fields.put("data", Map.of("key", "value"));
    return new Manifest(fields);
  }

  @Test
  void whatSomeoneHasEditedIsRefusedBeforeAnythingIsRegistered() {
    for (boolean isPreview : List.of(true, false)) {
      var applied = live(BOTH);
      edit(applied, "Service checkout-preview", "kubectl-label", TEAM);
      edit(applied, "Service checkout-active", "kubectl-patch", GREEN);
      var result = (isPreview ? applied.inPreview() : applied).run();
      assertThat(messages(result))
          .contains(
              "Refused, in conflict with \"kubectl-label\", \"kubectl-patch\"",
              "Service shop/checkout-preview conflicts with \"kubectl-label\"",
              "- .metadata.labels.team is `pay`, but would be removed",
              "- .spec.selector[\"sluice.dev/color\"] is `green`, but would be `blue`",
              "`./sluice adopt test checkout`",
              "sluice:undoEdits")
          .doesNotContain("\tat ");
      assertThat(applied.order()).isEmpty();
      assertThat(applied.failures)
          .extracting(ProgramFailure::cause)
          .containsExactly(FailureCause.CONFLICT);
    }
  }

  @Test
  void editsAndTwoTransitionsAtOnceAreRefusedTogether() {
    var both = "{active: green, versions: {blue: 1.0.0, green: 1.2.0}}";
    release(both).synthesize();
    var applied = live(both);
    edit(applied, "Service checkout-preview", "kubectl-label", TEAM);
    assertThat(messages(applied.run()))
        .contains(
            "Moves traffic to green while green changes from", "conflict with \"kubectl-label\"");
    assertThat(applied.order()).isEmpty();
  }

  @Test
  void editsAreUndoneWhereTheStackSaysWhyAndAPreviewOnlySaysSo() {
    settings("  sluice:undoEdits: The test is over.\n");
    for (boolean isPreview : List.of(true, false)) {
      var applied = live(BOTH);
      applied.config.put("sluice:undoEdits", "The test is over.");
      edit(applied, "Service checkout-preview", "kubectl-label", TEAM);
      var result = (isPreview ? applied.inPreview() : applied).run();
      assertThat(result.exceptions()).isEmpty();
      assertThat(value(result, "undoEdits")).isEqualTo("The test is over.");
      assertThat(applied.objects.restored)
          .isEqualTo(
              isPreview
                  ? List.of()
                  : List.of(
                      "Service shop/checkout-preview [.metadata.labels.team is `pay`, but would be"
                          + " removed]"));
    }
  }

  /** Nothing else is undone either. */
  @Test
  void whatMovesTrafficIsNotUndoneWhateverTheStackSays() {
    settings("  sluice:undoEdits: The test is over.\n");
    var applied = live(BOTH);
    applied.config.put("sluice:undoEdits", "The test is over.");
    edit(applied, "Service checkout-preview", "kubectl-label", TEAM);
    edit(applied, "Service checkout-active", "kubectl-patch", GREEN);
    assertThat(messages(applied.run()))
        .contains("Service shop/checkout-active conflicts with \"kubectl-patch\"")
        .doesNotContain("kubectl-label");
    assertThat(applied.order()).isEmpty();
    assertThat(applied.objects.restored).isEmpty();
  }

  @Test
  void aReleaseLeavesAloneWhatItsUpdatesDoNotChange() {
    var applied = live(BOTH);
    edit(applied, "Service checkout-preview", "kubectl-label", TEAM);
    assertThat(applied.asReleaseOf("checkout", States.EMPTY, Direction.FORWARD).run().errors())
        .hasSize(1);
    var state =
        States.of(
            List.of(
                Map.of(
                    "urn",
                    States.URN
                        + "sluice:index:App$kubernetes:core/v1:Service::shop/checkout-preview",
                    "inputs",
                    made("Service checkout-preview").fields())));
    assertThat(applied.asReleaseOf("checkout", state, Direction.FORWARD).run().exceptions())
        .isEmpty();
  }

  @Test
  void podsThatWereRestartedByHandAreNotRestartedAgain() {
    var applied = live(BOTH);
    var restarted = Edits.RESTARTED_AT;
    var blue = made("Deployment checkout-blue");
    applied.objects.objects.put(
        blue.id(),
        new LiveObject(
            Edits.restarted(
                    blue,
                    new LiveObject(
                        Map.of(
                            "spec",
                            Map.of(
                                "template",
                                Map.of(
                                    "metadata",
                                    Map.of(
                                        "annotations",
                                        Map.of("kubectl.kubernetes.io/restartedAt", "today"))))),
                        List.of()))
                .fields(),
            List.of(new FieldOwner("kubectl-rollout", "", "", List.of(restarted)))));
    assertThat(applied.run().exceptions()).isEmpty();
    assertThat(applied.requests.get("Deployment shop/checkout-blue").getObject().toString())
        .contains("kubectl.kubernetes.io/restartedAt");
  }

  private Manifest made(String kindAndName) {
    var environment = RecordedEnvironment.of(folder, "test").environment();
    return EnvironmentChart.of(environment).constructs().stream()
        .flatMap(construct -> construct.manifests().stream())
        .filter(each -> (each.kind() + " " + each.name()).equals(kindAndName))
        .findFirst()
        .orElseThrow();
  }

  /** Edits an object like another manager. */
  private void edit(Applied applied, String kindAndName, String manager, String change) {
    var manifest = made(kindAndName);
    var fields = new LinkedHashMap<>(manifest.fields());
    var path =
        change.equals(TEAM)
            ? FieldPath.of("metadata", "labels", "team")
            : FieldPath.of("spec", "selector");
    if (change.equals(TEAM)) {
      var metadata = new LinkedHashMap<>(manifest.at("metadata").mapping());
      var labels = new LinkedHashMap<>(manifest.at("metadata", "labels").mapping());
      labels.put("team", "pay");
      metadata.put("labels", labels);
      fields.put("metadata", metadata);
    } else {
      var spec = new LinkedHashMap<>(manifest.at("spec").mapping());
      var selector = new LinkedHashMap<>(manifest.at("spec", "selector").mapping());
      selector.put("sluice.dev/color", "green");
      spec.put("selector", selector);
      fields.put("spec", spec);
    }
    applied.objects.objects.put(
        manifest.id(),
        new LiveObject(fields, List.of(new FieldOwner(manager, "", "", List.of(path)))));
  }

  private Project release(String state) {
    return project.write(
        "Pulumi.test.yaml", "config:\n  sluice:rollouts:\n    checkout: " + state + "\n");
  }

  private void settings(String lines) {
    project.replace("Pulumi.test.yaml", "config:\n", "config:\n" + lines);
  }

  /** Sets an empty cluster. */
  private Applied deployed(String state) {
    return new Applied(project).withRollouts("{\"checkout\": " + json(state) + "}");
  }

  /** Sets a cluster in which blue has the traffic, and green waits. */
  private Applied live(String state) {
    var applied = deployed(state);
    applied.cluster.selectors.put("checkout-active", Map.of("sluice.dev/color", "blue"));
    applied.cluster.deployments.put(
        "checkout-blue", new LiveDeployment(IMAGE + "1.0.0", 2, 2, false, false, 1));
    applied.cluster.deployments.put(
        "checkout-green", new LiveDeployment(IMAGE + "1.1.0", 2, 2, false, false, 1));
    return applied;
  }

  private static String json(String flow) {
    return flow.replaceAll("([a-z]+):", "\"$1\":").replaceAll(": ([a-z0-9.]+)", ": \"$1\"");
  }

  private static String messages(TestResult result) {
    return String.join("\n", result.errors());
  }

  private static Object value(TestResult result, String output) {
    return PulumiTest.extractValue(result.output(output));
  }
}
