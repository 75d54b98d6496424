package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Edits objects of all kinds with every kubectl command that makes an edit, on the cluster that
 * {@code KUBECONFIG} names: each edit is named before anything changes, undone when asked, and
 * adopted. Needs pulumi with its plugins for Java and Kubernetes, kubectl, the test images, and the
 * Gateway {@code public} in the namespace {@code gateway}.
 */
@Core
@SharesCluster
final class EditsIT {
  private static final OwnShop SHOP = new OwnShop("edit");
  private static final String UNDO = "sluice:undoEdits";
  private static final String APPS =
      SHOP.app("checkout", "blueGreen", "shop/checkout")
          + """
              replicas: 2
          """
          + SHOP.app("search", "autoscaled", "shop/search")
          + """
              autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}
              verticalPodAutoscaler: recommend
              permissions:
                - {resources: [pods], verbs: [get]}
              secrets: {search-index: /etc/index}
          """
          + SHOP.app("api", "canary", "streamgate/api")
          + """
              replicas: 2
              router: {httpRoute: {hostnames: [api.edit.example]}}
          """;

  private static final String ENVIRONMENT =
      """
      version: 1
      cluster:
        gateway: {name: public, namespace: gateway}
      namespaces:
        edit-shop: {quota: {configmaps: 20}}
      manifests:
        own: {files: [own.yaml]}
      """;

  private static final String ROLLOUTS =
      """
      config:
        sluice:rollouts:
          checkout: {active: blue, versions: {blue: 1.0.0, green: 1.1.0}}
          search: {version: 1.0.0}
          api: {versions: {stable: 1.0.0, canary: 1.1.0}, weight: 10}
      """;

  private static final String OWN =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: own, namespace: edit-shop}
      data: {mode: calm}
      """;

  /** Each uses another command or another kind. kubectl keeps the version that is undone. */
  private static final List<String> EDITS =
      List.of(
          "set env deployment/search OLD=1",
          "label --overwrite service/checkout-active app.kubernetes.io/part-of=elsewhere",
          "set env deployment/search OLD-",
          "label serviceaccount/checkout team=pay",
          "label namespace/edit-shop owner=ops",
          "label priorityclass/edit-workload owner=ops",
          "annotate networkpolicy/checkout-blue note=mine",
          "edit poddisruptionbudget/checkout-blue",
          "edit httproute/api",
          "patch hpa/search --type=merge --patch={\"spec\":{\"maxReplicas\":5}}",
          "patch vpa/search --type=merge"
              + " --patch={\"spec\":{\"updatePolicy\":{\"updateMode\":\"Auto\"}}}",
          "patch role/search --type=json"
              + " --patch=[{\"op\":\"add\",\"path\":\"/rules/0/verbs/-\",\"value\":\"list\"}]",
          "patch resourcequota/quota --type=merge"
              + " --patch={\"spec\":{\"hard\":{\"configmaps\":\"30\"}}}",
          "patch secret/search-index --type=merge --patch={\"stringData\":{\"token\":\"another\"}}",
          "set subject rolebinding/search --user=ops",
          "set env deployment/checkout-blue MODE=test",
          "set resources deployment/checkout-green --limits=cpu=400m",
          "set serviceaccount deployment/api-stable default",
          "scale deployment/checkout-green --replicas=3",
          "rollout pause deployment/checkout-green",
          "rollout pause deployment/api-canary",
          "rollout resume deployment/api-canary",
          "apply -f own-wild.yaml",
          "apply --server-side -f own-more.yaml",
          "replace -f local.json",
          "rollout undo deployment/search",
          "delete poddisruptionbudget/search");

  private static final String GREEN =
      """
      Deployment edit-shop/checkout-green conflicts with "kubectl"
      - .spec.replicas is `3`, but would be `2`
      Deployment edit-shop/checkout-green conflicts with "kubectl-rollout"
      - .spec.paused is `true`, but would be removed
      Deployment edit-shop/checkout-green conflicts with "kubectl-set"
      - .spec.template.spec.containers[name=checkout].resources.limits.cpu is `400m`, but would be `500m`
      """;

  private static final String REFUSAL =
      """
      Refused, in conflict with "kubectl", "kubectl-annotate", "kubectl-edit", "kubectl-label", "kubectl-patch", "kubectl-replace", "kubectl-rollout", "kubectl-set": this update would undo edits. Nothing has been changed.
      Namespace edit-shop conflicts with "kubectl-label"
      - .metadata.labels.owner is `ops`, but would be removed
      ResourceQuota edit-shop/quota conflicts with "kubectl-patch"
      - .spec.hard.configmaps is `30`, but would be `20`
      PriorityClass edit-workload conflicts with "kubectl-label"
      - .metadata.labels.owner is `ops`, but would be removed
      Deployment edit-shop/api-stable conflicts with "kubectl-set"
      - .spec.template.spec.serviceAccountName is `default`, but would be `api`
      HTTPRoute edit-shop/api conflicts with "kubectl-edit"
      - .spec.hostnames[0] is `other.edit.example`, but would be `api.edit.example`
      ServiceAccount edit-shop/checkout conflicts with "kubectl-label"
      - .metadata.labels.team is `pay`, but would be removed
      Deployment edit-shop/checkout-blue conflicts with "kubectl-set"
      - .spec.template.spec.containers[name=checkout].env is [{name: `MODE`, value: `test`}], but would be removed
      NetworkPolicy edit-shop/checkout-blue conflicts with "kubectl-annotate"
      - .metadata.annotations.note is `mine`, but would be removed
      PodDisruptionBudget edit-shop/checkout-blue conflicts with "kubectl-edit"
      - .spec.maxUnavailable is `2`, but would be `1`
      %sService edit-shop/checkout-active conflicts with "kubectl-label"
      - .metadata.labels["app.kubernetes.io/part-of"] is `elsewhere`, but would be `edit-shop`
      Service edit-shop/checkout-preview conflicts with "kubectl-replace"
      - .spec.internalTrafficPolicy is `Local`, but would be `Cluster`
      Role edit-shop/search conflicts with "kubectl-patch"
      - .rules[0].verbs[1] is `list`, but would be removed
      RoleBinding edit-shop/search conflicts with "kubectl-set"
      - .subjects[1] is {kind: `User`, apiGroup: `rbac.authorization.k8s.io`, name: `ops`}, but would be removed
      Deployment edit-shop/search conflicts with "kubectl"
      - .spec.template.spec.containers[name=search].env is [{name: `OLD`, value: `1`}], but would be removed
      HorizontalPodAutoscaler edit-shop/search conflicts with "kubectl-patch"
      - .spec.maxReplicas is `5`, but would be `4`
      VerticalPodAutoscaler edit-shop/search conflicts with "kubectl-patch"
      - .spec.updatePolicy.updateMode is `Auto`, but would be `Off`
      ConfigMap edit-shop/own conflicts with "kubectl"
      - .data.mode is `wild`, but would be `calm`
      - .data.more is `wild`, but would be removed
      Secret edit-shop/search-index conflicts with "kubectl-patch"
      - .data.token is a value that is not shown, but would be a value that is not shown
      To keep them, run `./sluice adopt edit APP`: it takes over versions, the active color and the weight, and names the key of environments/ for each other field.
      To undo them, give a reason: `pulumi config set sluice:undoEdits "<reason>"`. Run `pulumi up --refresh`. Then remove the key. It never undoes a version, the active color or a weight.
      """
          .formatted(GREEN);

  /**
   * Only objects that the release would change: an {@code up --refresh} has recorded how they are.
   */
  private static final String REFUSED_RELEASE =
      """
      Refused, in conflict with "kubectl", "kubectl-edit", "kubectl-label", "kubectl-rollout", "kubectl-set": this update would undo edits. Nothing has been changed.
      PodDisruptionBudget edit-shop/checkout-blue conflicts with "kubectl-edit"
      - .spec.maxUnavailable is `2`, but would be `1`
      %sService edit-shop/checkout-active conflicts with "kubectl-label"
      - .metadata.labels["app.kubernetes.io/part-of"] is `elsewhere`, but would be `edit-shop`
      To keep them, run `./sluice adopt edit checkout`: it takes over versions, the active color and the weight, and names the key of environments/ for each other field.
      To undo them, give a reason: `pulumi config set sluice:undoEdits "<reason>"`. Run `pulumi up --refresh`. Then remove the key. It never undoes a version, the active color or a weight.
      """
          .formatted(GREEN);

  private static final String TRAFFIC =
      """
      Refused, in conflict with "kubectl-patch", "kubectl-set": this update would undo edits. Nothing has been changed.
      HTTPRoute edit-shop/api conflicts with "kubectl-patch"
      - .spec.rules[0].backendRefs[0].weight is `70`, but would be `90`
      - .spec.rules[0].backendRefs[1].weight is `30`, but would be `10`
      Service edit-shop/checkout-active conflicts with "kubectl-set"
      - .spec.selector["sluice.dev/color"] is `green`, but would be `blue`
      Deployment edit-shop/search conflicts with "kubectl-set"
      - .spec.template.spec.containers[name=search].image is `registry.sluice.test/shop/search:1.2.0`, but would be `registry.sluice.test/shop/search:1.0.0`
      To keep them, run `./sluice adopt edit APP`: it takes over versions, the active color and the weight, and names the key of environments/ for each other field.
      They are never undone by an update, because that would move traffic or change a version unseen: adopt them, then use `./sluice rollback` or `./sluice switch`. Run `pulumi up --refresh`.
      """;

  private static final String SCALED =
      """
      environments/base.yaml has 1 problem:
      22:15 apps.checkout.replicas: `replicas` is 2, but HorizontalPodAutoscaler edit-shop/checkout-blue, which Pulumi does not manage, scales checkout-blue to 3, and would do so again. Delete it: `kubectl delete hpa checkout-blue -n edit-shop`. To keep autoscaling, replace `replicas` with `autoscaling` afterwards.
      """;

  @TempDir private Path folder;
  private Stack stack;

  @BeforeEach
  void aStackThatIsApplied() throws IOException {
    SHOP.delete();
    Files.writeString(folder.resolve("own.yaml"), OWN);
    Files.writeString(folder.resolve("own-wild.yaml"), OWN.replace("calm", "wild"));
    Files.writeString(folder.resolve("own-more.yaml"), OWN.replace("calm", "wild, more: wild"));
    SHOP.write(folder, APPS, ENVIRONMENT, ROLLOUTS);
    stack = Stack.init(folder, SHOP.name());
    stack.configureSecret("sluice:secrets.edit-shop.search-index.token", "first");
    stack.up();
  }

  @AfterEach
  void leaveNothingBehind() {
    SHOP.delete();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void editsAreNamedAndUndoneWhenAskedAndAdopted() throws IOException {
    everyEditIsNamedBeforeAnythingChangesAndUndoneWhenAsked();
    whatControllersAddIsLeft();
    anAutoscalerOfSomeoneElseIsNamed();
    trafficAndVersionsAreAdoptedAndNeverUndone();
    restartedPodsAreNotRestartedAgain();
  }

  private void everyEditIsNamedBeforeAnythingChangesAndUndoneWhenAsked() throws IOException {
    var original = specs();
    Files.writeString(folder.resolve("local.json"), localService());
    EDITS.forEach(this::edit);
    var edited = specs();
    for (var refused : refusals()) {
      assertThat(refusal(refused)).isEqualTo(REFUSAL);
    }
    var release = sluice("deploy", "checkout", "1.2.0");
    assertThat(release.end()).as(release.output()).isEqualTo(2);
    assertThat(refusal(release.output())).isEqualTo(REFUSED_RELEASE);
    var adopt = sluice("adopt", "checkout");
    adopt.end();
    assertThat(adopt.output())
        .contains("To keep it, change `apps.checkout.replicas` (environments/base.yaml:");
    assertThat(specs()).isEqualTo(edited);
    stack.configure(UNDO, "The tests are over.");
    // The provider's own preview does not know that edits will be undone, and may report a
    // conflict.
    assertThat(stack.pulumi("preview", "--stack", SHOP.name()).output())
        .contains("Undoing edits made in the cluster: The tests are over.");
    assertThat(specs()).isEqualTo(edited);
    stack.up("--refresh");
    stack.unconfigure(UNDO);
    stack.up();
    assertThat(specs()).isEqualTo(original);
  }

  private List<String> refusals() {
    return List.of(stack.failingPreview(), stack.failingUp(), stack.failingUp("--refresh"));
  }

  /** Removes the text around it, and the times, which edits of a subresource do not have. */
  private static String refusal(String output) {
    return output
        .lines()
        .map(String::strip)
        .dropWhile(line -> !line.matches("(error: )?(Refused, |environments/base.yaml has ).*"))
        .takeWhile(line -> !line.startsWith("error: an unhandled error"))
        .map(line -> line.replaceFirst("^error: ", ""))
        .map(line -> line.replaceFirst("( conflicts with \"[^\"]*\").*", "$1"))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private String localService() {
    return get("service/checkout-preview", "json")
        .replace("\"internalTrafficPolicy\": \"Cluster\"", "\"internalTrafficPolicy\": \"Local\"");
  }

  private static void whatControllersAddIsLeftBy(String patch) {
    Command.must(
        kubectl(
            "patch",
            "service/checkout-green",
            "--type=merge",
            "--field-manager=mesh",
            "--patch=" + patch));
  }

  private void whatControllersAddIsLeft() {
    whatControllersAddIsLeftBy(
        "{\"metadata\":{\"finalizers\":[\"mesh.example/last\"],\"labels\":{\"mesh\":\"in\"},\"annotations\":{\"mesh.example/status\":\"ok\"}}}");
    stack.up("--refresh");
    assertThat(get("service/checkout-green", "json"))
        .contains("mesh.example/last", "\"mesh\": \"in\"", "mesh.example/status");
    whatControllersAddIsLeftBy("{\"metadata\":{\"finalizers\":[]}}");
  }

  /** kubectl creates no autoscaler if there is one of the same name. */
  private void anAutoscalerOfSomeoneElseIsNamed() {
    assertThat(
            Command.run(kubectl("autoscale", "deployment/search", "--max=3", "--cpu=70%")).output())
        .contains("\"search\" already exists");
    edit("autoscale deployment/checkout-blue --min=3 --max=5 --cpu=70%");
    edit("wait --for=jsonpath={.spec.replicas}=3 deployment/checkout-blue --timeout=60s");
    for (var refused : refusals()) {
      assertThat(refusal(refused)).isEqualTo(SCALED);
    }
    var release = sluice("deploy", "checkout", "1.2.0");
    assertThat(release.end()).as(release.output()).isEqualTo(2);
    assertThat(release.output())
        .contains(
            "Deployment edit-shop/checkout-blue has 3 replicas, set by HorizontalPodAutoscaler"
                + " edit-shop/checkout-blue, which Pulumi does not manage, instead of 2; `kubectl"
                + " delete hpa checkout-blue -n edit-shop` removes it.");
    edit("delete hpa/checkout-blue");
    stack.up();
    assertThat(get("deployment/checkout-blue", "jsonpath={.spec.replicas}")).isEqualTo("2");
  }

  private void trafficAndVersionsAreAdoptedAndNeverUndone() {
    edit(
        "set selector service/checkout-active"
            + " app.kubernetes.io/name=checkout,sluice.dev/color=green");
    edit(
        "patch httproute/api --type=json --patch=["
            + "{\"op\":\"replace\",\"path\":\"/spec/rules/0/backendRefs/0/weight\",\"value\":70},"
            + "{\"op\":\"replace\",\"path\":\"/spec/rules/0/backendRefs/1/weight\",\"value\":30}]");
    edit("set image deployment/search search=registry.sluice.test/shop/search:1.2.0");
    stack.configure(UNDO, "The tests are over.");
    for (var refused : refusals()) {
      assertThat(refusal(refused)).isEqualTo(TRAFFIC);
    }
    stack.unconfigure(UNDO);
    assertThat(traffic()).isEqualTo("green 70 30 1.2.0");
    for (var app : List.of("checkout", "api", "search")) {
      var adopted = sluice("adopt", app);
      assertThat(adopted.end()).as(adopted.output()).isZero();
    }
    stack.up("--refresh");
    assertThat(traffic()).isEqualTo("green 70 30 1.2.0");
    var back = sluice("switch", "checkout", "blue");
    assertThat(back.end()).as(back.output()).isZero();
    assertThat(traffic()).isEqualTo("blue 70 30 1.2.0");
  }

  /** Returns the active color, the weights of the route, and the version that was not released. */
  private static String traffic() {
    return String.join(
        " ",
        get("service/checkout-active", "jsonpath={.spec.selector.sluice\\.dev/color}"),
        get("httproute/api", "jsonpath={.spec.rules[0].backendRefs[*].weight}"),
        get("deployment/search", "jsonpath={.spec.template.spec.containers[0].image}")
            .replaceFirst(".*:", ""));
  }

  private void restartedPodsAreNotRestartedAgain() {
    edit("rollout restart deployment/checkout-blue");
    edit("rollout status deployment/checkout-blue --timeout=60s");
    var generation = generation();
    stack.up("--refresh");
    var deployed = sluice("deploy", "checkout", "1.2.0");
    assertThat(deployed.end()).as(deployed.output()).isZero();
    assertThat(generation()).isEqualTo(generation);
  }

  /** It increases with each change of the Deployment's spec. */
  private static String generation() {
    return get("deployment/checkout-blue", "jsonpath={.metadata.generation}");
  }

  /** Runs kubectl in the folder; the editor changes two values. */
  private void edit(String words) {
    var editor =
        "KUBE_EDITOR=sed -i -e s/maxUnavailable:.*/maxUnavailable:\\ 2/"
            + " -e s/api.edit.example/other.edit.example/";
    Command.must(
        Stream.of(
                Stream.of("env", "--chdir=" + folder, editor), Stream.of(kubectl(words.split(" "))))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private static String[] kubectl(String... words) {
    return Stream.concat(Stream.of("kubectl", "-n", SHOP.namespace()), Stream.of(words))
        .toArray(String[]::new);
  }

  private static String get(String object, String output) {
    return Command.must(kubectl("get", object, "-o", output));
  }

  /**
   * Returns everything that was applied, except the journals of releases and the numbers of pods
   * that autoscalers set.
   */
  private static String specs() {
    return Command.must(
            kubectl(
                "get",
                "services,serviceaccounts,networkpolicies,poddisruptionbudgets,hpa,vpa,deployments,configmaps,secrets,httproutes,resourcequotas,roles,rolebindings",
                "-o",
                "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.labels} {.spec}"
                    + " {.data} {.rules} {.subjects}{\"\\n\"}{end}"))
        .lines()
        .filter(line -> !line.startsWith("ConfigMap checkout-release "))
        .map(
            line ->
                line.startsWith("Deployment search ")
                    ? line.replaceAll("\"replicas\":\\d+,", "")
                    : line)
        .collect(Collectors.joining("\n"));
  }

  private SluiceProcess sluice(String verb, String app, String... words) {
    return stack.sluice(
        Stream.of(Stream.of(verb, SHOP.name(), app), Stream.of(words), Stream.of("--yes"))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }
}
