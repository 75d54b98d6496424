package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import e2e.GatewayLoad.Route;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of the stack {@code dev} under constant load, by the real Pulumi CLI on the cluster that {@code KUBECONFIG}
 * names. Needs pulumi with its plugins for Java and Kubernetes, kubectl, the test images and, in {@code TESTBED_GATEWAY},
 * the URL of the cluster's Gateway.
 */
final class PulumiIT {
  private static final String ACTIVE = "sluice:rollouts.checkout.active";
  private static final String GREEN = "sluice:rollouts.checkout.versions.green";
  private static final String WEIGHT = "sluice:rollouts.api-gateway.weight";
  private static final Route CHECKOUT = new Route("shop.example", "/checkout");
  private static final Route API = new Route("api.autograph.example", "/");
  private static final String CRASH =
      "CrashLoopBackOff: the container `checkout` ends again and again with exit code 1";
  private static final String REFUSAL =
      "Moves traffic to green while green changes from registry.sluice.test/shop/checkout:1.1.0"
          + " to registry.sluice.test/shop/checkout:1.2.0.";

  /** So many requests of a route take four seconds: the router takes up a changed route within two. */
  private static final int SETTLING = 200;

  private static final int SAMPLE = 400;

  /** One sample in 16,000 lies further off. */
  private static final int STANDARD_DEVIATIONS = 4;

  private static final Duration SOON = Duration.ofSeconds(60);

  /** What must not change where nothing is applied; the numbers of pods are the autoscalers'. */
  private static final String SPECS =
      "jsonpath={range .items[*]}{.kind} {.metadata.uid} {.spec.selector} {.spec.rules}"
          + " {.spec.template}{\"\\n\"}{end}";

  private record Row(String step, double seconds, int requests, int failed) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%-48s %7.1f %8d %6d", step, seconds, requests, failed);
    }
  }

  @TempDir static Path project;

  private final List<Row> rows = new ArrayList<>();
  private final GatewayLoad load = new GatewayLoad(gateway(), List.of(CHECKOUT, API));

  private static URI gateway() {
    return URI.create(
        Objects.requireNonNull(System.getenv("TESTBED_GATEWAY"), "TESTBED_GATEWAY must be set."));
  }

  @BeforeAll
  static void prepare() {
    leaveNothingBehind();
    Command.must(
        "cp",
        "--archive",
        "--parents",
        ".mvn",
        "pom.xml",
        "target",
        "environments",
        "dist",
        "Pulumi.yaml",
        "Pulumi.dev.yaml",
        project.toString());
    mustPulumi("stack", "init", "dev");
  }

  private static void makeSecrets() {
    makeSecret("shop", "checkout-payments");
    makeSecret("streamgate", "streamgate-upstream");
  }

  /** The stack makes the namespace, and waits for the pods that wait for the Secret. */
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

  @AfterAll
  static void leaveNothingBehind() {
    Command.must(
        "kubectl",
        "delete",
        "namespace",
        "autograph",
        "shop",
        "streamgate",
        "--ignore-not-found",
        "--timeout=120s");
    Command.must("kubectl", "delete", "priorityclass", "workload", "--ignore-not-found");
  }

  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void aStackLivesUnderLoadAndLosesNoRequest() {
    try (load) {
      step("first deploy", this::deployFirst);
      step("checkout: deploy 1.1.0 to green", this::deployToGreen);
      step("checkout: switch to green", () -> switchTo("green", "1.1.0"));
      step("checkout: roll back to blue", () -> switchTo("blue", "1.0.0"));
      step("api-gateway: weight 10, as deployed", () -> assertShare(10));
      step("api-gateway: weight 50", () -> shift(50));
      step("api-gateway: weight 10 again", () -> shift(10));
      step("checkout: an image that crashes on green", this::deployCrash);
      step("checkout: green is mended", this::deployToGreen);
      step("checkout: new image and switch at once, refused", this::switchWithNewImage);
      step("up without changes", this::applyNothing);
      step("destroy, without load", this::destroy);
    } finally {
      System.out.printf("%n%-48s %7s %8s %6s%n", "step", "seconds", "requests", "failed");
      rows.forEach(System.out::println);
    }
  }

  private void step(String name, Runnable work) {
    long start = System.nanoTime();
    int before = load.answered();
    try {
      work.run();
    } finally {
      rows.add(
          new Row(
              name,
              (System.nanoTime() - start) / 1e9,
              load.answered() - before,
              load.failedSince(before).size()));
    }
    assertThat(load.failedSince(before)).as("requests that failed: %s", name).isEmpty();
  }

  private void deployFirst() {
    var secrets = CompletableFuture.runAsync(PulumiIT::makeSecrets);
    up();
    secrets.join();
    load.start();
  }

  private void deployToGreen() {
    set(GREEN, "1.1.0");
    up();
    assertThat(readyGreen()).matches("registry.sluice.test/shop/checkout:1.1.0 ready: [1-9]");
  }

  private static String readyGreen() {
    return Command.must(
        "kubectl",
        "get",
        "deployment",
        "checkout-green",
        "-n",
        "shop",
        "-o",
        "jsonpath={.spec.template.spec.containers[0].image} ready: {.status.readyReplicas}");
  }

  private void switchTo(String color, String version) {
    set(ACTIVE, color);
    up();
    assertServes(version);
  }

  private void assertServes(String version) {
    assertThat(load.versions(CHECKOUT, SETTLING, SETTLING)).containsOnly(version);
  }

  private void shift(int weight) {
    set(WEIGHT, Integer.toString(weight));
    up();
    assertShare(weight);
  }

  /** Within the bounds of a binomial distribution. */
  private void assertShare(int weight) {
    var versions = load.versions(API, SETTLING, SAMPLE);
    double share = weight / 100.0;
    double bound = STANDARD_DEVIATIONS * Math.sqrt(SAMPLE * share * (1 - share));
    assertThat(versions).containsOnly("1.0.0", "1.1.0");
    assertThat((double) versions.stream().filter("1.1.0"::equals).count())
        .as("requests of %s that 1.1.0 answered", SAMPLE)
        .isBetween(SAMPLE * share - bound, SAMPLE * share + bound);
  }

  private void deployCrash() {
    set(GREEN, "2.0.0-crash");
    long start = System.nanoTime();
    assertThat(failingUp()).contains(CRASH);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
    assertServes("1.0.0");
  }

  private void switchWithNewImage() {
    var before = specs();
    set(GREEN, "1.2.0");
    set(ACTIVE, "green");
    assertThat(failingUp()).contains(REFUSAL);
    assertThat(specs()).isEqualTo(before);
    set(GREEN, "1.1.0");
    set(ACTIVE, "blue");
  }

  private void applyNothing() {
    var before = specs();
    mustPulumi("up", "--yes", "--skip-preview", "--stack", "dev", "--expect-no-changes");
    assertThat(specs()).isEqualTo(before);
  }

  private static List<String> specs() {
    return labelled("deployments,replicasets,services,configmaps,httproutes", SPECS);
  }

  private void destroy() {
    load.close();
    mustPulumi("destroy", "--yes", "--skip-preview", "--stack", "dev");
    assertThat(labelled(kinds(), "name")).isEmpty();
  }

  private static List<String> labelled(String kinds, String output) {
    return Command.must(
            "kubectl",
            "get",
            kinds,
            "--all-namespaces",
            "-l",
            "app.kubernetes.io/managed-by=sluice",
            "-o",
            output)
        .lines()
        .filter(line -> !line.startsWith("Warning: "))
        .toList();
  }

  /** All that objects can be of; what the metrics server measures are none. */
  private static String kinds() {
    return String.join(
        ",",
        Command.must("kubectl", "api-resources", "--verbs=list", "-o", "name")
            .lines()
            .filter(kind -> !kind.contains("metrics"))
            .toList());
  }

  private static void set(String path, String value) {
    mustPulumi("config", "set", "--stack", "dev", "--path", path, value);
  }

  private static void up() {
    mustPulumi("up", "--yes", "--skip-preview", "--stack", "dev");
  }

  private static String failingUp() {
    var up = pulumi("up", "--yes", "--skip-preview", "--stack", "dev");
    assertThat(up.exitCode()).as(up.output()).isNotZero();
    return up.output();
  }

  private static void mustPulumi(String... words) {
    var result = pulumi(words);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  /** Its state lies in the folder, too; nothing is loaded from elsewhere. */
  private static Command pulumi(String... words) {
    var pulumi =
        Stream.of(
            "env",
            "PULUMI_BACKEND_URL=file://" + project,
            "PULUMI_CONFIG_PASSPHRASE=",
            "PULUMI_SKIP_UPDATE_CHECK=true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
            "MAVEN_OPTS=-XX:TieredStopAtLevel=1",
            "timeout",
            "150",
            "pulumi",
            "--non-interactive",
            "--cwd",
            project.toString());
    return Command.run(Stream.concat(pulumi, Stream.of(words)).toList(), "");
  }
}
