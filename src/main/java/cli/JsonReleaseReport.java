package cli;

import environments.analysis.Metric;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rollouts.Status;
import rollouts.analysis.Decision;
import rollouts.analysis.Judgement;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.Step;
import rollouts.plan.Timeouts;
import synth.Diff;

/**
 * Prints a release as lines of JSON, one for each event; docs/release-reference.md lists the keys.
 */
final class JsonReleaseReport implements ReleaseReport {
  private final Terminal terminal;

  JsonReleaseReport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void plan(Plan plan, Timeouts timeouts) {
    print(
        planned(
            plan,
            plan.steps().stream()
                .map(step -> step(step, timeouts.of(step, plan.direction(step))))
                .toList()));
  }

  @Override
  public void plan(PlanDetails details) {
    print(planned(details.plan(), details.steps().stream().map(JsonReleaseReport::step).toList()));
  }

  private static Map<String, Object> planned(Plan plan, List<Map<String, Object>> steps) {
    var event = event("plan");
    event.put("environment", plan.environment());
    event.put("app", plan.app());
    event.put("verb", plan.title());
    event.put("before", plan.before().entries());
    event.put("steps", steps);
    return event;
  }

  private static Map<String, Object> step(Step step, Duration timeout) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("name", step.name());
    tree.put("release", step.release().entries());
    tree.put("movesTraffic", step.kind() == Step.Kind.TRAFFIC);
    tree.put("budgetSeconds", timeout.toSeconds());
    return tree;
  }

  private static Map<String, Object> step(PlanDetails.StepDetails details) {
    var tree = step(details.step(), details.timeout());
    var config = new LinkedHashMap<String, Object>();
    details.config().forEach((key, value) -> config.put(key, value.orElse("")));
    tree.put("config", config);
    var diff = new StringBuilder();
    details
        .files()
        .forEach(file -> Diff.lines(file).forEach(line -> diff.append(line).append('\n')));
    tree.put("diff", diff.toString());
    return tree;
  }

  @Override
  public void accept(ReleaseEvent event) {
    print(tree(event));
    terminal.flush();
  }

  private static Map<String, Object> tree(ReleaseEvent event) {
    if (event instanceof ReleaseEvent.Begun begun) {
      return step(
          "step", begun.number(), begun.of(), begun.step(), "budgetSeconds", begun.timeout());
    }
    if (event instanceof ReleaseEvent.Done done) {
      return step("stepDone", done.number(), done.of(), done.step(), "seconds", done.took());
    }
    if (event instanceof ReleaseEvent.Judged measured) {
      return measured(measured);
    }
    if (event instanceof ReleaseEvent.PodCount pods) {
      return pods(pods);
    }
    if (event instanceof ReleaseEvent.Progress progress) {
      return event("progress", "text", progress.text());
    }
    if (event instanceof ReleaseEvent.Retrying retrying) {
      return retrying(retrying);
    }
    if (event instanceof ReleaseEvent.RollingBack back) {
      return event("rollBack", "reason", back.reason());
    }
    if (event instanceof ReleaseEvent.ByHand hand) {
      var tree = event("byHand");
      tree.put("commands", hand.commands());
      return tree;
    }
    if (event instanceof ReleaseEvent.Ended ended) {
      return ended(ended);
    }
    throw new IllegalStateException("No JSON for " + event);
  }

  private static Map<String, Object> measured(ReleaseEvent.Judged measured) {
    var tree = event("measured", "step", measured.step().name());
    tree.put("metrics", measured.judgements().stream().map(JsonReleaseReport::judgement).toList());
    tree.put("warnings", measured.warnings());
    tree.put("decision", decision(measured.decision()));
    return tree;
  }

  private static Map<String, Object> pods(ReleaseEvent.PodCount pods) {
    var tree = event("pods", "side", pods.side());
    tree.put("ready", pods.ready());
    tree.put("replicas", pods.replicas());
    return tree;
  }

  private static Map<String, Object> retrying(ReleaseEvent.Retrying retrying) {
    var tree = event("retry", "reason", retrying.reason());
    tree.put("pauseSeconds", retrying.pause().toSeconds());
    return tree;
  }

  private static Map<String, Object> ended(ReleaseEvent.Ended ended) {
    var tree = event("ended", "outcome", outcome(ended.outcome()));
    tree.put("text", ended.text());
    return tree;
  }

  private static Map<String, Object> judgement(Judgement judgement) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("metric", judgement.metric().value());
    tree.put("verdict", judgement.verdict().name().toLowerCase(Locale.ROOT));
    tree.put("decides", judgement.mode() == Metric.Mode.DECIDES);
    tree.put("explanation", judgement.explanation());
    return tree;
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case DONE -> "done";
      case ROLLED_BACK -> "rolledBack";
      case PAUSED -> "held";
      case STUCK -> "stuck";
    };
  }

  private static String decision(Decision decision) {
    if (decision instanceof Decision.Continue) {
      return "continue";
    }
    if (decision instanceof Decision.Advance) {
      return "advance";
    }
    if (decision instanceof Decision.Wait) {
      return "hold";
    }
    if (decision instanceof Decision.Stop) {
      return "stop";
    }
    if (decision instanceof Decision.RollBack) {
      return "rollBack";
    }
    throw new IllegalStateException("No word for " + decision);
  }

  private static Map<String, Object> step(
      String name, int number, int of, Step step, String timeKey, Duration time) {
    var tree = event(name, "name", step.name());
    tree.put("number", number);
    tree.put("of", of);
    tree.put("release", step.release().entries());
    tree.put(timeKey, time.toSeconds());
    return tree;
  }

  private static Map<String, Object> event(String name) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("event", name);
    return tree;
  }

  private static Map<String, Object> event(String name, String key, String value) {
    var tree = event(name);
    tree.put(key, value);
    return tree;
  }

  private void print(Map<String, Object> event) {
    terminal.printJson(Json.line(event));
  }

  @Override
  public void status(Status status) {
    var event = event("status");
    event.putAll(ReleaseStatusReport.tree(status));
    print(event);
  }

  @Override
  public void failure(String message) {
    print(event("problem", "message", message));
  }
}
