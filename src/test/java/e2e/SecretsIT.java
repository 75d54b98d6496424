package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import synth.Project;

/**
 * Secrets of a stack, by the real Pulumi CLI on the cluster that {@code KUBECONFIG} names: what of them is seen, and that
 * pods never lose one. Needs pulumi with its plugins for Java and Kubernetes, kubectl and the test images.
 */
@Core
@SharesCluster
final class SecretsIT {
  private static final String NAMESPACE = "sec-shop";
  private static final String PATH = "sluice:secrets.sec-shop.checkout-payments.token";
  private static final String FIRST = "correct-horse-battery";
  private static final String SECOND = "staple-of-other-horses";
  private static final String THIRD = "battery-in-plain-text";
  private static final String BASE =
      """
      version: 1
      cluster:
        dnsPolicy: Default
        priorityClass: {name: sec-workload, value: 1}
      namespaces:
        sec-shop: {}
      exemptions:
        image-pinned: Test images have tags only.
      apps:
        checkout:
          strategy: blueGreen
          namespace: sec-shop
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
          secrets: {checkout-payments: /etc/payments}
          env:
            TOKEN: {secretKeyRef: {name: checkout-payments, key: token}}
          exemptions: {secrets-as-files: This shows both ways.}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void aReviewedStack() {
    leaveNothingBehind();
    new Project(folder)
        .write("environments/base.yaml", BASE)
        .write("environments/sec.yaml", "version: 1\n")
        .write(
            "Pulumi.sec.yaml",
            "config:\n  sluice:rollouts:\n    checkout: {active: blue, versions: {blue: 1.0.0}}\n")
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
    mustPulumi("stack", "init", "sec");
  }

  @AfterEach
  void leaveNothingBehind() {
    Command.must(
        "kubectl", "delete", "namespace", NAMESPACE, "--ignore-not-found", "--timeout=120s");
    Command.must("kubectl", "delete", "priorityclass", "sec-workload", "--ignore-not-found");
  }

  @Test
  @Timeout(value = 12, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void aSecretIsSeenByThePodsAloneAndIsNeverAway() throws IOException {
    set(FIRST);
    up();
    assertThat(secret("{.data.token}")).isEqualTo(encoded(FIRST));
    assertThat(secret("{.type} {.metadata.labels}"))
        .isEqualTo("Opaque {\"app.kubernetes.io/managed-by\":\"sluice\"}");
    var identity = secret("{.metadata.uid}");
    set(SECOND);
    up();
    assertThat(secret("{.data.token}")).isEqualTo(encoded(SECOND));
    assertThat(secret("{.metadata.uid}")).isEqualTo(identity);
    assertConcealed(mustPulumi("stack", "export", "--stack", "sec"));
    mustPulumi("destroy", "--yes", "--skip-preview", "--stack", "sec");
    assertNoFileShowsThem();
    mustPulumi("config", "set", "--stack", "sec", "--plaintext", "--path", PATH, THIRD);
    var refused = pulumi("up", "--yes", "--skip-preview", "--stack", "sec");
    assertThat(refused.exitCode()).as(refused.output()).isNotZero();
    assertThat(refused.output())
        .contains("config.sluice:secrets.sec-shop.checkout-payments.token: Must be `secure:`");
    assertThat(refused.output()).doesNotContain(THIRD);
  }

  private static String secret(String jsonPath) {
    return Command.must(
        "kubectl",
        "get",
        "secret",
        "checkout-payments",
        "-n",
        NAMESPACE,
        "-o",
        "jsonpath=" + jsonPath);
  }

  /** State, its history and its copies lie in the folder, beside dist/ and the stack's file. */
  private void assertNoFileShowsThem() throws IOException {
    try (var files = Files.walk(folder)) {
      var texts =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(folder.resolve("target")))
              .toList();
      assertThat(texts).hasSizeGreaterThan(10);
      for (var text : texts) {
        assertConcealed(Files.readString(text));
      }
    }
  }

  private static void assertConcealed(String text) {
    assertThat(text).doesNotContain(FIRST, SECOND, encoded(FIRST), encoded(SECOND));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private void set(String value) {
    mustPulumi("config", "set", "--stack", "sec", "--secret", "--path", PATH, value);
  }

  private void up() {
    assertConcealed(mustPulumi("up", "--yes", "--skip-preview", "--stack", "sec", "--diff"));
  }

  private String mustPulumi(String... words) {
    var result = pulumi(words);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  /** Its state lies in the folder, too; nothing is loaded from elsewhere. */
  private Command pulumi(String... words) {
    var pulumi =
        List.of(
            "env",
            "PULUMI_BACKEND_URL=file://" + folder,
            "PULUMI_CONFIG_PASSPHRASE=",
            "PULUMI_SKIP_UPDATE_CHECK=true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
            "timeout",
            "300",
            "pulumi",
            "--non-interactive",
            "--cwd",
            folder.toString());
    return Command.run(Stream.concat(pulumi.stream(), Stream.of(words)).toList(), "");
  }
}
