package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import synth.Project;

/**
 * Edits of all kinds of objects by the verbs of kubectl that make one, on the cluster that {@code KUBECONFIG} names: each is named before
 * anything changes, undone when asked, and adopted. Needs pulumi with its plugins for Java and Kubernetes, kubectl and the test images.
 */
@Core
@SharesCluster
final class EditsIT {
  private static final String NAMESPACE = "edit-shop";
  private static final String UNDO = "sluice:undoEdits";
  private static final String BASE =
      """
      version: 1
      cluster:
        dnsPolicy: Default
        priorityClass: {name: edit-workload, value: 1}
      namespaces:
        edit-shop: {}
      manifests:
        own: {files: [own.yaml]}
      exemptions:
        image-pinned: Test images have tags only.
      apps:
        checkout:
          strategy: blueGreen
          namespace: edit-shop
          image: registry.sluice.test/shop/checkout
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 10m, memory: 32Mi}
            limits: {cpu: 500m, memory: 64Mi}
          replicas: 2
        search:
          strategy: autoscaled
          namespace: edit-shop
          image: registry.sluice.test/shop/search
          ports:
            http: {containerPort: 8080}
          probes:
            readiness: {httpGet: {port: http, path: /ready}}
            liveness: {httpGet: {port: http, path: /live}}
          resources:
            requests: {cpu: 10m, memory: 32Mi}
            limits: {cpu: 500m, memory: 64Mi}
          autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}
      """;

  private static final String ROLLOUTS =
      """
      config:
        sluice:rollouts:
          checkout: {active: blue, versions: {blue: 1.0.0, green: 1.1.0}}
          search: {version: 1.0.0}
      """;

  private static final String OWN =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: own, namespace: edit-shop}
      data: {mode: calm}
      """;

  @TempDir private Path folder;

  /**
   * @param line of the refusal
   */
  private record Made(String line, List<String> command) {
    static Made of(String line, String... command) {
      return new Made(line, List.of(command));
    }
  }

  /** Each by another verb, or of another kind. */
  private static List<Made> edits() {
    return List.of(
        Made.of(
            ".metadata.labels[\"app.kubernetes.io/part-of\"] is `elsewhere`, but would be",
            kubectl(
                "label",
                "--overwrite",
                "service/checkout-active",
                "app.kubernetes.io/part-of=elsewhere")),
        Made.of(
            ".metadata.labels.team is `pay`, but would be taken out",
            kubectl("label", "serviceaccount/checkout", "team=pay")),
        Made.of(
            ".metadata.annotations.note is `mine`, but would be taken out",
            kubectl("annotate", "networkpolicy/checkout-blue", "note=mine")),
        Made.of(
            ".spec.maxUnavailable is `2`, but would be `1`",
            "env",
            "KUBE_EDITOR=sed -i s/maxUnavailable:.*/maxUnavailable:\\ 2/",
            "kubectl",
            "edit",
            "-n",
            NAMESPACE,
            "poddisruptionbudget/checkout-blue"),
        Made.of(
            ".spec.maxReplicas is `5`, but would be `4`",
            kubectl(
                "patch", "hpa/search", "--type=merge", "--patch={\"spec\":{\"maxReplicas\":5}}")),
        Made.of(
            ".env is [{name: `MODE`, value: `test`}], but would be taken out",
            kubectl("set", "env", "deployment/search", "MODE=test")),
        Made.of(
            ".resources.limits.cpu is `400m`, but would be `500m`",
            kubectl("set", "resources", "deployment/checkout-green", "--limits=cpu=400m")),
        Made.of(
            ".spec.replicas is `3`, but would be `2`",
            kubectl("scale", "deployment/checkout-green", "--replicas=3")),
        Made.of(
            ".data.mode is `wild`, but would be `calm`", kubectl("apply", "-f", "own-wild.yaml")),
        Made.of(
            ".data.more is `wild`, but would be taken out",
            kubectl("apply", "--server-side", "-f", "own-more.yaml")),
        Made.of(
            ".spec.internalTrafficPolicy is `Local`, but would be `Cluster`",
            kubectl("replace", "-f", "local.json")),
        Made.of(
            ".metadata.labels.owner is `ops`, but would be taken out",
            "kubectl",
            "label",
            "namespace/" + NAMESPACE,
            "owner=ops"));
  }

  private static String[] kubectl(String... words) {
    return Stream.concat(Stream.of("kubectl", "-n", NAMESPACE), Stream.of(words))
        .toArray(String[]::new);
  }

  @BeforeEach
  void aStackThatIsApplied() throws IOException {
    leaveNothingBehind();
    new Project(folder)
        .write("environments/base.yaml", BASE)
        .write("environments/edit.yaml", "version: 1\n")
        .write("own.yaml", OWN)
        .write("Pulumi.edit.yaml", ROLLOUTS)
        .synthesize();
    Command.must(
        "cp",
        "--archive",
        "--parents",
        ".mvn",
        "pom.xml",
        "target/classes",
        "target/sluice.jar",
        "target/lib",
        "Pulumi.yaml",
        folder.toString());
    Files.writeString(folder.resolve("own-wild.yaml"), OWN.replace("calm", "wild"));
    Files.writeString(folder.resolve("own-more.yaml"), OWN.replace("calm", "wild, more: wild"));
    mustPulumi("stack", "init", "edit");
    up();
  }

  @AfterEach
  void leaveNothingBehind() {
    Command.must(
        "kubectl", "delete", "namespace", NAMESPACE, "--ignore-not-found", "--timeout=120s");
    Command.must("kubectl", "delete", "priorityclass", "edit-workload", "--ignore-not-found");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void editsAreNamedAndUndoneWhenAskedAndAdopted() throws IOException {
    everyEditIsNamedBeforeAnythingChangesAndUndoneWhenAsked();
    whatControllersAddIsLeft();
    trafficIsAdoptedAndNeverUndone();
    restartedPodsAreNotRestartedAgain();
  }

  private void everyEditIsNamedBeforeAnythingChangesAndUndoneWhenAsked() throws IOException {
    Files.writeString(folder.resolve("local.json"), localService(), UTF_8);
    edits().forEach(edit -> run(edit.command()));
    var before = specs();
    for (var refused : List.of(failing("preview"), failing("up"), failing("up", "--refresh"))) {
      assertThat(refused).contains(edits().stream().map(Made::line).toList());
    }
    var release = sluice("deploy", "checkout", "1.2.0");
    assertThat(release.end()).as(release.output()).isEqualTo(2);
    assertThat(release.output())
        .contains(
            "conflict with",
            ".resources.limits.cpu is `400m`, but would be `500m`",
            ".spec.replicas is `3`, but would be `2`");
    assertThat(specs()).isEqualTo(before);
    var adopt = sluice("adopt", "checkout");
    adopt.end();
    assertThat(adopt.output())
        .contains("To keep it, change `apps.checkout.replicas` (environments/base.yaml:");
    mustPulumi("config", "set", "--stack", "edit", UNDO, "The tests are over.");
    // The provider's own preview knows of no undoing, and may report a conflict.
    assertThat(pulumi("preview", "--stack", "edit").output())
        .contains("What somebody has edited in the cluster is undone: The tests are over.");
    assertThat(specs()).isEqualTo(before);
    up();
    mustPulumi("config", "rm", "--stack", "edit", UNDO);
    up();
    assertThat(specs()).doesNotContain("elsewhere", "wild", "400m", "\"Local\"", "\"MODE\"");
    run(kubectl("rollout", "undo", "deployment/search"));
    assertThat(failing("up")).contains("conflict with \"kubectl\"", ".env is [{name: `MODE`");
    mustPulumi("config", "set", "--stack", "edit", UNDO, "The tests are over.");
    up();
    mustPulumi("config", "rm", "--stack", "edit", UNDO);
    assertThat(specs()).doesNotContain("\"MODE\"");
  }

  private String localService() {
    return get("service/checkout-preview", "json")
        .replace("\"internalTrafficPolicy\": \"Cluster\"", "\"internalTrafficPolicy\": \"Local\"");
  }

  private static void whatControllersAddIsLeftBy(String patch) {
    run(
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
    up("--refresh");
    assertThat(get("service/checkout-green", "json"))
        .contains("mesh.example/last", "\"mesh\": \"in\"", "mesh.example/status");
    whatControllersAddIsLeftBy("{\"metadata\":{\"finalizers\":[]}}");
  }

  private void trafficIsAdoptedAndNeverUndone() {
    run(
        kubectl(
            "patch",
            "service/checkout-active",
            "--type=merge",
            "--patch={\"spec\":{\"selector\":{\"sluice.dev/color\":\"green\"}}}"));
    mustPulumi("config", "set", "--stack", "edit", UNDO, "The tests are over.");
    for (var refused : List.of(failing("preview"), failing("up"), failing("up", "--refresh"))) {
      assertThat(refused)
          .contains("conflict with \"kubectl-patch\"", ".spec.selector[\"sluice.dev/color\"] is");
    }
    mustPulumi("config", "rm", "--stack", "edit", UNDO);
    assertThat(active()).isEqualTo("green");
    var adopted = sluice("adopt", "checkout");
    assertThat(adopted.end()).as(adopted.output()).isZero();
    up("--refresh");
    assertThat(active()).isEqualTo("green");
    var back = sluice("switch", "checkout", "blue");
    assertThat(back.end()).as(back.output()).isZero();
    assertThat(active()).isEqualTo("blue");
  }

  private static String active() {
    return Command.must(
        kubectl(
            "get",
            "service",
            "checkout-active",
            "-o",
            "jsonpath={.spec.selector.sluice\\.dev/color}"));
  }

  private void restartedPodsAreNotRestartedAgain() {
    run(kubectl("rollout", "restart", "deployment/checkout-blue"));
    run(kubectl("rollout", "status", "deployment/checkout-blue", "--timeout=60s"));
    var generation = generation();
    up("--refresh");
    up();
    var deployed = sluice("deploy", "checkout", "1.2.0");
    assertThat(deployed.end()).as(deployed.output()).isZero();
    assertThat(generation()).isEqualTo(generation);
  }

  /** It grows with each change of the Deployment's spec. */
  private static String generation() {
    return Command.must(
        kubectl("get", "deployment", "checkout-blue", "-o", "jsonpath={.metadata.generation}"));
  }

  private static void run(String... command) {
    Command.must(command);
  }

  private void run(List<String> command) {
    Command.must(
        Stream.concat(Stream.of("env", "--chdir=" + folder), command.stream())
            .toArray(String[]::new));
  }

  private static String get(String object, String output) {
    return Command.must(kubectl("get", object, "-o", output));
  }

  /** All that was applied, but for the journals of releases, and the number of pods that an autoscaler sets. */
  private static String specs() {
    return Command.must(
            kubectl(
                "get",
                "services,serviceaccounts,networkpolicies,poddisruptionbudgets,hpa,deployments,configmaps",
                "-o",
                "jsonpath={range .items[*]}{.kind} {.metadata.name} {.metadata.labels} {.spec}"
                    + " {.data}{\"\\n\"}{end}"))
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
    var all =
        Stream.of(Stream.of(verb, "edit", app), Stream.of(words), Stream.of("--yes"))
            .flatMap(each -> each);
    return SluiceProcess.start(folder, environment(), all.toArray(String[]::new));
  }

  private void up(String... options) {
    mustPulumi(words("up", options));
  }

  private static String[] words(String verb, String... options) {
    var fixed = verb.equals("up") ? Stream.of("up", "--yes", "--skip-preview") : Stream.of(verb);
    return Stream.of(fixed, Stream.of("--stack", "edit"), Stream.of(options))
        .flatMap(each -> each)
        .toArray(String[]::new);
  }

  private String failing(String verb, String... options) {
    var result = pulumi(words(verb, options));
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    return result.output();
  }

  private String mustPulumi(String... words) {
    var result = pulumi(words);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  /** Its state lies in the folder, too; nothing is loaded from elsewhere. */
  private Map<String, String> environment() {
    return Map.of(
        "PULUMI_BACKEND_URL",
        "file://" + folder,
        "PULUMI_CONFIG_PASSPHRASE",
        "",
        "PULUMI_SKIP_UPDATE_CHECK",
        "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
        "true");
  }

  private Command pulumi(String... words) {
    var variables =
        environment().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue());
    var command =
        Stream.of(
            Stream.of("env"),
            variables,
            Stream.of("timeout", "180", "pulumi", "--non-interactive", "--cwd", folder.toString()),
            Stream.of(words));
    return Command.run(command.flatMap(each -> each).toList(), "");
  }
}
