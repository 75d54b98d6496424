package rollouts.driver;

import environments.analysis.Analysis;
import environments.values.DnsLabel;
import environments.yaml.RefusedException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import rollouts.analysis.AnalysisRun;
import rollouts.analysis.Decision;
import rollouts.analysis.Measured;
import rollouts.analysis.MeasuredSide;
import rollouts.analysis.Measurement;
import rollouts.analysis.Measurements;
import rollouts.analysis.Round;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.PlanException;
import rollouts.plan.Step;
import stacks.cluster.ClusterException;
import stacks.cluster.Ticker;

/** Measures a release while it holds, for as long as its analysis requires. */
public final class AnalysisMonitor implements StepMonitor {
  /** Both sides at the time of a measurement. */
  public record MeasuredSides(MeasuredSide receiving, MeasuredSide stable) {}

  private final Measurements measurements;
  private final Supplier<MeasuredSides> sides;
  private final Ticker ticker;
  private final Waiting waiting;
  private AnalysisRun run;

  public AnalysisMonitor(
      Analysis analysis,
      Measurements measurements,
      Supplier<MeasuredSides> sides,
      Ticker ticker,
      BooleanSupplier isInterrupted) {
    this.measurements = measurements;
    this.sides = sides;
    this.ticker = ticker;
    waiting = new Waiting(ticker, isInterrupted);
    run = AnalysisRun.of(analysis);
  }

  @Override
  public Observation observe(Step step, Consumer<ReleaseEvent> events) {
    if (!step.isAnalyzed()) {
      return new Observation.Good();
    }
    run = begun(step.hold());
    while (true) {
      var decision = run.decision();
      if (decision instanceof Decision.Advance) {
        return new Observation.Good();
      }
      if (decision instanceof Decision.RollBack back) {
        return new Observation.Bad(back.reason());
      }
      if (decision instanceof Decision.Stop stop) {
        return new Observation.Undecided(stop.reason());
      }
      if (!waiting.until(next(decision))) {
        return new Observation.Interrupted();
      }
      measure(step, events);
    }
  }

  private AnalysisRun begun(Step.Hold hold) {
    return switch (hold) {
      case NONE, SCALE_DOWN_DELAY ->
          throw new IllegalArgumentException("Nothing is measured: " + hold);
      case CHECKS -> run.beforeTraffic(ticker.now());
      case INTERVAL -> run.step(ticker.now());
      case BAKE -> run.bake(ticker.now());
    };
  }

  private static Duration next(Decision decision) {
    if (decision instanceof Decision.Continue go) {
      return go.until();
    }
    return ((Decision.Wait) decision).until();
  }

  private void measure(Step step, Consumer<ReleaseEvent> events) {
    var round = round();
    run = run.after(round);
    events.accept(
        new ReleaseEvent.Judged(step, run.judgements(), run.decision(), round.warnings()));
  }

  /**
   * Measures all metrics once. If the pods or the project's files cannot be read, every metric
   * counts as failed to measure.
   *
   * @throws ApplyException if the user is not permitted to read the pods
   */
  private Round round() {
    try {
      var now = sides.get();
      return measurements.measure(run.analysis(), now.receiving(), now.stable());
    } catch (ClusterException e) {
      if (e.isDenied()) {
        throw ApplyException.of(e);
      }
      return failed(new Measurement.Failed(String.valueOf(e.getMessage())));
    } catch (RefusedException | PlanException | UncheckedIOException e) {
      // Someone may be editing the project's files right now.
      return failed(new Measurement.Failed(String.valueOf(e.getMessage())));
    }
  }

  private Round failed(Measurement failure) {
    var measured = new HashMap<DnsLabel, Measured>();
    run.analysis().metrics().forEach(each -> measured.put(each.name(), Measured.of(failure)));
    return Round.of(ticker.now(), measured);
  }
}
