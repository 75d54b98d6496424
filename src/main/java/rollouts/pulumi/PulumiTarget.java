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

/** Applies releases through a stack's configuration and {@code pulumi up}, as a person would. */
public final class PulumiTarget implements Target {
  /** How long Pulumi may take to stop: it waits for the objects that it is changing. */
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

  /** The direction of the running update. */
  private volatile Direction direction = Direction.FORWARD;

  /** Why the program of the current or last update ended. */
  private volatile Queue<ProgramFailure> failures = new ConcurrentLinkedQueue<>();

  /**
   * @param silence how long Pulumi may be silent
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
          "Cannot select the stack `"
              + environment
              + "` where you are logged in (`pulumi whoami -v`): "
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
          "Cannot use Pulumi's command line (is it installed and on PATH?): " + PulumiText.of(e));
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
      throw PulumiText.failure("Cannot configure the stack", e);
    }
  }

  /**
   * Checks the cluster before a release writes its journal, for rollbacks as well.
   *
   * @throws PlanException if the stack was applied to another cluster
   * @throws ApplyException if Pulumi cannot read the stack
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
   * Checks the history before a release goes forward; a rollback does not wait for it.
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
   * Returns the key pair that signs journals.
   *
   * @param publicKey the public key in the stack's file
   * @throws PlanException if its private key is missing, or belongs to another pair
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
   * Creates the key pair and commits it; if that fails, restores the stack's file.
   *
   * @throws ApplyException if it could not be written or committed
   */
  public JournalKey makeJournalKey() {
    var before = FileContent.of(project.resolve(stackFile()));
    try {
      var key = written(JournalKey.generate());
      git.commit(
          List.of(stackFile()), environment + ": add the key pair that signs release journals");
      return key;
    } catch (ApplyException e) {
      before.restore();
      throw e;
    }
  }

  /**
   * Writes the public key last: if it is there, the pair is complete. The private key is not passed
   * on a command line, which other users can read.
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
          "Cannot read back the key pair that was written to " + stackFile() + ".");
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
   * Checks that {@code dist/} was reviewed: a release writes to it, and would hide other changes.
   * First completes or undoes what a killed run left.
   *
   * @throws PlanException if {@code dist/} differs from the inputs
   */
  public void requireReviewed() {
    Dist.in(project).writes().settle();
    var recorded = RecordedEnvironment.of(project, environment);
    if (!recorded.compare(recorded.synthesized()).isSame()
        && recorded.inputs().settings().applyUnreviewed().isEmpty()) {
      throw new PlanException(
          "dist/"
              + environment
              + " does not match environments/; run `./sluice synth "
              + environment
              + "` and have the change reviewed first.");
    }
  }

  private Map<SideName, Integer> kept(ReleaseState release, ReleaseState move) {
    var files = files();
    var alone = files.with(app, release);
    var configured = app(files).release().minReplicasBySide();
    return live.minReplicas(alone, alone.apps().get(0), move.shares(), configured);
  }

  /**
   * Writes the stack's file. If Pulumi writes something other than intended, which would block a
   * rollback, the file is restored.
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
              + ", got other values.");
    }
  }

  private String path(String key) {
    return "sluice:rollouts." + app + "." + key;
  }

  /** Reads the files again, because someone may have changed them since. */
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
  public void apply(Direction direction) {
    this.direction = direction;
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

  /** An adoption changes nothing, so it leaves out objects with other edits. */
  private List<String> leaving(List<String> targets, ReleaseProject files) {
    return direction == Direction.NONE
        ? LiveStack.without(targets, live.edits(files.environment(), app(files)))
        : targets;
  }

  /**
   * Checks, before anything changes, that the release would not undo someone's edits; reports the
   * edits that it leaves alone.
   *
   * @throws PlanException if it would undo any
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
          .forEach(line -> events.accept(new ReleaseEvent.Progress("Leaving unchanged: " + line)));
    }
  }

  /** Returns the state without pending creates, which would make the next update fail. */
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
   * Returns what the program updates. The update itself calls this, because another update may have
   * changed the stack's outputs before it began.
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
  public void recover(Direction direction) {
    this.direction = direction;
    try {
      // Edits of other apps do not concern this one.
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
   * Discards pending operations: a stack that can be refreshed is not being updated, so they will
   * never finish. Compares no object with the cluster, or the next update would undo edits.
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
    // Pulumi can only discard the pending operations of all apps at once.
    refresh(nothing, !state.hasPendingCreatesBeside(app));
  }

  private void refresh(List<String> targets, boolean clearPendingCreates)
      throws AutomationException {
    stack.refresh(
        RefreshOptions.builder().clearPendingCreates(clearPendingCreates).targets(targets).build());
  }

  /** Returns the failure. Removes the lock only if a killed update of this release left it. */
  private ApplyException locked(ConcurrentUpdateException locked) {
    var text = PulumiText.of(locked);
    if (StackLocks.in(text).areLeftBy(journal.updates(), ProcessSpace.here())) {
      unlock();
      return new ApplyException(
          FailureCause.UNREACHABLE,
          "An update of this release was killed; removing its lock: " + text);
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

  /** Returns empty also if the cluster cannot be read: the whole move is then tried at once. */
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
