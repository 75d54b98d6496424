package rollouts.pulumi;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.OperationType;
import com.pulumi.automation.events.EngineEvent;
import com.pulumi.automation.events.StepEventMetadata;
import environments.text.SecretMask;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rollouts.driver.ApplyException;
import stacks.cluster.FailureCause;
import stacks.cluster.TerminalText;
import stacks.program.ProgramFailure;

/** Turns the output of Pulumi's command line into text for users of Sluice. */
final class PulumiText {
  private static final Pattern COLORS = Pattern.compile("<\\{%[^%]*%}>|\u001b\\[[0-9;]*m");

  /**
   * The exit codes of a process that was killed by a signal: Ctrl-C in a terminal, which reaches
   * every process started there; SIGKILL, as the kernel sends it when memory runs out; SIGTERM.
   */
  private static final Pattern KILLED = Pattern.compile("code: (130|137|143)\\b");

  private static final Pattern PASSING =
      Pattern.compile(
          "connection refused|connection reset|client connection lost|i/o timeout|TLS handshake"
              + " timeout|no route to host|context deadline exceeded|\\bEOF\\b|etcdserver|Too Many"
              + " Requests|an error on the server|Internal error occurred|the server is currently"
              + " unable|Client.Timeout|update cancel|server was unable to return a"
              + " response|cluster unreachable",
          Pattern.CASE_INSENSITIVE);

  /**
   * Matches what the API server reports about the permissions of a user. Refusals by quotas and
   * webhooks do not match, because they concern everyone.
   */
  private static final Pattern DENIED =
      Pattern.compile(
          "Unauthorized|must be logged in to the server|asked for the client to provide credentials"
              + "|is forbidden: User ");

  /** Matches a message of the API server, which also names the other field manager. */
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

  /**
   * Returns text that is safe to show: Pulumi's provider passes on messages of others, such as the
   * API server and webhooks.
   */
  private static String said(String text) {
    return SecretMask.of(text.strip())
        .lines()
        .limit(MOST_LINES)
        .map(line -> indentation(line) + TerminalText.of(line))
        .collect(Collectors.joining("\n"));
  }

  private static String indentation(String line) {
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  /** Returns why an update fails, if this event reports it. */
  static Optional<String> error(EngineEvent event) {
    return diagnostic(event, "error");
  }

  /** Returns the object that is being changed, or a warning of Pulumi's program. */
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

  /** Returns the change of an object in the cluster; empty for the stack and for components. */
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

  /** Returns the text of a message; empty if it only refers to another one. */
  static Optional<String> message(String diagnostic) {
    var text = COLORS.matcher(diagnostic).replaceAll("").strip();
    return text.isEmpty() || NOISE.matcher(text).matches()
        ? Optional.empty()
        : Optional.of(said(text));
  }

  /** Returns the failure of a command that does not run the program, or has not reached it. */
  static ApplyException failure(AutomationException e) {
    return failure(e, List.of(), List.of());
  }

  /**
   * @param attempt what failed, such as {@code Cannot configure the stack}
   */
  static ApplyException failure(String attempt, AutomationException e) {
    var failure = failure(e);
    return new ApplyException(failure.because(), attempt + ": " + failure.getMessage());
  }

  /**
   * Returns the failure of an update. The program reports the cause of its own failure as a type;
   * only the messages of others are classified by their text.
   *
   * @param errors Pulumi's messages while it ran, including the program's
   * @param own why the program ended
   */
  static ApplyException failure(
      AutomationException e, List<String> errors, Collection<ProgramFailure> own) {
    if (KILLED.matcher(String.valueOf(e.getMessage())).find()) {
      return new ApplyException(FailureCause.UNREACHABLE, "Pulumi was killed.");
    }
    var hung = hung(e);
    if (hung.isPresent()) {
      return hung.get();
    }
    var texts = own.stream().map(failure -> said(failure.text())).distinct().toList();
    var reported = texts.isEmpty() && errors.isEmpty() ? List.of(of(e)) : errors;
    var others =
        reported.stream().filter(error -> texts.stream().noneMatch(error::contains)).toList();
    var because =
        Stream.concat(
                own.stream().map(ProgramFailure::cause), others.stream().map(PulumiText::cause))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    return new ApplyException(
        because, Stream.concat(texts.stream(), others.stream()).collect(Collectors.joining("\n")));
  }

  private static Optional<ApplyException> hung(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause)
        .filter(TimedCommand.HungException.class::isInstance)
        .findFirst()
        .map(
            hung ->
                new ApplyException(FailureCause.UNREACHABLE, String.valueOf(hung.getMessage())));
  }

  private static FailureCause cause(String text) {
    if (DENIED.matcher(text).find()) {
      return FailureCause.DENIED;
    }
    if (CONFLICT.matcher(text).find()) {
      return FailureCause.CONFLICT;
    }
    return PASSING.matcher(text).find() ? FailureCause.UNREACHABLE : FailureCause.REFUSED;
  }

  /**
   * Returns the message about another update, including the owner of the lock as Pulumi names it.
   * Only a person may cancel that update, because it may still be writing.
   */
  static String locked(String text, String stack) {
    return "Another update of the stack is in progress: "
        + text
        + "\nOnly if that one is certainly dead, run `pulumi cancel --yes --stack "
        + stack
        + "`; the release then continues.";
  }
}
