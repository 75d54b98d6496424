package rollouts.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.analysis.Analysis;
import environments.analysis.Analysis.Limits;
import environments.analysis.HttpMetric;
import environments.analysis.Metric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Query;
import environments.analysis.SmokeTest;
import environments.analysis.Thresholds;
import environments.values.DnsLabel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import rollouts.analysis.Decision.Advance;
import rollouts.analysis.Decision.Continue;
import rollouts.analysis.Decision.RollBack;
import rollouts.analysis.Decision.Wait;
import rollouts.analysis.Measurement.Failed;
import rollouts.analysis.Measurement.Figure;
import rollouts.analysis.Measurement.Infinite;
import rollouts.analysis.Measurement.ManySeries;
import rollouts.analysis.Measurement.NoData;
import rollouts.analysis.Measurement.NotANumber;
import rollouts.analysis.Measurement.TooFewSamples;

/** Tests the decisions that follow from rounds of measurements. */
class AnalysisRunTest {
  private static final DnsLabel ERRORS = DnsLabel.parse("error-rate");
  private static final DnsLabel LATENCY = DnsLabel.parse("latency");
  private static final DnsLabel PAGE = DnsLabel.parse("page");

  private static final Metric ERROR_RATE =
      PrometheusMetric.of(ERRORS, Query.ErrorRate.standard(), Thresholds.max("1%"));
  private static final Metric SLOWER =
      PrometheusMetric.of(LATENCY, Query.P95Latency.standard(), Thresholds.maxRelative("150%"));
  private static final Metric ANSWERS = HttpMetric.of(PAGE, SmokeTest.Request.of("http", "/"));

  private static final Measurement GOOD = new Figure(0.002, "600 requests in 1m");
  private static final Measurement BAD = new Figure(0.2, "600 requests in 1m");
  private static final Measurement DOWN = new Failed("Prometheus does not answer");
  private static final Measurement NOTHING = new NoData("no requests");

  private static final Duration MINUTE = Duration.ofSeconds(60);

  private static AnalysisRun step(Limits limits, Metric... metrics) {
    return AnalysisRun.of(Analysis.of(metrics).withLimits(limits)).step(Duration.ZERO);
  }

  private static Duration at(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Round errorRate(long seconds, Measurement measurement) {
    return Round.of(at(seconds), Map.of(ERRORS, Measured.of(measurement)));
  }

  @Test
  void stepIsMeasuredAtItsEndAndThenTheNextMayBegin() {
    var begun = step(Limits.DEFAULT, ERROR_RATE);
    var passed = begun.after(errorRate(60, GOOD));
    assertThat(begun.decision()).isEqualTo(new Continue(MINUTE));
    assertThat(passed.decision()).isEqualTo(new Advance());
    assertThat(passed.judgements())
        .containsExactly(
            new Judgement(
                ERRORS,
                Metric.Mode.DECIDES,
                Verdict.PASS,
                "0.2% (at most 1%), 600 requests in 1m"));
    assertThat(passed.step(at(60)).decision()).isEqualTo(new Continue(at(120)));
  }

  @Test
  void goodRoundBeforeTheEndKeepsTheWeight() {
    assertThat(step(Limits.DEFAULT, ERROR_RATE).after(errorRate(20, GOOD)).decision())
        .isEqualTo(new Continue(MINUTE));
  }

  @Test
  void failureRollsBackAtOnceUnlessSomeAreAllowed() {
    assertThat(step(Limits.DEFAULT, ERROR_RATE).after(errorRate(20, BAD)).decision())
        .isEqualTo(
            new RollBack(
                "error-rate: 20% (at most 1%), 600 requests in 1m; it failed once, `failureLimit`"
                    + " is 0"));
    assertThat(step(Limits.of(1, 0, 0), ERROR_RATE).after(errorRate(60, BAD)).decision())
        .isEqualTo(new Wait("error-rate: 20% (at most 1%), 600 requests in 1m", at(120)));
  }

  @Test
  void failuresAreCountedOverAllSteps() {
    var run =
        step(Limits.of(1, 0, 0), ERROR_RATE)
            .after(errorRate(60, BAD))
            .after(errorRate(120, GOOD))
            .step(at(120))
            .after(errorRate(180, BAD));
    assertThat(run.decision())
        .isEqualTo(
            new RollBack(
                "error-rate: 20% (at most 1%), 600 requests in 1m; it failed 2 times,"
                    + " `failureLimit` is 1"));
  }

  @Test
  void nothingIsNeverGoodAndRollsBackInTheEnd() {
    var run = step(Limits.of(0, 2, 0), ERROR_RATE);
    var decisions = new ArrayList<Decision>();
    for (int round = 1; round <= 3; round++) {
      run = run.after(errorRate(60 * round, NOTHING));
      decisions.add(run.decision());
    }
    assertThat(decisions)
        .containsExactly(
            new Wait("error-rate: no data (no requests)", at(120)),
            new Wait("error-rate: no data (no requests)", at(180)),
            new RollBack(
                "error-rate: no data (no requests); it was inconclusive 3 times,"
                    + " `inconclusiveLimit` is 2"));
  }

  @Test
  void errorsHoldAndAreAskedForAgainMoreAndMoreSeldom() {
    var run = step(Limits.DEFAULT, ERROR_RATE);
    var decisions = new ArrayList<Decision>();
    for (int round = 0; round < 5; round++) {
      run = run.after(errorRate(60, DOWN));
      decisions.add(run.decision());
    }
    var reason = "error-rate: Prometheus does not answer";
    assertThat(decisions)
        .containsExactly(
            new Wait(reason, at(65)),
            new Wait(reason, at(70)),
            new Wait(reason, at(80)),
            new Wait(reason, at(100)),
            new RollBack(reason + "; it could not be measured 5 times, `errorLimit` is 4"));
  }

  @Test
  void errorsMayBeLeftForAPersonToDecide() {
    var run = step(Limits.of(0, 3, 1).withOnError(Limits.OnError.HOLD), ERROR_RATE);
    run = run.after(errorRate(60, DOWN)).after(errorRate(65, DOWN));
    assertThat(run.decision())
        .isEqualTo(
            new Decision.Stop(
                "error-rate: Prometheus does not answer; it could not be measured 2 times,"
                    + " `errorLimit` is 1"));
    assertThat(run.after(errorRate(70, GOOD)).decision()).isEqualTo(run.decision());
  }

  @Test
  void errorsCountOnlyInSuccession() {
    var run = step(Limits.of(0, 0, 1), ERROR_RATE);
    for (int step = 1; step <= 3; step++) {
      run = run.after(errorRate(60 * step, DOWN)).after(errorRate(60 * step, GOOD));
      assertThat(run.decision()).isEqualTo(new Advance());
      run = run.step(at(60 * step));
    }
  }

  @Test
  void metricThatWasNotMeasuredIsAnError() {
    assertThat(step(Limits.DEFAULT, ERROR_RATE).after(Round.of(MINUTE, Map.of())).decision())
        .isEqualTo(new Wait("error-rate: it was not measured", at(65)));
  }

  @Test
  void dryRunIsShownAndNeverDecides() {
    var dry =
        PrometheusMetric.of(ERRORS, Query.ErrorRate.standard(), Thresholds.max("1%")).asDryRun();
    var run = step(Limits.of(0, 0, 0), dry).after(errorRate(60, BAD));
    assertThat(run.decision()).isEqualTo(new Advance());
    assertThat(run.judgements())
        .containsExactly(
            new Judgement(
                ERRORS, Metric.Mode.DRY_RUN, Verdict.FAIL, "20% (at most 1%), 600 requests in 1m"));
  }

  @Test
  void bakeIsMeasuredAtEachIntervalWithoutWhatIsRelative() {
    var analysis = Analysis.of(ERROR_RATE, SLOWER).withBake(at(90));
    var bake = AnalysisRun.of(analysis).bake(Duration.ZERO);
    assertThat(bake.analysis().metrics()).containsExactly(ERROR_RATE);
    assertThat(bake.decision()).isEqualTo(new Continue(MINUTE));
    var middle = bake.after(errorRate(60, GOOD));
    assertThat(middle.decision()).isEqualTo(new Continue(at(90)));
    assertThat(middle.after(errorRate(90, GOOD)).decision()).isEqualTo(new Advance());
  }

  /** Otherwise the window would include the time before the move. */
  @Test
  void bakeIsNoShorterThanTheWindowOfItsQueries() {
    var analysis = Analysis.of(ERROR_RATE, ANSWERS).withInterval(at(300)).withBake(MINUTE);
    assertThat(AnalysisRun.of(analysis).bake(Duration.ZERO).decision())
        .isEqualTo(new Continue(at(300)));
    var answers = Analysis.of(ANSWERS).withInterval(at(300)).withBake(MINUTE);
    assertThat(AnalysisRun.of(answers).bake(Duration.ZERO).decision())
        .isEqualTo(new Continue(MINUTE));
  }

  @Test
  void whatFailedAlongWithAnErrorIsNotCountedAgainOnTheSameRequests() {
    var run = step(Limits.of(1, 0, 4), ERROR_RATE, ANSWERS);
    var round = Map.of(ERRORS, Measured.of(BAD), PAGE, Measured.of(DOWN));
    assertThat(run.after(Round.of(MINUTE, round)).decision())
        .isInstanceOfSatisfying(Wait.class, hold -> assertThat(hold.until()).isEqualTo(at(120)));
  }

  @Test
  void beforeTrafficOnlyAnswersAreMeasured() {
    var before = AnalysisRun.of(Analysis.of(ERROR_RATE, ANSWERS)).beforeTraffic(at(7));
    var good = Round.of(at(8), Map.of(PAGE, Measured.of(new Figure(2, ""))));
    assertThat(before.analysis().metrics()).containsExactly(ANSWERS);
    assertThat(before.decision()).isEqualTo(new Continue(at(7)));
    assertThat(before.after(good).decision()).isEqualTo(new Advance());
  }

  @Test
  void badAnswersRollBack() {
    var bad = Round.of(at(8), Map.of(PAGE, Measured.of(new Figure(1, "pod a"))));
    assertThat(AnalysisRun.of(Analysis.of(ANSWERS)).beforeTraffic(at(7)).after(bad).decision())
        .isEqualTo(
            new RollBack(
                "page: 1 of 3 requests succeeded (at least 2), pod a; it failed once,"
                    + " `failureLimit` is 0"));
  }

  @Test
  void whatWasRolledBackStaysSo() {
    var rolledBack = step(Limits.DEFAULT, ERROR_RATE).after(errorRate(60, BAD));
    assertThat(rolledBack.after(errorRate(120, GOOD))).isEqualTo(rolledBack);
    assertThatThrownBy(() -> rolledBack.step(at(120))).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void stretchesAreBegunAndEndedInTurn() {
    var begun = step(Limits.DEFAULT, ERROR_RATE);
    assertThatThrownBy(() -> begun.step(at(1))).isInstanceOf(IllegalStateException.class);
    var unbegun = AnalysisRun.of(Analysis.of(ERROR_RATE));
    assertThatThrownBy(() -> unbegun.after(errorRate(1, GOOD)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Property
  void onlyFiniteValuesWithEnoughSamplesPass(@ForAll("measurements") Measurement measurement) {
    for (var metric : List.of(ERROR_RATE, SLOWER, ANSWERS)) {
      var judgement = Judge.judge(metric, Measured.of(measurement, GOOD));
      if (!(measurement instanceof Figure)) {
        assertThat(judgement.verdict()).isNotIn(Verdict.PASS, Verdict.FAIL);
      }
      var relative = Judge.judge(SLOWER, Measured.of(GOOD, measurement));
      if (!(measurement instanceof Figure)) {
        assertThat(relative.verdict()).isNotIn(Verdict.PASS, Verdict.FAIL);
      }
    }
  }

  @Property
  void aRunAdvancesOnlyOnARoundInWhichAllPasses(
      @ForAll("histories") List<List<Measurement>> history) {
    var run = twoMetrics(Limits.of(2, 2, 2));
    for (int i = 0; i < history.size() && !(run.decision() instanceof Advance); i++) {
      run = run.after(round(i, history.get(i)));
      if (run.decision() instanceof Advance) {
        assertThat(run.judgements()).allMatch(j -> j.verdict() == Verdict.PASS);
      }
    }
  }

  @Property
  void moreFailuresNeverTurnARollBackIntoAnAdvance(
      @ForAll("histories") List<List<Measurement>> history, @ForAll Random random) {
    if (end(history) instanceof RollBack) {
      var worse = history.stream().map(round -> withFailures(round, random)).toList();
      assertThat(end(worse)).isNotInstanceOf(Advance.class);
    }
  }

  /** Turns passes into failures; inconclusive results and errors count toward other limits. */
  private static List<Measurement> withFailures(List<Measurement> round, Random random) {
    return round.stream()
        .map(measurement -> measurement == GOOD && random.nextBoolean() ? BAD : measurement)
        .toList();
  }

  @Property
  void orderOfMetricsDoesNotMatter(@ForAll("histories") List<List<Measurement>> history) {
    var one = twoMetrics(Limits.of(2, 2, 2));
    var other = step(Limits.of(2, 2, 2), LATER, ERROR_RATE);
    for (int i = 0; i < history.size() && !(one.decision() instanceof Advance); i++) {
      one = one.after(round(i, history.get(i)));
      other = other.after(round(i, history.get(i)));
      assertThat(one.decision().getClass()).isEqualTo(other.decision().getClass());
      assertThat(one.tallies()).isEqualTo(other.tallies());
    }
  }

  private static final Metric LATER =
      PrometheusMetric.of(LATENCY, Query.ErrorRate.standard(), Thresholds.max("1%"));

  private static AnalysisRun twoMetrics(Limits limits) {
    return step(limits, ERROR_RATE, LATER);
  }

  /** Returns the decision after a history of rounds; an advance ends it early. */
  private static Decision end(List<List<Measurement>> history) {
    var run = twoMetrics(Limits.of(2, 2, 2));
    for (int i = 0; i < history.size() && !(run.decision() instanceof Advance); i++) {
      run = run.after(round(i, history.get(i)));
    }
    return run.decision();
  }

  private static Round round(int number, List<Measurement> measurements) {
    var measured = new LinkedHashMap<DnsLabel, Measured>();
    measured.put(ERRORS, Measured.of(measurements.get(0)));
    measured.put(LATENCY, Measured.of(measurements.get(1)));
    return Round.of(at(60L * (number + 1)), Collections.unmodifiableMap(measured));
  }

  @Provide
  Arbitrary<Measurement> measurements() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().map(value -> Measurement.of(value, "")),
        Arbitraries.of(
            new NoData("x"),
            new NotANumber(),
            new Infinite(),
            new TooFewSamples(1, 50, "requests"),
            new ManySeries(2),
            new Failed("x"),
            Measurement.of(Double.NaN, ""),
            Measurement.of(Double.POSITIVE_INFINITY, ""),
            Measurement.of(Double.NEGATIVE_INFINITY, "")));
  }

  @Provide
  Arbitrary<List<List<Measurement>>> histories() {
    var one =
        Arbitraries.frequency(
            Tuple.of(4, GOOD), Tuple.of(2, BAD), Tuple.of(2, DOWN), Tuple.of(2, NOTHING));
    return Combinators.combine(one, one)
        .as((first, second) -> List.of(first, second))
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }
}
