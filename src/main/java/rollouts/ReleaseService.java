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

/** Plans and runs releases of one app of an environment, on its cluster. */
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
   * @throws environments.yaml.RefusedException with every problem in the environment's files
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

  /** Returns the status compared with the files as the steps of a release have left them. */
  public Status statusNow() {
    var now = now();
    return new ReleaseService(folder, now, now.app(app.name().value()), live).status();
  }

  /** Returns the status of several apps of an environment through one connection. */
  public static List<Status> statuses(Path folder, ReleaseProject project, List<App> apps) {
    try (var live = LiveStack.of(project.inputs().settings().context())) {
      return apps.stream()
          .map(app -> new ReleaseService(folder, project, app, live).status())
          .toList();
    }
  }

  /** Returns whether a release of the app is running or unfinished. */
  public boolean isOpen() {
    return open().isPresent();
  }

  /**
   * Returns the unfinished release of the app, if there is one.
   *
   * @throws PlanException if the app had another strategy when it began: with these files it can be
   *     neither resumed nor rolled back
   */
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
            + " is unfinished and began with another strategy: "
            + ReleaseText.of(open.before())
            + ". Check out the files that it began with, and end it with `./sluice resume "
            + names()
            + "` or `./sluice abort "
            + names()
            + "`.");
  }

  /**
   * Checks, before the user has to confirm anything, that no other driver is releasing the app.
   *
   * @throws ReleaseLockedException if another driver releases the app
   */
  public void requireFree(Ticker ticker) {
    journal.requireFree(ticker);
  }

  /**
   * Plans a verb. {@code rollback} rolls back an unfinished release as a whole.
   *
   * @throws PlanException if another release of the app is unfinished, or if the app or its
   *     release state does not allow the verb
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
        return project.possible(planner(project, app, running()).plan(verb));
      } catch (PlanException e) {
        throw new PlanException(e.getMessage() + "\n" + journalTrust.reason());
      }
    }
    return project.possible(planner(project, app, content.knownGood()).plan(verb));
  }

  /**
   * Returns the live release state as known good if it is also the configured one: a rollback to it
   * needs no journal.
   */
  private KnownGoodStates running() {
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
   * Returns the plan. A plan that changes no version does not depend on the journal, because
   * traffic can always move to a side that runs.
   *
   * @throws PlanException if the plan changes versions and the journal is not trusted
   */
  private Plan trusted(Plan plan) {
    if (journal.content().trust() instanceof JournalTrust.Distrusted distrusted
        && plan.changesVersions()) {
      throw new PlanException(distrusted.reason());
    }
    return plan;
  }

  /**
   * Refuses to begin while a release is unfinished. An adoption may begin if that release is stuck
   * or has only cleanup left.
   */
  private void requireDone(Optional<Release> open, boolean adopts) {
    open.filter(release -> !(adopts && (release.isStuck() || release.onlyCleanupIsLeft())))
        .ifPresent(this::refuse);
  }

  /**
   * @param ends whether the adoption ends an unfinished release
   */
  private Plan adoption(boolean ends) {
    var found = live();
    if (!ends && found.drift().isEmpty() && !live.isToBeTakenOver(project.environment(), app)) {
      throw new PlanException(
          app.name()
              + " already runs the configured versions, active color and weight; there is nothing"
              + " to adopt.");
    }
    var release = LiveRelease.of(app, found);
    var left = live(release).drift();
    if (!left.isEmpty()) {
      throw new PlanException(
          "No configuration describes the live state: with "
              + ReleaseText.of(release)
              + ", "
              + String.join("; ", left)
              + ". Only versions, the active color and weights can be adopted; revert any other"
              + " change by hand, or configure it in environments/.");
    }
    return new Plan(
        project.environment().name().value(),
        app.name().value(),
        new Verb.Adopt(),
        release,
        List.of(Step.adopting(release)));
  }

  /**
   * Returns the edits that {@code adopt} does not take over.
   *
   * @throws PlanException if no configuration describes the versions and the traffic split in
   *     the cluster
   */
  public List<Edit> leftByAdopt() {
    var alone = project.with(app.name().value(), LiveRelease.of(app, live()));
    return live.edits(alone, alone.apps().get(0)).stream().filter(Edit::isLeftByAdopt).toList();
  }

  /** Returns the files as they were when this was opened. */
  public ReleaseProject project() {
    return project;
  }

  /** Returns the live state compared with a release state. */
  private LiveAppState live(ReleaseState release) {
    var alone = project.with(app.name().value(), release);
    return live.release(alone, alone.apps().get(0));
  }

  /**
   * Returns the plan of {@link #resume}.
   *
   * @throws PlanException if the app has no unfinished release, or only one that must be rolled
   *     back
   */
  public Plan resuming() {
    var open = requireOpen().resumed(clock.now());
    requireWatched(open);
    return remaining(open, Plan.Operation.RESUME);
  }

  /**
   * Returns the plan of {@link #abort}. If the journal is not trusted, that is the plan of {@code
   * rollback}.
   *
   * @throws PlanException if the app has no unfinished release
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

  /** Returns the plan with the changes to files that each step makes. */
  public PlanDetails details(Plan plan) {
    return PlanDetails.of(plan, project);
  }

  /** Plans without reading the cluster. */
  public static PlanDetails dryRun(ReleaseProject project, App app, Verb verb) {
    if (verb instanceof Verb.Rollback) {
      throw inTheCluster(project, app, "restores is in the journal", verb);
    }
    if (verb instanceof Verb.Adopt) {
      throw inTheCluster(project, app, "takes over is", verb);
    }
    var plan = planner(project, app, KnownGoodStates.NONE).plan(verb);
    var release = Release.of("", plan);
    CapacityPreflight.least(app).require(plan.before(), plan.steps(), release.direction());
    return PlanDetails.of(plan, project);
  }

  private static PlanException inTheCluster(
      ReleaseProject project, App app, String what, Verb verb) {
    return new PlanException(
        "Cannot plan `"
            + verb.text()
            + "` of "
            + app.name()
            + " without the cluster: what it "
            + what
            + " in the cluster. Run `./sluice plan "
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
   * @param id the id of the release
   * @throws PlanException if the release cannot begin: the context points to another cluster, the
   *     app has drifted or has an unfinished release, permissions or pods are missing, {@code
   *     dist/} is not reviewed, or nothing can be measured
   * @throws ReleaseLockedException if another driver releases the app
   * @throws ApplyException if Pulumi cannot be used
   * @throws JournalException if the journal cannot be written; then nothing else was changed
   * @throws LockLostException if another driver has taken over the release
   * @throws ClusterException if the cluster does not answer before the release begins
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
   * Prepares the journal to be signed. A release that goes forward first creates and commits a key
   * pair if the stack has none; a rollback creates none, and continues unsigned if the key cannot
   * be used.
   */
  private void seal(PulumiTarget target, Direction direction, Surroundings surroundings) {
    if (journal.content().trust() instanceof JournalTrust.Distrusted distrusted) {
      surroundings.events().accept(new ReleaseEvent.Progress(distrusted.reason()));
    }
    try {
      journal.seal(key(target, direction));
    } catch (ApplyException | PlanException e) {
      if (direction == Direction.FORWARD) {
        throw e;
      }
      surroundings
          .events()
          .accept(new ReleaseEvent.Progress("The journal is not signed: " + e.getMessage()));
      journal.seal(Optional.empty());
    }
  }

  private Optional<JournalKey> key(PulumiTarget target, Direction direction) {
    var known = project.inputs().settings().journalPublicKey();
    if (known.isPresent()) {
      return known.map(target::journalKey);
    }
    boolean isFirst = direction == Direction.FORWARD && !journal.content().isDistrusted();
    return isFirst ? Optional.of(target.makeJournalKey()) : Optional.empty();
  }

  /**
   * Checks that a release with an analysis still has one: the files may differ from those that it
   * began with.
   */
  private void requireWatched(Release open) {
    boolean holds = open.steps().stream().skip(open.done()).anyMatch(Step::isAnalyzed);
    if (holds && app.spec().analysis().isEmpty()) {
      throw new PlanException(
          "`"
              + open.verb().text()
              + "` of "
              + app.name()
              + " began with an analysis, but the app has no `analysis` here. Check out the files"
              + " that it began with, or roll it back with `./sluice abort "
              + names()
              + "`.");
    }
  }

  /** Resumes the unfinished release. */
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

  /** Rolls back the unfinished release, along with manual changes made in the meantime. */
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

  /** Checks, before any traffic moves, that the new version can be measured. */
  private void requireMeasurable(Plan plan, Surroundings surroundings) {
    if (plan.steps().stream().noneMatch(Step::isAnalyzed)) {
      return;
    }
    app.spec()
        .analysis()
        .flatMap(analysis -> measurements(surroundings).trouble(analysis))
        .ifPresent(
            trouble -> {
              throw new PlanException("Cannot analyze the release: " + trouble);
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
            direction -> timeouts().silence(direction),
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

  /**
   * Checks that this process still has the lock: a driver that slept while another one took over
   * must not measure what that one deployed.
   */
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

  /** Returns the files as the steps of the release have left them. */
  private ReleaseProject now() {
    return ReleaseProject.of(folder, project.environment().name().value());
  }

  /** Returns a side as it is configured now, with its current ready pods. */
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
                    app.name()
                        + " no longer has a version on "
                        + side
                        + ": it was removed from the stack's file."));
  }

  private Release requireOpen() {
    if (journal.content().trust() instanceof JournalTrust.Distrusted distrusted) {
      throw new PlanException(distrusted.reason());
    }
    return open()
        .orElseThrow(
            () ->
                new PlanException(
                    app.name()
                        + " has no unfinished release. To undo a finished one, run"
                        + " `./sluice rollback "
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
            + " is unfinished"
            + driver
                .map(who -> ", and " + who + " is running it. When that process has ended, resume")
                .orElse(". Resume")
            + " it with `./sluice resume "
            + names()
            + "`, or roll it back with `./sluice abort "
            + names()
            + "`.");
  }

  /** Returns the environment and the app as commands name them. */
  public String names() {
    return project.environment().name() + " " + app.name();
  }

  /** Checks that the app exists before a journal is created for it. */
  private void requirePresent() {
    var sides = live.sides(project.environment(), app).get();
    if (sides.values().stream().allMatch(side -> side.image().isEmpty())) {
      throw new PlanException(
          app.name()
              + " is not in the cluster yet. Deploy it once with `pulumi up --stack "
              + project.environment().name()
              + "`; after that, changes of it can be released.");
    }
  }

  /**
   * Refuses drift: the release would undo manual changes and break the traffic that depends on
   * them.
   */
  private void requireNoDrift(LiveAppState found) {
    if (!found.drift().isEmpty()) {
      throw new PlanException(
          "The cluster has drifted from the configuration: "
              + String.join("; ", found.drift())
              + ". `./sluice adopt "
              + names()
              + "` takes over the state of the cluster; you can release or roll back from there.");
    }
  }

  /** Checks all permissions first, because half a release is worse than none. */
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
