package rollouts.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static rollouts.plan.ReleaseTesting.STABLE;
import static rollouts.plan.ReleaseTesting.canary;

import environments.analysis.Analysis;
import environments.analysis.Metric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Query;
import environments.analysis.Thresholds;
import environments.values.DnsLabel;
import environments.values.Version;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollouts.analysis.Decision;
import rollouts.analysis.Decision.Advance;
import rollouts.analysis.Decision.Continue;
import rollouts.analysis.Decision.RollBack;
import rollouts.analysis.Decision.Wait;
import rollouts.analysis.Judgement;
import rollouts.analysis.Measured;
import rollouts.analysis.MeasuredSide;
import rollouts.analysis.Measurement;
import rollouts.analysis.Measurements;
import rollouts.analysis.Round;
import rollouts.analysis.Verdict;
import rollouts.driver.StepMonitor.Observation;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.ReleaseTesting;
import rollouts.plan.Step;
import stacks.ScriptedTicker;
import stacks.cluster.ClusterException;

/** Tests what the monitor observes and reports while a release holds. */
final class AnalysisMonitorTest {
  private static final DnsLabel ERRORS = DnsLabel.parse("error-rate");
  private static final Measurement GOOD = new Measurement.Figure(0.002, "");
  private static final Measurement BAD = new Measurement.Figure(0.2, "");
  private static final Measurement DOWN = new Measurement.Failed("Prometheus does not answer");
  private static final Analysis ANALYSIS =
      Analysis.of(PrometheusMetric.of(ERRORS, Query.ErrorRate.standard(), Thresholds.max("1%")))
          .withBake(Duration.ofMinutes(2));

  private final ScriptedTicker ticker = new ScriptedTicker();
  private final Deque<Measurement> script = new ArrayDeque<>();
  private final List<Long> times = new ArrayList<>();
  private final List<ReleaseEvent> events = new ArrayList<>();
  private List<String> warnings = List.of();
  private long interruptedAt = Long.MAX_VALUE;
  private long clusterAnswersFrom;
  private final AnalysisMonitor watch =
      new AnalysisMonitor(
          ANALYSIS, new Scripted(), this::sides, ticker, () -> ticker.seconds() >= interruptedAt);

  /** Returns the measurements that a test defines, one per round. */
  private final class Scripted implements Measurements {
    @Override
    public Round measure(Analysis analysis, MeasuredSide receiving, MeasuredSide stable) {
      assertThat(List.of(receiving, stable)).isEqualTo(List.of(side("canary"), side("stable")));
      times.add(ticker.seconds());
      return new Round(ticker.now(), Map.of(ERRORS, Measured.of(script.remove())), warnings);
    }

    @Override
    public Optional<String> trouble(Analysis analysis) {
      return Optional.empty();
    }
  }

  private AnalysisMonitor.MeasuredSides sides() {
    if (ticker.seconds() < clusterAnswersFrom) {
      throw new ClusterException("Cannot use the Kubernetes API: connection refused");
    }
    return new AnalysisMonitor.MeasuredSides(side("canary"), side("stable"));
  }

  private static MeasuredSide side(String name) {
    return new MeasuredSide(
        DnsLabel.parse("web"),
        DnsLabel.parse("web-" + name),
        ReleaseTesting.WORKLOAD,
        Version.parse("1.0.0"),
        List.of("web-" + name + "-1"));
  }

  private static Step holding(Step.Hold hold) {
    return Step.between(STABLE, canary("1.0.0", "1.1.0", 0), hold);
  }

  private Observation look(Step.Hold hold) {
    return watch.observe(holding(hold), events::add);
  }

  private List<Decision> decisions() {
    return events.stream().map(event -> ((ReleaseEvent.Judged) event).decision()).toList();
  }

  /** Returns a time on the ticker's clock, which started a day ago. */
  private static Duration at(long seconds) {
    return Duration.ofDays(1).plusSeconds(seconds);
  }

  @Test
  void whatDoesNotHoldIsNotLookedAt() {
    assertThat(look(Step.Hold.NONE)).isEqualTo(new Observation.Good());
    assertThat(times).isEmpty();
  }

  @Test
  void checksWithoutTrafficTakeNoTime() {
    script.add(GOOD);
    assertThat(look(Step.Hold.CHECKS)).isEqualTo(new Observation.Good());
    assertThat(times).isEqualTo(List.of(0L));
  }

  @Test
  void aGoodStepLastsAnIntervalAndTheNextOneBeginsThen() {
    script.addAll(List.of(GOOD, GOOD));
    assertThat(look(Step.Hold.INTERVAL)).isEqualTo(new Observation.Good());
    assertThat(look(Step.Hold.INTERVAL)).isEqualTo(new Observation.Good());
    assertThat(times).isEqualTo(List.of(60L, 120L));
    assertThat(decisions()).isEqualTo(List.of(new Advance(), new Advance()));
  }

  @Test
  void theBakeIsMeasuredEachInterval() {
    script.addAll(List.of(GOOD, GOOD));
    assertThat(look(Step.Hold.BAKE)).isEqualTo(new Observation.Good());
    assertThat(times).isEqualTo(List.of(60L, 120L));
    assertThat(decisions()).isEqualTo(List.of(new Continue(at(120)), new Advance()));
  }

  @Test
  void whatCannotBeMeasuredHoldsAndIsAskedForAgainSoon() {
    script.addAll(List.of(DOWN, DOWN, GOOD));
    assertThat(look(Step.Hold.INTERVAL)).isEqualTo(new Observation.Good());
    assertThat(times).isEqualTo(List.of(60L, 65L, 75L));
    var reason = "error-rate: Prometheus does not answer";
    assertThat(decisions())
        .isEqualTo(List.of(new Wait(reason, at(65)), new Wait(reason, at(75)), new Advance()));
  }

  @Test
  void aClusterThatDoesNotAnswerHoldsToo() {
    clusterAnswersFrom = 70;
    script.add(GOOD);
    assertThat(look(Step.Hold.INTERVAL)).isEqualTo(new Observation.Good());
    assertThat(times).isEqualTo(List.of(75L));
    var reason = "error-rate: Cannot use the Kubernetes API: connection refused";
    assertThat(decisions())
        .isEqualTo(List.of(new Wait(reason, at(65)), new Wait(reason, at(75)), new Advance()));
  }

  @Test
  void whatIsBadGoesBackAtOnceAndSaysWhy() {
    script.add(BAD);
    var reason = "error-rate: 20% (at most 1%); it failed once, `failureLimit` is 0";
    assertThat(look(Step.Hold.INTERVAL)).isEqualTo(new Observation.Bad(reason));
    assertThat(decisions()).isEqualTo(List.of(new RollBack(reason)));
  }

  @Test
  void whatCanNeverBeMeasuredGoesBackInTheEnd() {
    script.addAll(List.of(DOWN, DOWN, DOWN, DOWN, DOWN));
    assertThat(look(Step.Hold.INTERVAL))
        .isEqualTo(
            new Observation.Bad(
                "error-rate: Prometheus does not answer; it could not be measured 5 times,"
                    + " `errorLimit` is 4"));
    assertThat(times).isEqualTo(List.of(60L, 65L, 75L, 95L, 135L));
  }

  @Test
  void anInterruptionIsNoticedWithinASecondAndNothingIsMeasured() {
    interruptedAt = 7;
    assertThat(look(Step.Hold.INTERVAL)).isEqualTo(new Observation.Interrupted());
    assertThat(ticker.seconds()).isEqualTo(7);
    assertThat(times).isEmpty();
  }

  @Test
  void aRoundIsReportedWithItsJudgementsAndWarnings() {
    warnings = List.of("PromQL warning: a partial answer");
    script.add(GOOD);
    look(Step.Hold.INTERVAL);
    assertThat(events)
        .isEqualTo(
            List.of(
                new ReleaseEvent.Judged(
                    holding(Step.Hold.INTERVAL),
                    List.of(
                        new Judgement(
                            ERRORS, Metric.Mode.DECIDES, Verdict.PASS, "0.2% (at most 1%)")),
                    new Advance(),
                    warnings)));
  }
}
