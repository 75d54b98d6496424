package rollouts;

import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.Metric;
import environments.apps.App;
import environments.apps.ReleaseState;
import environments.values.DnsLabel;
import environments.values.SideName;
import environments.values.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import rollouts.analysis.Measured;
import rollouts.analysis.MeasuredSide;
import rollouts.analysis.Measurement;
import rollouts.analysis.Measurements;
import rollouts.analysis.Round;
import rollouts.driver.AnalysisMonitor;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.ReleaseProject;
import rollouts.plan.Step;
import rollouts.plan.Timeouts;
import rollouts.plan.Verb;

/**
 * Runs the release of a canary by replica ratio with the real planner, driver and analysis on a
 * scripted cluster: each update takes some seconds, and pods give the scripted answers.
 */
public final class ScriptedRelease {
  private static final Duration UPDATE = Duration.ofSeconds(12);

  private final App app;
  private final int replicas;
  private final PlanDetails details;
  private final FakeRelease world;
  private int told;

  /**
   * @param replicas of both tracks together
   * @param answers how many requests of a metric succeed on each pod of the canary
   */
  public ScriptedRelease(
      ReleaseProject project, String name, Version version, int replicas, int answers) {
    app = project.app(name);
    this.replicas = replicas;
    details = ReleaseService.dryRun(project, app, new Verb.Run(version));
    world = new FakeRelease(plan().before());
    var watch =
        new AnalysisMonitor(
            app.spec().analysis().orElseThrow(),
            new Answers(answers),
            this::sides,
            world.ticker,
            () -> false);
    world.watch = watch;
    world.before = this::update;
  }

  public Plan plan() {
    return details.plan();
  }

  public Timeouts timeouts() {
    return details.timeouts();
  }

  public int pods(String track) {
    return pods(world.live, track);
  }

  private int pods(ReleaseState release, String track) {
    return replicas * release.share(new SideName(track)) / 100;
  }

  /**
   * @param approval asked before traffic moves, once all earlier events are reported
   */
  public Outcome run(Predicate<Step> approval, Consumer<ReleaseEvent> events) {
    world.approval =
        step -> {
          tell(events);
          return approval.test(step);
        };
    var outcome = world.driver().start("1", plan());
    tell(events);
    return outcome;
  }

  private void tell(Consumer<ReleaseEvent> events) {
    world.events.subList(told, world.events.size()).forEach(events);
    told = world.events.size();
  }

  private void update(FakeRelease.Effect effect) {
    if (effect == FakeRelease.Effect.APPLY) {
      grow("canary");
      grow("stable");
      shrink("canary");
      shrink("stable");
      world.ticker.pause(UPDATE);
    }
  }

  private void grow(String track) {
    int after = pods(world.configured, track);
    if (pods(track) < after) {
      world.events.add(new ReleaseEvent.PodCount(track, pods(track), after));
      world.events.add(new ReleaseEvent.PodCount(track, after, after));
    }
  }

  private void shrink(String track) {
    int after = pods(world.configured, track);
    if (pods(track) > after) {
      world.events.add(new ReleaseEvent.PodCount(track, after, after));
    }
  }

  private AnalysisMonitor.MeasuredSides sides() {
    return new AnalysisMonitor.MeasuredSides(side("canary"), side("stable"));
  }

  private MeasuredSide side(String track) {
    return new MeasuredSide(
        app.name(),
        DnsLabel.parse(app.name() + "-" + track),
        app.workloads().get(0),
        world.live.version(new SideName(track)).orElseThrow(),
        List.of(app.name() + "-" + track + "-7c9d8b5f6-x2x7k"));
  }

  private record Measuring(HttpMetric metric, int good, MeasuredSide side) {
    Measured measured() {
      var bad = good < metric.count() ? "pod " + side.pods().get(0) + " answered 500" : "";
      return Measured.of(new Measurement.Figure(good, bad));
    }
  }

  private final class Answers implements Measurements {
    private final int good;

    Answers(int good) {
      this.good = good;
    }

    @Override
    public Round measure(Analysis analysis, MeasuredSide receiving, MeasuredSide stable) {
      return Round.of(
          world.ticker.now(),
          analysis.metrics().stream()
              .map(HttpMetric.class::cast)
              .collect(
                  Collectors.toMap(
                      Metric::name, each -> new Measuring(each, good, receiving).measured())));
    }

    @Override
    public Optional<String> trouble(Analysis analysis) {
      return Optional.empty();
    }
  }
}
