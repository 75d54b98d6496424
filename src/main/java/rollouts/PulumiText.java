package rollouts;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.events.EngineEvent;
import com.pulumi.automation.events.StepEventMetadata;
import environments.SecretMask;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import stacks.OneLine;

/** What Pulumi's command line says, for users of Sluice. */
final class PulumiText {
  private static final Pattern COLORS = Pattern.compile("<\\{%[^%]*%}>|\u001b\\[[0-9;]*m");

  /**
   * The exit codes of a process that a signal has ended: Ctrl-C in a terminal, which is for all that was started there; SIGKILL, as the kernel
   * sends it that is short of memory; SIGTERM.
   */
  private static final Pattern KILLED = Pattern.compile("code: (130|137|143)\\b");

  private static final Pattern PASSING =
      Pattern.compile(
          "connection refused|connection reset|client connection lost|i/o timeout|TLS handshake"
              + " timeout|no route to host|context deadline exceeded|\\bEOF\\b|etcdserver|Too Many"
              + " Requests|an error on the server|Internal error occurred|the server is currently"
              + " unable|must answer, but|Client.Timeout|update cancel|server was unable to return"
              + " a response|cluster unreachable|"
              + TimedCommand.ENDED,
          Pattern.CASE_INSENSITIVE);

  /** Of the API server; what a quota or a webhook forbids is forbidden to everybody. */
  private static final Pattern DENIED =
      Pattern.compile(
          "Unauthorized|must be logged in to the server|asked for the client to provide credentials"
              + "|is forbidden: User ");

  /** Of the API server, which names the other field manager after it. */
  private static final Pattern CONFLICT = Pattern.compile("Apply failed with \\d+ conflict");

  private static final Pattern NOISE =
      Pattern.compile(
          "update failed|resource registration failed|preview failed|an unhandled error occurred:"
              + " Pulumi program exited with non-zero exit code: [0-9]+");

  private static final int MOST_LINES = 200;

  private PulumiText() {}

  static String of(AutomationException e) {
    var text = COLORS.matcher(String.valueOf(e.getMessage())).replaceAll("");
    int errors = text.indexOf("stderr:");
    return said(errors < 0 ? text : text.substring(errors + "stderr:".length()));
  }

  /** Its provider passes on what the API server says, and whoever that asks: webhooks, for instance. */
  private static String said(String text) {
    return SecretMask.of(text.strip())
        .lines()
        .limit(MOST_LINES)
        .map(line -> indentation(line) + OneLine.of(line))
        .collect(Collectors.joining("\n"));
  }

  private static String indentation(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /** Why an update fails, where this event says so. */
  static Optional<String> error(EngineEvent event) {
    return diagnostic(event, "error");
  }

  /** What is changed now, and what Pulumi's program warns of. */
  static Optional<String> progress(EngineEvent event) {
    var step = event.resourcePreEvent();
    return step == null ? diagnostic(event, "warning") : change(step.metadata());
  }

  private static Optional<String> diagnostic(EngineEvent event, String severity) {
    var diagnostic = event.diagnosticEvent();
    return diagnostic != null && severity.equals(diagnostic.severity())
        ? message(diagnostic.message())
        : Optional.empty();
  }

  /** The stack itself is no object of the cluster, nor are the groups that Pulumi shows objects in. */
  private static Optional<String> change(StepEventMetadata step) {
    var type = step.type();
    return step.op() == OperationType.SAME || !type.startsWith("kubernetes:")
        ? Optional.empty()
        : Optional.of(
            step.op().name().toLowerCase(Locale.ROOT)
                + " "
                + type.substring(type.lastIndexOf(':') + 1)
                + " "
                + step.urn().substring(step.urn().lastIndexOf("::") + 2));
  }

  /** Empty for what only says that something else has said why. */
  static Optional<String> message(String diagnostic) {
    var text = COLORS.matcher(diagnostic).replaceAll("").strip();
    return text.isEmpty() || NOISE.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(said(text));
  }

  /**
   * @param errors what Pulumi has said of its failure while it ran
   */
  static ApplyException failure(AutomationException e, List<String> errors) {
    if (KILLED.matcher(String.valueOf(e.getMessage())).find()) {
      return new ApplyException(ApplyException.Cause.UNREACHABLE, "Pulumi was killed.");
    }
    var text = errors.isEmpty() ? of(e) : String.join("\n", errors);
    return new ApplyException(cause(text), text);
  }

  static ApplyException.Cause cause(String diagnostics) {
    var text = withoutPods(diagnostics);
    if (DENIED.matcher(text).find()) {
      return ApplyException.Cause.DENIED;
    }
    if (CONFLICT.matcher(text).find()) {
      return ApplyException.Cause.CONFLICT;
    }
    return PASSING.matcher(text).find()
        ? ApplyException.Cause.UNREACHABLE
        : ApplyException.Cause.REFUSED;
  }

  /** What pods, the kubelet and images say stands indented below: a database that refuses a pod is no cluster that does not answer. */
  private static String withoutPods(String text) {
    return text.lines().filter(line -> !line.startsWith("  ")).collect(Collectors.joining("\n"));
  }

  /** Whose update it is says Pulumi. To cancel it is a person's decision: it may still be writing. */
  static String locked(String text, String stack) {
    return "Another update of the stack is in progress: "
        + text
        + "\nIf that one is certainly dead, the release goes on after `pulumi cancel --yes --stack "
        + stack
        + "`.";
  }
}
