package rollouts.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.automation.AutomationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollouts.driver.ApplyException;
import stacks.cluster.FailureCause;
import stacks.program.ProgramFailure;

/** Tests how output of Pulumi's command line is shown and classified. */
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
    assertThat(cause("error: " + text)).isEqualTo(FailureCause.UNREACHABLE);
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
    assertThat(cause("error: " + text)).isEqualTo(FailureCause.REFUSED);
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
    assertThat(cause("error: " + text)).isEqualTo(FailureCause.DENIED);
  }

  /**
   * A pod that cannot reach a database says nothing about the cluster, and a registry that requires
   * a password says nothing about the user.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Readiness probe failed: dial tcp 10.0.0.1:80: connect: connection refused",
        "ErrImagePull: failed to authorize: 401 Unauthorized",
        "Cannot use the Kubernetes API: etcdserver: request timed out",
      })
  void whatTheProgramEndedWithIsNotReadFromItsText(String text) {
    for (var cause : FailureCause.values()) {
      var own = List.of(new ProgramFailure(cause, "web-green:\n  web-green-1: " + text));
      var shown = List.of("error: web-green:\n  web-green-1: " + text);
      assertThat(PulumiText.failure(FAILED, shown, own))
          .hasMessage("web-green:\n  web-green-1: " + text)
          .extracting(ApplyException::because)
          .isEqualTo(cause);
    }
  }

  @Test
  void whatElseFailedBesidesTheProgramIsReadAndShownToo() {
    var own = List.of(new ProgramFailure(FailureCause.REFUSED, "web is not ready"));
    var shown = List.of("error: web is not ready", "error: dial tcp: connection refused");
    assertThat(PulumiText.failure(FAILED, shown, own))
        .hasMessage("web is not ready\nerror: dial tcp: connection refused")
        .extracting(ApplyException::because)
        .isEqualTo(FailureCause.UNREACHABLE);
  }

  @Test
  void ofSeveralFailuresTheOneThatSaysLeastOfTheVersionDecides() {
    var shown = List.of("exceeded quota: shop", "Unauthorized", "connection refused");
    assertThat(PulumiText.failure(FAILED, shown, List.of()).isDenied()).isTrue();
  }

  @Test
  void whatSomeoneElseHasSetIsAConflict() {
    var text =
        "error: The resource had an apply conflict: Apply failed with 1 conflict: conflict with"
            + " \"kubectl-patch\" using gateway.networking.k8s.io/v1: .spec.rules";
    assertThat(cause(text)).isEqualTo(FailureCause.CONFLICT);
  }

  @Test
  void aPulumiThatWasKilledMayBeRunAgain() {
    var failure = PulumiText.failure(KILLED);
    assertThat(failure).hasMessage("Pulumi was killed.");
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void anUpdateThatWasCanceledMayBeRunAgain() {
    assertThat(cause("update canceled")).isEqualTo(FailureCause.UNREACHABLE);
  }

  private static FailureCause cause(String diagnostic) {
    return PulumiText.failure(FAILED, List.of(diagnostic), List.of()).because();
  }
}
