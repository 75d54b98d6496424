package rollouts.pulumi;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.ConcurrentUpdateException;
import com.pulumi.automation.ConfigValue;
import com.pulumi.automation.LocalPulumiCommand;
import com.pulumi.automation.LocalWorkspace;
import com.pulumi.automation.LocalWorkspaceOptions;
import com.pulumi.automation.RefreshOptions;
import com.pulumi.automation.UpOptions;
import com.pulumi.automation.WorkspaceStack;
import com.pulumi.automation.events.EngineEvent;
import environments.apps.App;
import environments.apps.ReleaseState;
import environments.values.SideName;
import environments.yaml.RefusedException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import rollouts.driver.ApplyException;
import rollouts.driver.Target;
import rollouts.journal.ClusterJournal;
import rollouts.journal.JournalKey;
import rollouts.journal.ProcessSpace;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import rollouts.plan.PlanException;
import rollouts.plan.ReleaseProject;
import stacks.LiveStack;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.edits.Edit;
import stacks.guard.Direction;
import stacks.program.ProgramFailure;
import stacks.program.SingleAppUpdate;
import stacks.program.StackState;
import synth.Dist;
import synth.RecordedEnvironment;
import synth.SynthesizedEnvironment;

/** Releases by way of a stack's configuration and {@code pulumi up}, as a person would. */
public final class PulumiTarget implements Target {
  /** For Pulumi to end when it is asked to: it waits for what it is changing. */
  private static final Duration TO_END = Duration.ofSeconds(30);

  private static final String JOURNAL_KEY = "sluice:journalKey";
  private static final String JOURNAL_PUBLIC_KEY = "sluice:journalPublicKey";
  private static final String MIN_REPLICAS = "minReplicas";

  private final Path project;
  private final String environment;
  private final String app;
  private final LiveStack live;
  private final ClusterJournal journal;
  private final Consumer<ReleaseEvent> events;
  private final TimedCommand pulumi;
  private final PinnedCommand command;
  private final WorkspaceStack stack;
  private final Git git;

  /** Of the update that runs. */
  private volatile Direction direction = Direction.FORWARD;

  /** Why the program of the update that runs, or ran last, ended. */
  private volatile Queue<ProgramFailure> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param silence for which nothing need be heard of Pulumi
   * @throws ApplyException if Pulumi has no such stack, or cannot be run
   */
  public PulumiTarget(
      Path project,
      String environment,
      String app,
      LiveStack live,
      ClusterJournal journal,
      Function<Direction, Duration> silence,
      Consumer<ReleaseEvent> events) {
    this.project = project.toAbsolutePath();
    this.environment = environment;
    this.app = app;
    this.live = live;
    this.journal = journal;
    this.pulumi = pulumi(silence);
    this.events =
        event -> {
          pulumi.heard();
          events.accept(event);
        };
    this.command = new PinnedCommand(pulumi, environment);
    this.stack = select();
    this.git = new Git(project, text -> this.events.accept(new ReleaseEvent.Progress(text)));
  }

  private WorkspaceStack select() {
    try {
      var options =
          LocalWorkspaceOptions.builder()
              .workDir(project)
              .pulumiCommand(command)
              .program(live.program(project, this::released, () -> failures::add))
              .build();
      return WorkspaceStack.select(environment, LocalWorkspace.create(options));
    } catch (AutomationException e) {
      throw new ApplyException(
          FailureCause.REFUSED,
          "Pulumi must have the stack `"
              + environment
              + "` where you are logged in (`pulumi whoami -v`), but: "
              + PulumiText.of(e));
    }
  }

  private TimedCommand pulumi(Function<Direction, Duration> silence) {
    try {
      return new TimedCommand(
          LocalPulumiCommand.create(), () -> silence.apply(direction), TO_END, journal::addUpdate);
    } catch (AutomationException e) {
      throw new ApplyException(
          FailureCause.REFUSED,
          "Pulumi's command line must be installed, but: " + PulumiText.of(e));
    }
  }

  @Override
  public void configure(ReleaseState release, Optional<ReleaseState> move) {
    try {
      requireReviewed();
      write(release, move.map(next -> kept(release, next)).orElse(Map.of()));
      synthesize();
    } catch (RefusedException | PlanException | UncheckedIOException e) {
      throw ApplyException.refused(e);
    } catch (ClusterException e) {
      throw ApplyException.of(e);
    } catch (AutomationException e) {
      throw PulumiText.failure("The stack must be configured, but", e);
    }
  }

  /**
   * Before a release writes its journal, also where it goes back.
   *
   * @throws PlanException if the stack was applied to another cluster
   * @throws ApplyException if Pulumi does not tell
   */
  public void requireCluster() {
    var settings = files().inputs().settings();
    try {
      var rule = live.rule(environment, settings, state());
      rule.refusal()
          .ifPresent(
              reason -> {
                throw new PlanException(reason);
              });
      rule.warning().map(ReleaseEvent.Progress::new).ifPresent(events);
    } catch (AutomationException e) {
      throw PulumiText.failure(e);
    }
  }

  /**
   * Before a way forth: what goes back does not wait for it.
   *
   * @throws PlanException if the project has a history that cannot be written
   */
  public void requireHistory() {
    git.requireWritable(committed());
  }

  @Override
  public void commit(String reason) {
    git.commit(committed(), app + " (" + environment + "): " + reason);
  }

  /**
   * The key pair by which journals are signed.
   *
   * @param publicKey as the stack's file has it
   * @throws PlanException if its private key is not there, or of another pair
   * @throws ApplyException if it cannot be decrypted
   */
  public JournalKey journalKey(String publicKey) {
    if (!files().inputs().settings().hasJournalKey()) {
      throw new PlanException(
          stackFile()
              + " has `sluice:journalPublicKey` but no `sluice:journalKey`. Restore both from the"
              + " commit that added them.");
    }
    try {
      return JournalKey.parse(stack.getConfig(JOURNAL_KEY).value(), publicKey);
    } catch (AutomationException e) {
      throw PulumiText.failure("Cannot read " + JOURNAL_KEY, e);
    }
  }

  /**
   * Makes the pair, and commits it; where that fails, there is none.
   *
   * @throws ApplyException if it could not be written or committed
   */
  public JournalKey makeJournalKey() {
    var before = FileContent.of(project.resolve(stackFile()));
    try {
      var key = written(JournalKey.generate());
      git.commit(
          List.of(stackFile()),
          environment + ": make the key pair by which releases sign their journals");
      return key;
    } catch (ApplyException e) {
      before.restore();
      throw e;
    }
  }

  /**
   * The public key last: where it is, there is a whole pair. The private one goes by no command
   * line, which others can read.
   */
  private JournalKey written(JournalKey key) {
    try {
      var unused =
          command.run(
              List.of("config", "set", "--secret", JOURNAL_KEY),
              CommandRunOptions.builder()
                  .workingDir(project)
                  .standardInput(key.privateText())
                  .build());
      stack.setConfig(JOURNAL_PUBLIC_KEY, new ConfigValue(key.publicText()));
    } catch (AutomationException e) {
      throw PulumiText.failure("Cannot write " + JOURNAL_KEY, e);
    }
    var settings = files().inputs().settings();
    if (!settings.hasJournalKey()
        || !settings.journalPublicKey().equals(Optional.of(key.publicText()))) {
      throw new ApplyException(
          FailureCause.REFUSED,
          stackFile() + " must have the key pair that was written to it, but has not.");
    }
    return journalKey(key.publicText());
  }

  private List<String> committed() {
    return List.of(stackFile(), ":(glob)dist/" + environment + "/*.k8s.yaml");
  }

  private String stackFile() {
    return "Pulumi." + environment + ".yaml";
  }

  /**
   * What a release writes to {@code dist/} would hide what nobody has reviewed. What a killed run
   * left there is settled before.
   *
   * @throws PlanException if there is such a thing
   */
  public void requireReviewed() {
    Dist.in(project).writes().settle();
    var recorded = RecordedEnvironment.of(project, environment);
    if (!recorded.compare(recorded.synthesized()).isSame()
        && recorded.inputs().settings().applyUnreviewed().isEmpty()) {
      throw new PlanException(
          "dist/"
              + environment
              + " is not what environments/ gives; run `./sluice synth "
              + environment
              + "`, and have its change reviewed first.");
    }
  }

  private Map<SideName, Integer> kept(ReleaseState release, ReleaseState move) {
    var files = files();
    var alone = files.with(app, release);
    var configured = app(files).release().minReplicasBySide();
    return live.minReplicas(alone, alone.apps().get(0), move.shares(), configured);
  }

  /**
   * What Pulumi writes and nobody can read would keep the release from its way back: then the file
   * stays as it was.
   */
  private void write(ReleaseState release, Map<SideName, Integer> minReplicas)
      throws AutomationException {
    var before = FileContent.of(project.resolve(stackFile()));
    var values = new HashMap<String, ConfigValue>();
    var removed = new ArrayList<String>();
    var now = app(files());
    ReleaseState.of(now)
        .changesTo(release)
        .forEach(
            (key, value) ->
                value.ifPresentOrElse(
                    text -> values.put(path(key), new ConfigValue(text)),
                    () -> removed.add(path(key))));
    if (!now.release().minReplicasBySide().equals(minReplicas)) {
      removed.add(path(MIN_REPLICAS));
      minReplicas.forEach(
          (side, fewest) ->
              values.put(path(MIN_REPLICAS + "." + side), new ConfigValue(fewest.toString())));
    }
    if (!removed.isEmpty()) {
      stack.removeAllConfig(removed, true);
    }
    if (!values.isEmpty()) {
      stack.setAllConfig(values, true);
    }
    try {
      requireWritten(release, minReplicas);
    } catch (ApplyException e) {
      before.restore();
      throw e;
    }
  }

  private void requireWritten(ReleaseState release, Map<SideName, Integer> minReplicas) {
    var written = app(files());
    if (!ReleaseState.of(written).equals(release)
        || !written.release().minReplicasBySide().equals(minReplicas)) {
      throw new ApplyException(
          FailureCause.REFUSED,
          stackFile()
              + " must have "
              + release.entries()
              + " and "
              + MIN_REPLICAS
              + " "
              + minReplicas
              + ", but has others.");
    }
  }

  private String path(String key) {
    return "sluice:rollouts." + app + "." + key;
  }

  /** As somebody may have changed them meanwhile. */
  private ReleaseProject files() {
    try {
      return ReleaseProject.of(project, environment);
    } catch (RefusedException | UncheckedIOException e) {
      throw ApplyException.refused(e);
    }
  }

  private App app(ReleaseProject files) {
    try {
      return files.app(app);
    } catch (PlanException e) {
      throw ApplyException.refused(e);
    }
  }

  private void synthesize() {
    var synthesized = SynthesizedEnvironment.of(project, environment);
    Dist.in(project).write(List.of(synthesized));
  }

  @Override
  public void apply(Direction way) {
    direction = way;
    failures = new ConcurrentLinkedQueue<>();
    var errors = new ArrayList<String>();
    var files = files();
    var sides = live.sides(files.environment(), app(files));
    try (var pods = new ReadyPods(app, sides, events)) {
      pods.start();
      stack.up(
          UpOptions.builder()
              .targets(leaving(targets(known(), files), files))
              .onEvent(event -> show(event, errors))
              .build());
    } catch (ConcurrentUpdateException e) {
      throw locked(e);
    } catch (AutomationException e) {
      throw PulumiText.failure(e, errors, failures);
    } catch (ClusterException e) {
      throw ApplyException.of(e);
    }
  }

  /**
   * What is adopted leaves all as it is, and so those objects of which something else was edited.
   */
  private List<String> leaving(List<String> targets, ReleaseProject files) {
    return direction == Direction.NONE
        ? LiveStack.without(targets, live.edits(files.environment(), app(files)))
        : targets;
  }

  /**
   * Before anything is changed: what the release would undo on its way of what somebody has edited.
   * Of what it leaves alone it tells.
   *
   * @throws PlanException if it would undo anything
   */
  public void requireNoEdits(Plan plan) {
    try {
      requireNoEdits(plan, state());
    } catch (AutomationException e) {
      throw PulumiText.failure(e);
    }
  }

  private void requireNoEdits(Plan plan, StackState state) {
    var files = files();
    boolean undoes = files.inputs().settings().undoEdits().isPresent();
    for (var step : plan.steps()) {
      var alone = files.with(app, step.release());
      var undone =
          live.edits(alone, alone.apps().get(0), state).stream()
              .filter(edit -> edit.isOfRelease() || !undoes)
              .toList();
      if (!undone.isEmpty()) {
        throw new PlanException(Edit.refusal(environment, app, undone));
      }
    }
    if (!undoes) {
      Edit.summary(live.edits(files.environment(), app(files)))
          .forEach(line -> events.accept(new ReleaseEvent.Progress("Leaves as it is: " + line)));
    }
  }

  /** A Pulumi that was killed may have made what the next one would refuse to make again. */
  private StackState known() throws AutomationException {
    var state = state();
    if (!state.hasPendingCreates(app)) {
      return state;
    }
    forgetPending();
    return state();
  }

  private List<String> targets(StackState state, ReleaseProject files) {
    return LiveStack.targets(state, files.environment(), files.inputs().settings(), app(files));
  }

  private StackState state() throws AutomationException {
    return StackState.of(stack.exportStack().deployment());
  }

  /**
   * Asked by the update itself: another one may have changed what the stack tells since it was to
   * begin.
   */
  private SingleAppUpdate released() {
    try {
      return new SingleAppUpdate(app, state(), direction);
    } catch (AutomationException e) {
      var failure = PulumiText.failure(e);
      throw new ClusterException(failure.because(), String.valueOf(failure.getMessage()));
    }
  }

  private void show(EngineEvent event, List<String> errors) {
    pulumi.heard();
    PulumiText.error(event).ifPresent(errors::add);
    PulumiText.progress(event).map(ReleaseEvent.Progress::new).ifPresent(events);
  }

  @Override
  public void recover(Direction way) {
    direction = way;
    try {
      // What somebody has edited of other apps is none of this one's business.
      refresh(targets(state(), files()), false);
      if (state().hasPendingCreates(app)) {
        forgetPending();
      }
    } catch (ConcurrentUpdateException e) {
      throw locked(e);
    } catch (AutomationException e) {
      throw PulumiText.failure(e);
    }
  }

  /**
   * A stack that can be refreshed is one that nobody updates: what is pending then, nobody finishes
   * any more. No object is compared with the cluster, or the next update would change back what
   * somebody has set.
   */
  private void forgetPending() throws AutomationException {
    var nothing = List.of(LiveStack.component(app));
    refresh(nothing, false);
    var state = state();
    try {
      live.deleteOrphans(state, app);
    } catch (ClusterException e) {
      throw ApplyException.of(e);
    }
    // Pulumi can only forget what is pending of all apps.
    refresh(nothing, !state.hasPendingCreatesBeside(app));
  }

  private void refresh(List<String> targets, boolean clearPendingCreates)
      throws AutomationException {
    stack.refresh(
        RefreshOptions.builder().clearPendingCreates(clearPendingCreates).targets(targets).build());
  }

  /**
   * Nobody's lock is taken away but that of an update of this release, which was killed: it is the
   * release's own.
   */
  private ApplyException locked(ConcurrentUpdateException locked) {
    var text = PulumiText.of(locked);
    if (StackLocks.in(text).areLeftBy(journal.updates(), ProcessSpace.here())) {
      unlock();
      return new ApplyException(
          FailureCause.UNREACHABLE,
          "An update of this release was killed, and its lock is taken away: " + text);
    }
    return new ApplyException(FailureCause.UNREACHABLE, PulumiText.locked(text, environment));
  }

  private void unlock() {
    try {
      stack.cancel();
    } catch (AutomationException e) {
      throw new ApplyException(FailureCause.REFUSED, PulumiText.of(e));
    }
  }

  /** Where that cannot be found out, the move itself finds out more. */
  @Override
  public Optional<ReleaseState> grade(ReleaseState now, ReleaseState goal) {
    if (!now.dividedAs(goal).equals(goal)) {
      return Optional.empty();
    }
    try {
      var alone = files().with(app, now);
      var side = now.majority();
      return live.bearable(alone, alone.apps().get(0), goal.shares())
          .map(shares -> now.divided(side, shares.getOrDefault(side, 0)));
    } catch (ApplyException | PlanException | ClusterException e) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> byHand(ReleaseState now, ReleaseState before) {
    try {
      return new Kubectl(files(), app).back(now, before);
    } catch (ApplyException | PlanException e) {
      return List.of();
    }
  }

  @Override
  public List<String> drift(ReleaseState expected) {
    try {
      var alone = files().with(app, expected);
      return live.release(alone, alone.apps().get(0)).drift();
    } catch (PlanException e) {
      throw ApplyException.refused(e);
    } catch (ClusterException e) {
      throw ApplyException.of(e);
    }
  }
}
