package cli;

import environments.analysis.Metric;
import environments.apps.BlueGreenRelease;
import environments.apps.ReleaseState;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Version;
import environments.values.Weight;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rollouts.analysis.Decision;
import rollouts.analysis.Judgement;
import rollouts.analysis.Verdict;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.Step;
import rollouts.plan.Timeouts;
import rollouts.plan.Verb;
import synth.FileChange;

/** A release that goes well until it fails, as reports see it. */
final class ReleaseEvents {
  private static final ReleaseState BEFORE =
      BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"));
  private static final ReleaseState DEPLOYED =
      BEFORE.withVersion(Color.GREEN.side(), version("1.1.0"));
  private static final Step DEPLOY =
      new Step("green: deploy 1.1.0", DEPLOYED, Step.Kind.PODS, Step.Hold.CHECKS);
  private static final Step SHARE =
      new Step("weight 10", weight(10), Step.Kind.TRAFFIC, Step.Hold.INTERVAL);
  private static final Step SWITCH =
      new Step(
          "switch to green, weight 0",
          BlueGreenRelease.active(Color.GREEN, Version.parse("1.1.0"))
              .withPreview(Version.parse("1.0.0")),
          Step.Kind.TRAFFIC,
          Step.Hold.BAKE);

  static final Timeouts TIMEOUTS =
      new Timeouts(
          Duration.ofMinutes(3),
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15));

  static final Plan PLAN =
      new Plan(
          "dev",
          "checkout",
          new Verb.Run(Version.parse("1.1.0")),
          BEFORE,
          List.of(DEPLOY, SHARE, SWITCH));

  static final PlanDetails DETAILS =
      new PlanDetails(
          new Plan(
              "dev", "checkout", new Verb.Deploy(Version.parse("1.1.0")), BEFORE, List.of(DEPLOY)),
          TIMEOUTS,
          List.of(
              new PlanDetails.StepDetails(
                  DEPLOY,
                  Map.of("versions.green", Optional.of("1.1.0")),
                  List.of(
                      new FileChange(
                          Path.of("dist/dev/checkout.k8s.yaml"),
                          Optional.of("image: checkout:1.0.0\n"),
                          Optional.of("image: checkout:1.1.0\n"))),
                  Duration.ofMinutes(3))));

  static final List<ReleaseEvent> ROLLED_BACK =
      List.of(
          new ReleaseEvent.Begun(1, 3, DEPLOY, Duration.ofMinutes(3)),
          new ReleaseEvent.Progress("checkout-green is being updated"),
          new ReleaseEvent.PodCount("green", 1, 2),
          new ReleaseEvent.Retrying("connection refused", Duration.ofSeconds(2)),
          new ReleaseEvent.Done(1, 3, DEPLOY, Duration.ofSeconds(41)),
          new ReleaseEvent.Begun(2, 3, SHARE, Duration.ofSeconds(150)),
          measured(Verdict.ERROR, "Prometheus does not answer", hold()),
          measured(Verdict.INCONCLUSIVE, "no data (no requests)", hold()),
          measured(Verdict.PASS, "0.2% (at most 1%)", new Decision.Continue(Duration.ZERO)),
          measured(Verdict.FAIL, "20% (at most 1%)", new Decision.RollBack("20%")),
          new ReleaseEvent.RollingBack("error-rate: 20% (at most 1%)"),
          new ReleaseEvent.Begun(1, 1, DEPLOY, Duration.ofMinutes(2)),
          new ReleaseEvent.Done(1, 1, DEPLOY, Duration.ofSeconds(75)),
          new ReleaseEvent.Ended(Outcome.ROLLED_BACK, "error-rate: 20% (at most 1%)"));

  private ReleaseEvents() {}

  private static ReleaseState weight(int percent) {
    var state = (BlueGreenRelease) DEPLOYED;
    return state.withWeight(Weight.of(percent));
  }

  private static Optional<Version> version(String text) {
    return Optional.of(Version.parse(text));
  }

  private static Decision hold() {
    return new Decision.Wait("error-rate", Duration.ZERO);
  }

  private static ReleaseEvent measured(Verdict verdict, String explanation, Decision decision) {
    return new ReleaseEvent.Judged(
        SHARE,
        List.of(
            new Judgement(DnsLabel.parse("error-rate"), Metric.Mode.DECIDES, verdict, explanation),
            new Judgement(DnsLabel.parse("latency"), Metric.Mode.DRY_RUN, Verdict.PASS, "80 ms")),
        decision,
        verdict == Verdict.PASS ? List.of("a partial answer") : List.of());
  }
}
