package cli;

import environments.analysis.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import rollouts.Status;
import rollouts.analysis.Judgement;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.Step;
import rollouts.plan.Timeouts;
import stacks.guard.Direction;
import synth.Diff;
import synth.FileChange;

/** Prints a release as lines for people. */
final class TextReleaseReport implements ReleaseReport {
  private final Terminal terminal;
  private final ReleaseStatusLine status;

  TextReleaseReport(Terminal terminal, ReleaseStatusLine status) {
    this.terminal = terminal;
    this.status = status;
  }

  @Override
  public void plan(Plan plan, Timeouts timeouts) {
    title(plan);
    int number = 1;
    for (var step : plan.steps()) {
      step(number++, step, timeouts);
    }
    total(plan, timeouts);
  }

  @Override
  public void status(Status found) {
    status.print(() -> new ReleaseStatusReport(terminal).print(List.of(found)));
  }

  private void title(Plan plan) {
    terminal.println(plan.app() + " (" + plan.environment() + "): " + plan.title());
  }

  private void step(int number, Step step, Timeouts timeouts) {
    terminal.println("  " + number + ". " + step.name() + hold(step, timeouts));
  }

  private static String hold(Step step, Timeouts timeouts) {
    return switch (step.hold()) {
      case NONE, CHECKS -> "";
      case INTERVAL -> ", analyzed for " + time(timeouts.interval());
      case BAKE -> ", measured for " + time(timeouts.bake());
      case SCALE_DOWN_DELAY -> ", the other pods kept for " + time(timeouts.scaleDownDelay());
    };
  }

  private void total(Plan plan, Timeouts timeouts) {
    if (plan.steps().isEmpty()) {
      terminal.println("  Only the outcome is left to be recorded.");
      return;
    }
    var failure =
        plan.steps().stream().anyMatch(step -> plan.direction(step) == Direction.ROLLBACK)
            ? "; until then, a failed step is retried."
            : "; if a step fails, everything is rolled back.";
    terminal.println("  At most " + time(plan.timeout(timeouts)) + failure);
  }

  @Override
  public void plan(PlanDetails details) {
    title(details.plan());
    int number = 1;
    for (var step : details.steps()) {
      step(number++, step.step(), details.timeouts());
      step.config()
          .forEach(
              (key, value) ->
                  terminal.println(
                      "     sluice:rollouts."
                          + details.plan().app()
                          + "."
                          + key
                          + value.map(text -> ": " + text).orElse(" is removed")));
      step.files().forEach(this::diff);
    }
    total(details.plan(), details.timeouts());
  }

  private void diff(FileChange change) {
    for (var line : Diff.lines(change)) {
      terminal.println(color(line), line);
    }
  }

  private static Terminal.AnsiColor color(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> Terminal.AnsiColor.ADDED;
      case '-' -> Terminal.AnsiColor.REMOVED;
      default -> Terminal.AnsiColor.MUTED;
    };
  }

  @Override
  public void accept(ReleaseEvent event) {
    status.print(() -> print(event));
  }

  private void print(ReleaseEvent event) {
    if (event instanceof ReleaseEvent.Begun begun) {
      line("[" + begun.number() + "/" + begun.of() + "] " + begun.step().name() + " ...");
      status.begin(begun.step().name(), begun.timeout());
    } else if (event instanceof ReleaseEvent.Done done) {
      var text = "[" + done.number() + "/" + done.of() + "] " + done.step().name() + ": done in ";
      status.end();
      terminal.println(Terminal.AnsiColor.ADDED, text + time(done.took()));
    } else if (event instanceof ReleaseEvent.Judged measured) {
      measured(measured);
    } else if (event instanceof ReleaseEvent.PodCount pods) {
      pods(pods);
    } else if (event instanceof ReleaseEvent.Progress progress) {
      line("      " + progress.text());
    } else if (event instanceof ReleaseEvent.Retrying retrying) {
      line("      " + retrying.reason());
      line("      Again in " + time(retrying.pause()) + ".");
    } else if (event instanceof ReleaseEvent.RollingBack back) {
      status.end();
      terminal.println(Terminal.AnsiColor.REMOVED, "Rolls back: " + back.reason());
    } else if (event instanceof ReleaseEvent.ByHand hand) {
      line("These commands send the traffic back to the version that served before:");
      hand.commands().forEach(command -> line("  " + command));
    } else if (event instanceof ReleaseEvent.Ended ended) {
      ended(ended);
    } else {
      throw new IllegalStateException("No line for " + event);
    }
  }

  private void pods(ReleaseEvent.PodCount pods) {
    var text = pods.side() + ": " + pods.ready() + " of " + pods.replicas() + " pods ready";
    line("      " + text);
    status.note(text);
  }

  private void measured(ReleaseEvent.Judged measured) {
    for (var judgement : measured.judgements()) {
      terminal.println(color(judgement), "      " + mark(judgement) + " " + judgement);
    }
    status.note(verdicts(measured));
    measured.warnings().forEach(warning -> line("      Prometheus warns: " + warning));
  }

  private static String verdicts(ReleaseEvent.Judged measured) {
    return String.join(
        ", ",
        measured.judgements().stream()
            .map(judgement -> judgement.metric() + ": " + mark(judgement))
            .toList());
  }

  private static String mark(Judgement judgement) {
    var mode = judgement.mode() == Metric.Mode.DRY_RUN ? " (dry run)" : "";
    return judgement.verdict().name().toLowerCase(Locale.ROOT) + mode;
  }

  private static Terminal.AnsiColor color(Judgement judgement) {
    return switch (judgement.verdict()) {
      case PASS -> Terminal.AnsiColor.MUTED;
      case FAIL -> Terminal.AnsiColor.REMOVED;
      case INCONCLUSIVE, ERROR -> Terminal.AnsiColor.CHANGED;
    };
  }

  private void line(String text) {
    terminal.println(text);
  }

  private void ended(ReleaseEvent.Ended ended) {
    status.end();
    if (ended.outcome() == Outcome.DONE) {
      terminal.println(Terminal.AnsiColor.ADDED, "Done.");
    } else if (ended.outcome() == Outcome.ROLLED_BACK) {
      terminal.println(Terminal.AnsiColor.REMOVED, "Rolled back.");
    } else {
      terminal.println(Terminal.AnsiColor.REMOVED, word(ended.outcome()) + text(ended));
    }
  }

  private static String text(ReleaseEvent.Ended ended) {
    var text = ended.text();
    return (text.isEmpty() ? "" : ": " + text) + (text.endsWith(".") ? "" : ".");
  }

  private static String word(Outcome outcome) {
    return switch (outcome) {
      case DONE -> "Done";
      case ROLLED_BACK -> "Rolled back";
      case PAUSED -> "Stopped";
      case STUCK -> "Rollback failed";
    };
  }

  @Override
  public void failure(String message) {
    status.end();
    status.print(() -> terminal.error(message));
  }

  static String time(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
  }
}
