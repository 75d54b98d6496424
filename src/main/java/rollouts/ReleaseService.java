package rollouts;

import environments.analysis.Analysis;
import environments.apps.App;
import environments.apps.ReleaseState;
import environments.reader.ReleaseText;
import environments.values.SideName;
import environments.values.Version;
import environments.values.Weight;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rollouts.analysis.LiveMeasurements;
import rollouts.analysis.MeasuredSide;
import rollouts.analysis.Measurements;
import rollouts.driver.AnalysisMonitor;
import rollouts.driver.ApplyException;
import rollouts.driver.Driver;
import rollouts.driver.Driver.Surroundings;
import rollouts.driver.ScaleDownDelayMonitor;
import rollouts.driver.StepMonitor;
import rollouts.driver.Target;
import rollouts.driver.Waiting;
import rollouts.journal.ClusterJournal;
import rollouts.journal.JournalException;
import rollouts.journal.JournalKey;
import rollouts.journal.JournalSeal;
import rollouts.journal.JournalTrust;
import rollouts.journal.LockLostException;
import rollouts.journal.LockOwner;
import rollouts.journal.Outcome;
import rollouts.journal.ProcessSpace;
import rollouts.journal.Release;
import rollouts.journal.ReleaseEvent;
import rollouts.journal.ReleaseLockedException;
import rollouts.journal.ServerClock;
import rollouts.plan.CapacityPreflight;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.LiveRelease;
import rollouts.plan.Plan;
import rollouts.plan.PlanDetails;
import rollouts.plan.PlanException;
import rollouts.plan.Planner;
import rollouts.plan.ReleaseProject;
import rollouts.plan.Step;
import rollouts.plan.Timeouts;
import rollouts.plan.Verb;
import rollouts.pulumi.PulumiTarget;
import stacks.LiveStack;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.cluster.Ticker;
import stacks.edits.Edit;
import stacks.guard.Direction;
import stacks.plan.LiveAppState;

/** Releases of one app of one environment, on its cluster. */
public final class ReleaseService implements AutoCloseable {
  private final Path folder;
  private final ReleaseProject project;
  private final App app;
  private final LiveStack live;
  private final ClusterJournal journal;
  private final ServerClock clock;

  private ReleaseService(Path folder, ReleaseProject project, App app, LiveStack live) {
    this.folder = folder;
    this.project = project;
    this.app = app;
    this.live = live;
    journal =
        new ClusterJournal(
            live.client(),
            new JournalSeal(
                project.environment().name().value(),
                app.namespace().value(),
                app.name().value(),
                project.inputs().settings().journalPublicKey()),
            owner());
    clock = new ServerClock(live.client(), Ticker.SYSTEM);
  }

  /**
   * @throws environments.yaml.RefusedException with all that is wrong in the environment's files
   * @throws PlanException if there is no such app
   * @throws stacks.cluster.ClusterException if there is no such context
   */
  public static ReleaseService open(Path folder, String environment, String app) {
    var project = ReleaseProject.of(folder, environment);
    var found = project.app(app);
    var live = LiveStack.of(project.inputs().settings().context());
    return new ReleaseService(folder, project, found, live);
  }

  private static LockOwner owner() {
    return new LockOwner(
        System.getProperty("user.name", "somebody"),
        LockOwner.thisHost(),
        ProcessHandle.current().pid(),
        UUID.randomUUID().toString(),
        ProcessSpace.here());
  }

  public LiveAppState live() {
    return live.release(project.environment(), app);
  }

  public Status status() {
    var content = journal.content();
    return new Status(
        project.environment().name().value(),
        app.name().value(),
        live(),
        content.release().filter(Release::isOpen),
        content.trust());
  }

  /** Beside the files as the steps of a release have left them. */
  public Status statusNow() {
    var now = now();
    return new ReleaseService(folder, now, now.app(app.name().value()), live).status();
  }

  /** Of apps of one environment, by one connection. */
  public static List<Status> statuses(Path folder, ReleaseProject project, List<App> apps) {
    try (var live = LiveStack.of(project.inputs().settings().context())) {
      return apps.stream()
          .map(app -> new ReleaseService(folder, project, app, live).status())
          .toList();
    }
  }

  /** Whether a release of the app is under way, or was left so. */
  public boolean isOpen() {
    return open().isPresent();
  }

  /** Of the app as it is: one whose strategy has changed since can neither go on nor back by it. */
  private Optional<Release> open() {
    var open = journal.newest().filter(Release::isOpen);
    open.filter(release -> release.before().getClass() != ReleaseState.of(app).getClass())
        .ifPresent(this::refuseOtherStrategy);
    return open;
  }

  private void refuseOtherStrategy(Release open) {
    throw new PlanException(
        "`"
            + open.verb().text()
            + "` of "
            + app.name()
            + " is not done, and began when the app had another strategy, with "
            + ReleaseText.of(open.before())
            + ": get the files that it began with, and end it with `./sluice resume "
            + names()
            + "` or `./sluice abort "
            + names()
            + "`.");
  }

  /**
   * Before somebody is asked what another driver may be about to do.
   *
   * @throws ReleaseLockedException if another driver releases the app
   */
  public void requireFree(Ticker ticker) {
    journal.requireFree(ticker);
  }

  /**
   * A {@code rollback} takes a release that is not done back as a whole.
   *
   * @throws PlanException if another release of the app is not done, or the app's release state, or
   *     what it is, does not allow it
   */
  public Plan plan(Verb verb) {
    var open = open();
    if (verb instanceof Verb.Rollback && open.isPresent()) {
      return aborting(open.get());
    }
    boolean adopts = verb instanceof Verb.Adopt;
    requireDone(open, adopts);
    return trusted(adopts ? adoption(open.isPresent()) : planned(verb));
  }

  private Plan planned(Verb verb) {
    var content = journal.content();
    if (content.trust() instanceof JournalTrust.Distrusted journalTrust) {
      try {
        return project.possible(planner(project, app, standing()).plan(verb));
      } catch (PlanException e) {
        throw new PlanException(e.getMessage() + "\n" + journalTrust.reason());
      }
    }
    return project.possible(planner(project, app, content.knownGood()).plan(verb));
  }

  /** What runs, where the files have it as well: a way back to it needs no journal. */
  private KnownGoodStates standing() {
    var configured = ReleaseState.of(app);
    try {
      return LiveRelease.of(app, live()).equals(configured)
          ? new KnownGoodStates(List.of(configured))
          : KnownGoodStates.NONE;
    } catch (PlanException e) {
      return KnownGoodStates.NONE;
    }
  }

  /**
   * A plan that changes no version goes on whatever the journal holds: requests can always go to a
   * side that runs.
   *
   * @throws PlanException if another one has a journal that is not trusted
   */
  private Plan trusted(Plan plan) {
    if (journal.content().trust() instanceof JournalTrust.Distrusted distrusted
        && plan.changesVersions()) {
      throw new PlanException(distrusted.reason());
    }
    return plan;
  }

  /**
   * What is in the cluster is adopted also where a release goes no further: its way back, or its
   * end.
   */
  private void requireDone(Optional<Release> open, boolean adopts) {
    open.filter(release -> !(adopts && (release.isStuck() || release.onlyCleanupIsLeft())))
        .ifPresent(this::refuse);
  }

  /**
   * @param ends whether it ends a release that goes no further
   */
  private Plan adoption(boolean ends) {
    var found = live();
    if (!ends && found.drift().isEmpty() && !live.isToBeTakenOver(project.environment(), app)) {
      throw new PlanException(
          app.name()
              + " has the versions, the active color and the weight that are configured: there is"
              + " nothing to adopt.");
    }
    var release = LiveRelease.of(app, found);
    var left = live(release).drift();
    if (!left.isEmpty()) {
      throw new PlanException(
          "No configuration makes what is in the cluster: with "
              + ReleaseText.of(release)
              + ", "
              + String.join("; ", left)
              + ". What is not a version, the active color or a weight is put back by who has"
              + " changed it, or configured in environments/.");
    }
    return new Plan(
        project.environment().name().value(),
        app.name().value(),
        new Verb.Adopt(),
        release,
        List.of(Step.adopting(release)));
  }

  /**
   * What somebody has edited, and `adopt` does not take over.
   *
   * @throws PlanException if no configuration makes the versions and the division of requests that
   *     are in the cluster
   */
  public List<Edit> leftByAdopt() {
    var alone = project.with(app.name().value(), LiveRelease.of(app, live()));
    return live.edits(alone, alone.apps().get(0)).stream().filter(Edit::isLeftByAdopt).toList();
  }

  /** The files, as they were when this was opened. */
  public ReleaseProject project() {
    return project;
  }

  /** Compared with a release state. */
  private LiveAppState live(ReleaseState release) {
    var alone = project.with(app.name().value(), release);
    return live.release(alone, alone.apps().get(0));
  }

  /**
   * What {@link #resume} would do.
   *
   * @throws PlanException if no release of the app is under way, or it can only be taken back
   */
  public Plan resuming() {
    var open = requireOpen().resumed(clock.now());
    requireWatched(open);
    return remaining(open, Plan.Operation.RESUME);
  }

  /**
   * What {@link #abort} would do. Where the journal is not trusted, requests go back to the side
   * that runs.
   *
   * @throws PlanException if no release of the app is under way
   */
  public Plan aborting() {
    return journal.content().isDistrusted() ? plan(new Verb.Rollback()) : aborting(requireOpen());
  }

  private Plan aborting(Release open) {
    return remaining(open.aborted(""), Plan.Operation.ABORT);
  }

  private Plan remaining(Release release, Plan.Operation action) {
    return release.remaining(project.environment().name().value(), app.name().value(), action);
  }

  /** The same plan, with all that each step changes in files. */
  public PlanDetails details(Plan plan) {
    return PlanDetails.of(plan, project);
  }

  /** Without a look at the cluster. */
  public static PlanDetails dryRun(ReleaseProject project, App app, Verb verb) {
    if (verb instanceof Verb.Rollback) {
      throw inTheCluster(project, app, "goes back to is in its journal,", verb);
    }
    if (verb instanceof Verb.Adopt) {
      throw inTheCluster(project, app, "adopts is", verb);
    }
    var plan = planner(project, app, KnownGoodStates.NONE).plan(verb);
    var release = Release.of("", plan);
    CapacityPreflight.least(app).require(plan.before(), plan.steps(), release.direction());
    return PlanDetails.of(plan, project);
  }

  private static PlanException inTheCluster(
      ReleaseProject project, App app, String what, Verb verb) {
    return new PlanException(
        "What "
            + app.name()
            + " "
            + what
            + " in the cluster: see `./sluice plan "
            + project.environment().name()
            + " "
            + app.name()
            + " "
            + verb.text()
            + "`.");
  }

  private static Planner planner(ReleaseProject project, App app, KnownGoodStates knownGood) {
    var weights =
        app.spec().analysis().map(Analysis::steps).orElse(List.of()).stream()
            .map(Weight::percent)
            .toList();
    return new Planner(project.environment().name().value(), app, knownGood, weights);
  }

  public Timeouts timeouts() {
    return Timeouts.of(app);
  }

  /**
   * @param id of the release
   * @throws PlanException if it does not begin: the cluster is not the stack's or not as
   *     configured, another release of the app is not done, rights or pods are missing,
   *     {@code dist/} is not reviewed, or nothing can be measured
   * @throws ReleaseLockedException if another driver releases the app
   * @throws ApplyException if Pulumi cannot be used
   * @throws JournalException if the journal cannot be written: then nothing more was changed
   * @throws LockLostException if another driver has taken the release over
   * @throws ClusterException if the cluster does not answer before it begins
   */
  public Outcome start(String id, Plan plan, Surroundings surroundings) {
    var target = target(surroundings);
    target.requireReviewed();
    var release = Release.of(id, plan);
    if (release.direction() == Direction.FORWARD) {
      target.requireHistory();
    }
    requirePermissions(release);
    requirePresent();
    journal.claim(surroundings.ticker(), surroundings.events());
    requireDone(open(), plan.isAdoption());
    trusted(plan);
    var found = live(plan.before());
    requireNoDrift(found);
    CapacityPreflight.of(app, found)
        .require(release.before(), release.steps(), release.direction());
    requireMeasurable(plan, surroundings);
    seal(target, release.direction(), surroundings);
    if (plan.isAdoption()) {
      var adopted = project.with(app.name().value(), plan.after());
      live.takeOver(adopted, adopted.apps().get(0));
    } else {
      target.requireNoEdits(plan);
    }
    return driver(target, plan.before(), surroundings).start(id, plan);
  }

  /**
   * A stack without a key pair gets one, in a commit, before the first journal is signed by it.
   * What goes back does not wait for that.
   */
  private void seal(PulumiTarget target, Direction way, Surroundings surroundings) {
    if (journal.content().trust() instanceof JournalTrust.Distrusted distrusted) {
      surroundings.events().accept(new ReleaseEvent.Progress(distrusted.reason()));
    }
    try {
      journal.seal(key(target, way));
    } catch (ApplyException | PlanException e) {
      if (way == Direction.FORWARD) {
        throw e;
      }
      surroundings
          .events()
          .accept(new ReleaseEvent.Progress("The journal is not signed: " + e.getMessage()));
      journal.seal(Optional.empty());
    }
  }

  private Optional<JournalKey> key(PulumiTarget target, Direction way) {
    var known = project.inputs().settings().journalPublicKey();
    if (known.isPresent()) {
      return known.map(target::journalKey);
    }
    boolean isFirst = way == Direction.FORWARD && !journal.content().isDistrusted();
    return isFirst ? Optional.of(target.makeJournalKey()) : Optional.empty();
  }

  /** The files here may be others than those with which it began. */
  private void requireWatched(Release open) {
    boolean holds = open.steps().stream().skip(open.done()).anyMatch(Step::isAnalyzed);
    if (holds && app.spec().analysis().isEmpty()) {
      throw new PlanException(
          "`"
              + open.verb().text()
              + "` of "
              + app.name()
              + " began with an analysis, and here is none: get the files that it began with, or"
              + " take it back with `./sluice abort "
              + names()
              + "`.");
    }
  }

  /** Goes on with the release that is not done. */
  public Outcome resume(Surroundings surroundings) {
    var target = target(surroundings);
    journal.claim(surroundings.ticker(), surroundings.events());
    var open = requireOpen();
    var resumed = open.resumed(clock.now());
    requireWatched(resumed);
    if (resumed.direction() == Direction.FORWARD) {
      target.requireHistory();
    }
    seal(target, resumed.direction(), surroundings);
    return driver(target, open.before(), surroundings).resume(open);
  }

  /** Takes the release that is not done back, and what was changed by hand meanwhile. */
  public Outcome abort(String reason, Surroundings surroundings) {
    var target = target(surroundings);
    journal.claim(surroundings.ticker(), surroundings.events());
    var plan = aborting();
    boolean isDistrusted = journal.content().isDistrusted();
    seal(target, Direction.ROLLBACK, surroundings);
    live.takeOver(project.environment(), app);
    if (isDistrusted) {
      var id = clock.now().toString();
      return driver(target, plan.before(), surroundings).resume(Release.of(id, plan));
    }
    var open = requireOpen();
    return driver(target, open.before(), surroundings).abort(open, reason);
  }

  /** Before any traffic moves: what cannot be measured must not be risked. */
  private void requireMeasurable(Plan plan, Surroundings surroundings) {
    if (plan.steps().stream().noneMatch(Step::isAnalyzed)) {
      return;
    }
    app.spec()
        .analysis()
        .flatMap(analysis -> measurements(surroundings).trouble(analysis))
        .ifPresent(
            trouble -> {
              throw new PlanException("The release could not be analyzed: " + trouble);
            });
  }

  private PulumiTarget target(Surroundings surroundings) {
    var target =
        new PulumiTarget(
            folder,
            project.environment().name().value(),
            app.name().value(),
            live,
            journal,
            way -> timeouts().silence(way),
            surroundings.events());
    target.requireCluster();
    return target;
  }

  private Driver driver(Target target, ReleaseState before, Surroundings surroundings) {
    return new Driver(
        target, journal, timeouts(), watch(before, surroundings), clock::now, surroundings);
  }

  private StepMonitor watch(ReleaseState before, Surroundings surroundings) {
    return new ScaleDownDelayMonitor(
        app.spec()
            .analysis()
            .map(each -> watch(each, before, surroundings))
            .orElse(StepMonitor.NOTHING),
        new ScaleDownDelayMonitor.Limits(
            timeouts().scaleDownDelay(), Timeouts.progressDeadline(app), Timeouts.TRAFFIC),
        live.sides(project.environment(), app),
        new Waiting(surroundings.ticker(), surroundings.isInterrupted()));
  }

  private StepMonitor watch(Analysis analysis, ReleaseState before, Surroundings surroundings) {
    var receiving = before.candidate();
    return new AnalysisMonitor(
        analysis,
        measurements(surroundings),
        () -> {
          confirm();
          var release = ReleaseState.of(now().app(app.name().value()));
          return new AnalysisMonitor.MeasuredSides(
              side(release, receiving), side(release, before.other(receiving).orElse(receiving)));
        },
        surroundings.ticker(),
        surroundings.isInterrupted());
  }

  /** Who slept while another took over must not take that one's sides for its own. */
  private void confirm() {
    try {
      journal.confirm();
    } catch (JournalException e) {
      throw new ClusterException(e.because(), String.valueOf(e.getMessage()));
    }
  }

  private Measurements measurements(Surroundings surroundings) {
    return LiveMeasurements.of(
        project.environment().cluster().prometheus(),
        surroundings.prometheusAuthorization(),
        live::get,
        this::smokeTest,
        surroundings.ticker());
  }

  private Optional<String> smokeTest(MeasuredSide side) {
    var now = now();
    return live.runSmokeTest(
        now.environment(), now.app(app.name().value()), side.deployment().value());
  }

  /** The files, as the steps of the release have left them. */
  private ReleaseProject now() {
    return ReleaseProject.of(folder, project.environment().name().value());
  }

  /** As it is configured now, with the pods that it has now. */
  private MeasuredSide side(ReleaseState release, SideName name) {
    var side = app.side(name);
    return new MeasuredSide(
        app.name(),
        side.deployment(),
        side.spec().workload(),
        version(release, name),
        live.readyPods(app.namespace().value(), side.deployment().value()));
  }

  private Version version(ReleaseState release, SideName side) {
    return release
        .version(side)
        .orElseThrow(
            () ->
                new ApplyException(
                    FailureCause.REFUSED,
                    "The "
                        + side
                        + " of "
                        + app.name()
                        + " has no version any more: it was removed from the stack's file."));
  }

  private Release requireOpen() {
    if (journal.content().trust() instanceof JournalTrust.Distrusted distrusted) {
      throw new PlanException(distrusted.reason());
    }
    return open()
        .orElseThrow(
            () ->
                new PlanException(
                    "No release of "
                        + app.name()
                        + " is in progress. To undo one that is done, run `./sluice rollback "
                        + names()
                        + "`."));
  }

  private void refuse(Release open) {
    var driver = journal.driver();
    throw new PlanException(
        "`"
            + open.verb().text()
            + "` of "
            + app.name()
            + " is not done"
            + driver
                .map(who -> ", and " + who + " drives it. When that has ended, go")
                .orElse(". Go")
            + " on with it (`./sluice resume "
            + names()
            + "`), or take it back (`./sluice abort "
            + names()
            + "`).");
  }

  /** The environment and the app, as commands name them. */
  public String names() {
    return project.environment().name() + " " + app.name();
  }

  /** Before a journal is made of what is not there. */
  private void requirePresent() {
    var sides = live.sides(project.environment(), app).get();
    if (sides.values().stream().allMatch(side -> side.image().isEmpty())) {
      throw new PlanException(
          app.name()
              + " is not in the cluster: `pulumi up --stack "
              + project.environment().name()
              + "` makes it, and what is released is a change of it.");
    }
  }

  /**
   * What somebody changed by hand would be changed back on the way, with the requests that depend
   * on it.
   */
  private void requireNoDrift(LiveAppState found) {
    if (!found.drift().isEmpty()) {
      throw new PlanException(
          "The cluster is not as configured: "
              + String.join("; ", found.drift())
              + ". `./sluice adopt "
              + names()
              + "` configures what it is; from there you can go on, or back.");
    }
  }

  /** Half of a release is worse than none. */
  private void requirePermissions(Release release) {
    boolean isTested =
        release.direction() == Direction.FORWARD
            && release.steps().stream().anyMatch(Step::isTraffic);
    boolean isMeasured = release.steps().stream().anyMatch(Step::isAnalyzed);
    var missing =
        new Permissions(live.client(), app.namespace().value()).missing(app, isTested, isMeasured);
    if (!missing.isEmpty()) {
      throw new PlanException(
          "A release needs the rights to roll back, test and measure. In namespace "
              + app.namespace()
              + " you lack the right to "
              + String.join(", ", missing)
              + ". Ask for a Role that grants it.");
    }
  }

  @Override
  public void close() {
    journal.close();
    live.close();
  }
}
