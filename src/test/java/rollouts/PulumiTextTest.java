package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.AutomationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollouts.ApplyException.Cause;

/** What becomes of the words of Pulumi's command line. */
final class PulumiTextTest {
  private static final AutomationException KILLED =
      new AutomationException("code: 137\nstdout: \nstderr: ");
  private static final AutomationException FAILED =
      new AutomationException("code: 255\nstdout: \nstderr: error: update failed");

  @Test
  void ofAFailureOnlyWhatTheCommandSaidOfItIsShown() {
    var e =
        new AutomationException(
            """
            code: 255
            stdout: Updating (dev)
            stderr: \u001b[38;5;9merror:\u001b[0m no stack named 'dev' found
            """);
    assertThat(PulumiText.of(e)).isEqualTo("error: no stack named 'dev' found");
  }

  @Test
  void aFailureWithoutStandardErrorIsShownAsItIs() {
    assertThat(PulumiText.of(new AutomationException("pulumi is not on the PATH")))
        .isEqualTo("pulumi is not on the PATH");
  }

  @Test
  void aDiagnosticLosesItsColors() {
    assertThat(PulumiText.message("<{%fg 1%}>error: <{%reset%}>web-green is not ready\n"))
        .contains("error: web-green is not ready");
  }

  @Test
  void whatAWebhookSaysIsPassedOnWithoutItsSecretsAndNotWithoutEnd() {
    var said =
        "error: web:\n  denied: postgres://app:hunter2@db \u001b]0;x\u0007\n" + "x\n".repeat(1000);
    var shown =
        "error: web:\n  denied: postgres://app:***@db \\u001B]0;x\\u0007\n" + "x\n".repeat(198);
    assertThat(PulumiText.message(said)).contains(shown.strip());
    assertThat(PulumiText.of(new AutomationException("stderr: " + said))).isEqualTo(shown.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update failed",
        " <{%reset%}>resource registration failed\n",
        "preview failed",
        "<{%reset%}>",
        ""
      })
  void whatSaysOnlyThatSomethingFailedIsLeftOut(String diagnostic) {
    assertThat(PulumiText.message(diagnostic)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dial tcp 127.0.0.1:6443: connect: connection refused",
        "read: connection reset by peer",
        "net/http: TLS handshake timeout",
        "Unexpected EOF",
        "etcdserver: request timed out",
        "the server is currently unable to handle the request",
        "429 Too Many Requests",
        "configured Kubernetes cluster unreachable"
      })
  void whatMayPassIsTriedAgain(String text) {
    assertThat(PulumiText.cause("error: " + text)).isEqualTo(Cause.UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web-green is not ready after 3 min: ImagePullBackOff",
        "exceeded quota: shop",
        "deployments.apps is forbidden",
        "admission webhook denied the request"
      })
  void whatTheClusterRefusesIsNot(String text) {
    assertThat(PulumiText.cause("error: " + text)).isEqualTo(Cause.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Unauthorized",
        "You must be logged in to the server",
        "the server has asked for the client to provide credentials",
        "deployments.apps \"web\" is forbidden: User \"system:serviceaccount:ci:ci\" cannot patch"
      })
  void whatTheUserMayNotDoSaysNothingOfTheVersion(String text) {
    assertThat(PulumiText.cause("error: " + text)).isEqualTo(Cause.DENIED);
  }

  /** A database that a pod cannot reach says nothing of the cluster, nor a registry that wants a password of the user. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Readiness probe failed: dial tcp 10.0.0.1:80: connect: connection refused",
        "ErrImagePull: failed to authorize: 401 Unauthorized",
        "ErrImagePull: dial tcp: i/o timeout",
        "CrashLoopBackOff\n    Its last lines:\n      panic: unexpected EOF"
      })
  void whatPodsSayIsNotWhatTheClusterSays(String text) {
    var diagnostic =
        "Deployment shop/web-green is not ready after 20 s: it must have 2 available pods, but has"
            + " 1.\n  web-green-1: "
            + text
            + "\nPods that are not ready get no requests.";
    assertThat(PulumiText.cause(diagnostic)).isEqualTo(Cause.REFUSED);
  }

  @Test
  void whatSomebodyElseHasSetIsAConflict() {
    var text =
        "error: The resource had an apply conflict: Apply failed with 1 conflict: conflict with"
            + " \"kubectl-patch\" using gateway.networking.k8s.io/v1: .spec.rules";
    assertThat(PulumiText.cause(text)).isEqualTo(Cause.CONFLICT);
  }

  @Test
  void aPulumiThatWasKilledMayBeRunAgain() {
    var failure = PulumiText.failure(KILLED, List.of());
    assertThat(failure).hasMessage("Pulumi was killed.");
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void anUpdateThatWasCanceledMayBeRunAgain() {
    assertThat(PulumiText.failure(FAILED, List.of("update canceled")).mayPass()).isTrue();
  }
}
