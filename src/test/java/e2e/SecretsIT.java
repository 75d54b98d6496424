package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests secrets of a stack with the real Pulumi CLI on the cluster that {@code KUBECONFIG} names:
 * they are never shown, and pods never lose one. Needs pulumi with its plugins for Java and
 * Kubernetes, kubectl and the test images.
 */
@Core
@SharesCluster
final class SecretsIT {
  private static final String PATH = "sluice:secrets.sec-shop.checkout-payments.token";
  private static final String FIRST = "correct-horse-battery";
  private static final String SECOND = "staple-of-other-horses";
  private static final String THIRD = "battery-in-plain-text";
  private static final OwnShop SHOP = new OwnShop("sec");
  private static final String CHECKOUT =
      SHOP.app("checkout", "blueGreen", "shop/checkout")
          + """
              replicas: 2
              secrets: {checkout-payments: /etc/payments}
              env:
                TOKEN: {secretKeyRef: {name: checkout-payments, key: token}}
              exemptions: {secrets-as-files: This shows both ways.}
          """;

  @TempDir private Path folder;

  private Stack stack;

  @BeforeEach
  void aReviewedStack() {
    SHOP.delete();
    SHOP.write(
        folder,
        CHECKOUT,
        "version: 1\n",
        "config:\n  sluice:rollouts:\n    checkout: {active: blue, versions: {blue: 1.0.0}}\n");
    stack = Stack.init(folder, SHOP.name());
  }

  @AfterEach
  void leaveNothingBehind() {
    SHOP.delete();
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
    assertConcealed(stack.must("stack", "export", "--stack", "sec"));
    stack.must("destroy", "--yes", "--skip-preview", "--stack", "sec");
    assertNoFileShowsThem();
    stack.must("config", "set", "--stack", "sec", "--plaintext", "--path", PATH, THIRD);
    assertThat(stack.failingUp())
        .contains(
            "config.sluice:secrets.sec-shop.checkout-payments.token: Must be a value that Pulumi"
                + " encrypted")
        .doesNotContain(THIRD);
  }

  private static String secret(String jsonPath) {
    return Command.must(
        "kubectl",
        "get",
        "secret",
        "checkout-payments",
        "-n",
        SHOP.namespace(),
        "-o",
        "jsonpath=" + jsonPath);
  }

  /**
   * The state, its history and its backups are in the folder, next to dist/ and the stack's file.
   */
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
    stack.configureSecret(PATH, value);
  }

  private void up() {
    assertConcealed(stack.up("--diff"));
  }
}
