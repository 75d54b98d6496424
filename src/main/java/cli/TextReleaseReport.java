package cli;

import environments.analysis.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import rollouts.Status;
import rollouts.analysis.Judgement;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Budgets;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.Step;
import stacks.guard.Direction;
import synth.Diff;
import synth.FileChange;

/** A release as lines for people. */
final class TextReleaseReport implements ReleaseReport {
  private final Terminal terminal;
  private final ReleaseStatusLine status;

  TextReleaseReport(Terminal terminal, ReleaseStatusLine status) {
    this.terminal = terminal;
    this.status = status;
  }

  @Override
  public void plan(Plan plan, Budgets budgets) {
    title(plan);
    int number = 1;
    for (var step : plan.steps()) {
      step(number++, step, budgets);
    }
    total(plan, budgets);
  }

  @Override
  public void status(Status found) {
    status.print(() -> new ReleaseStatusReport(terminal).print(List.of(found)));
  }

  private void title(Plan plan) {
    terminal.println(plan.app() + " (" + plan.environment() + "): " + plan.title());
  }

  private void step(int number, Step step, Budgets budgets) {
    terminal.println("  " + number + ". " + step.name() + hold(step, budgets));
  }

  private static String hold(Step step, Budgets budgets) {
    return switch (step.hold()) {
      case NONE, CHECKS -> "";
      case INTERVAL -> ", analyzed for " + time(budgets.interval());
      case BAKE -> ", watched for " + time(budgets.bake());
      case WARM -> ", the other pods kept for " + time(budgets.warm());
    };
  }

  private void total(Plan plan, Budgets budgets) {
    if (plan.steps().isEmpty()) {
      terminal.println("  Nothing is left to do but to write down how it ended.");
      return;
    }
    var failure =
        plan.steps().stream().anyMatch(step -> plan.way(step) == Direction.BACK)
            ? "; a step that fails is tried again until then."
            : "; a step that fails takes all of it back.";
    terminal.println("  At most " + time(plan.budget(budgets)) + failure);
  }

  @Override
  public void plan(PlanDetails details) {
    title(details.plan());
    int number = 1;
    for (var step : details.steps()) {
      step(number++, step.step(), details.budgets());
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
    total(details.plan(), details.budgets());
  }

  private void diff(FileChange change) {
    for (var line : Diff.lines(change)) {
      terminal.println(color(line), line);
    }
  }

  private static Terminal.Color color(String line) {
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> Terminal.Color.ADDED;
      case '-' -> Terminal.Color.REMOVED;
      default -> Terminal.Color.MUTED;
    };
  }

  @Override
  public void accept(ReleaseEvent event) {
    status.print(() -> print(event));
  }

  private void print(ReleaseEvent event) {
    if (event instanceof ReleaseEvent.Begun begun) {
      line("[" + begun.number() + "/" + begun.of() + "] " + begun.step().name() + " ...");
      status.begin(begun.step().name(), begun.budget());
    } else if (event instanceof ReleaseEvent.Done done) {
      var text = "[" + done.number() + "/" + done.of() + "] " + done.step().name() + ": done in ";
      status.end();
      terminal.println(Terminal.Color.ADDED, text + time(done.took()));
    } else if (event instanceof ReleaseEvent.Measured measured) {
      measured(measured);
    } else if (event instanceof ReleaseEvent.Pods pods) {
      pods(pods);
    } else if (event instanceof ReleaseEvent.Progress progress) {
      line("      " + progress.text());
    } else if (event instanceof ReleaseEvent.Retrying retrying) {
      line("      " + retrying.reason());
      line("      Again in " + time(retrying.pause()) + ".");
    } else if (event instanceof ReleaseEvent.RollingBack back) {
      status.end();
      terminal.println(Terminal.Color.REMOVED, "Rolls back: " + back.reason());
    } else if (event instanceof ReleaseEvent.ByHand hand) {
      line("These commands send the requests back to what served them before:");
      hand.commands().forEach(command -> line("  " + command));
    } else if (event instanceof ReleaseEvent.Ended ended) {
      ended(ended);
    } else {
      throw new IllegalStateException("No line for " + event);
    }
  }

  private void pods(ReleaseEvent.Pods pods) {
    var text = pods.side() + ": " + pods.ready() + " of " + pods.replicas() + " pods ready";
    line("      " + text);
    status.note(text);
  }

  private void measured(ReleaseEvent.Measured measured) {
    for (var judgement : measured.judgements()) {
      terminal.println(color(judgement), "      " + mark(judgement) + " " + judgement);
    }
    status.note(verdicts(measured));
    measured.warnings().forEach(warning -> line("      Prometheus warns: " + warning));
  }

  private static String verdicts(ReleaseEvent.Measured measured) {
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

  private static Terminal.Color color(Judgement judgement) {
    return switch (judgement.verdict()) {
      case PASS -> Terminal.Color.MUTED;
      case FAIL -> Terminal.Color.REMOVED;
      case INCONCLUSIVE, ERROR -> Terminal.Color.CHANGED;
    };
  }

  private void line(String text) {
    terminal.println(text);
  }

  private void ended(ReleaseEvent.Ended ended) {
    status.end();
    if (ended.outcome() == Outcome.DONE) {
      terminal.println(Terminal.Color.ADDED, "Done.");
    } else if (ended.outcome() == Outcome.ROLLED_BACK) {
      terminal.println(Terminal.Color.REMOVED, "Rolled back.");
    } else {
      terminal.println(Terminal.Color.REMOVED, word(ended.outcome()) + text(ended));
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
      case STUCK -> "Could not be rolled back";
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
