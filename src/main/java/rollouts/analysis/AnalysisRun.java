package rollouts.analysis;

import environments.analysis.Analysis;
import environments.analysis.Metric;
import environments.values.DnsLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollouts.analysis.Decision.Advance;
import rollouts.analysis.Decision.Continue;
import rollouts.analysis.Decision.RollBack;
import rollouts.analysis.Decision.Stop;
import rollouts.analysis.Decision.Wait;

/**
 * The analysis of one release. It consists of periods (the check before traffic, each step, the
 * bake), in which rounds of measurements are taken and judged. A metric's limits on failed
 * measurements apply to all periods together.
 *
 * @param analysis what is measured in this period
 * @param judgements the judgements of the last round, in the order of the metrics
 */
public record AnalysisRun(
    Analysis whole,
    Analysis analysis,
    Duration end,
    Map<DnsLabel, Tally> tallies,
    List<Judgement> judgements,
    Decision decision) {
  /** The pause after the first error; it doubles with each further error, up to the interval. */
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  public AnalysisRun {
    tallies = Map.copyOf(tallies);
    judgements = List.copyOf(judgements);
  }

  /** Returns an analysis in which no period has begun. */
  public static AnalysisRun of(Analysis analysis) {
    return new AnalysisRun(analysis, analysis, Duration.ZERO, Map.of(), List.of(), new Advance());
  }

  /** Begins the check of a side that has no traffic yet, which takes no time. */
  public AnalysisRun beforeTraffic(Duration now) {
    return begin(whole.withoutTraffic(), now, Duration.ZERO);
  }

  /** Begins a step: a period at one weight. */
  public AnalysisRun step(Duration now) {
    return begin(whole, now, whole.interval());
  }

  /** Begins the period after all traffic has moved. */
  public AnalysisRun bake(Duration now) {
    return begin(whole.withoutComparison(), now, whole.measuredBake());
  }

  private AnalysisRun begin(Analysis measured, Duration now, Duration length) {
    if (!(decision instanceof Advance)) {
      throw new IllegalStateException("No period begins after the decision " + decision);
    }
    var until = now.plus(length);
    return new AnalysisRun(
        whole, measured, until, tallies, List.of(), new Continue(next(now, until)));
  }

  private Duration next(Duration now, Duration until) {
    var regular = now.plus(whole.interval());
    return regular.compareTo(until) < 0 ? regular : until;
  }

  /** Adds a round of measurements. A final decision no longer changes. */
  public AnalysisRun after(Round round) {
    if (decision instanceof RollBack || decision instanceof Stop) {
      return this;
    }
    if (decision instanceof Advance) {
      throw new IllegalStateException("No period has begun");
    }
    var judged = judge(round);
    var counted = count(judged);
    return new AnalysisRun(
        whole, analysis, end, counted, judged, decide(round.at(), judged, counted));
  }

  private List<Judgement> judge(Round round) {
    var judged = new ArrayList<Judgement>();
    for (var metric : analysis.metrics()) {
      judged.add(Judge.judge(metric, measured(round, metric)));
    }
    return judged;
  }

  private static Measured measured(Round round, Metric metric) {
    var found = Optional.ofNullable(round.measured().get(metric.name()));
    return found.orElse(Measured.of(new Measurement.Failed("it was not measured")));
  }

  private Map<DnsLabel, Tally> count(List<Judgement> judged) {
    var counted = new LinkedHashMap<>(tallies);
    for (var judgement : judged) {
      var before = counted.getOrDefault(judgement.metric(), Tally.NONE);
      counted.put(judgement.metric(), before.plus(judgement.verdict()));
    }
    return counted;
  }

  private Decision decide(Duration at, List<Judgement> judged, Map<DnsLabel, Tally> counted) {
    var excesses = new ArrayList<String>();
    var undecided = new ArrayList<String>();
    var shortcomings = new ArrayList<String>();
    int errors = 0;
    boolean isAnswered = false;
    for (var judgement : judged) {
      if (judgement.decides() && judgement.verdict() != Verdict.PASS) {
        var tally = counted.getOrDefault(judgement.metric(), Tally.NONE);
        shortcomings.add(judgement.toString());
        tally
            .excess(whole.limits())
            .ifPresent(excess -> excesses.add(judgement + "; it " + excess));
        tally
            .undecided(whole.limits())
            .ifPresent(excess -> undecided.add(judgement + "; it " + excess));
        errors = Math.max(errors, tally.errors());
        isAnswered |= judgement.verdict() != Verdict.ERROR;
      }
    }
    if (!excesses.isEmpty()) {
      return new RollBack(String.join("; ", excesses));
    }
    if (!undecided.isEmpty()) {
      return new Stop(String.join("; ", undecided));
    }
    if (!shortcomings.isEmpty()) {
      return new Wait(
          String.join("; ", shortcomings), at.plus(isAnswered ? whole.interval() : pause(errors)));
    }
    return at.compareTo(end) >= 0 ? new Advance() : new Continue(next(at, end));
  }

  /**
   * Returns the pause before the next round if only errors occurred. Any other shortcoming waits
   * for a whole interval, because it needs new requests and counts each time.
   */
  private Duration pause(int errors) {
    var pause = FIRST_RETRY;
    for (int i = 1; i < errors && pause.compareTo(whole.interval()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(whole.interval()) < 0 ? pause : whole.interval();
  }
}
