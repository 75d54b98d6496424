package stacks;

import charts.Construct;
import charts.EnvironmentChart;
import charts.Manifest;
import charts.Secrets;
import com.pulumi.Context;
import environments.Environment;
import environments.StackSettings;
import environments.apps.App;
import environments.values.SideName;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import stacks.cluster.ClusterException;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.LivePod;
import stacks.cluster.Ownership;
import stacks.cluster.Ticker;
import stacks.edits.Edit;
import stacks.edits.EditSearch;
import stacks.edits.Edits;
import stacks.edits.Fabric8LiveObjects;
import stacks.guard.SmokeTestRun;
import stacks.plan.Drift;
import stacks.plan.Layout;
import stacks.plan.LiveApp;
import stacks.plan.LiveAppState;
import stacks.plan.MinReplicasPlan;
import stacks.plan.Shares;
import stacks.program.ClusterRule;
import stacks.program.Component;
import stacks.program.LiveEnvironment;
import stacks.program.ProgramFailure;
import stacks.program.PulumiLibrary;
import stacks.program.Registration;
import stacks.program.SingleAppUpdate;
import stacks.program.StackProgram;
import stacks.program.StackState;

/** A stack for those who drive it: the program that applies it, and what is live. */
public final class LiveStack implements AutoCloseable {
  /**
   * Kinds of which an app has other objects, or none, when its release state or its configuration
   * is another one.
   */
  private static final Set<String> COMING_AND_GOING =
      Set.of("ConfigMap", "HorizontalPodAutoscaler", "Job", "NetworkPolicy");

  private final Fabric8Cluster cluster;

  private LiveStack(Fabric8Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param context of the kubeconfig; its current one if empty
   * @throws ClusterException if there is no such context
   */
  public static LiveStack of(Optional<String> context) {
    PulumiLibrary.prepare();
    return new LiveStack(Fabric8Cluster.of(context));
  }

  public KubernetesClient client() {
    return cluster.client();
  }

  /**
   * Whether this is the cluster that the stack was applied to.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public ClusterRule rule(String stack, StackSettings settings, StackState state) {
    return new ClusterRule(
        stack, settings.cluster(), state.outputs().cluster(), cluster.identity());
  }

  /** Names of the pods of a Deployment's newest version that take requests. */
  public List<String> readyPods(String namespace, String deployment) {
    return cluster.pods(namespace, deployment).stream()
        .filter(LivePod::isReady)
        .map(LivePod::name)
        .toList();
  }

  /**
   * The status that a pod answers a GET with through the API server; empty if it does not in time.
   *
   * @throws ClusterException if there is no way to it
   */
  public Optional<Integer> get(
      String namespace, String pod, int port, String path, Duration timeout) {
    return cluster.get(namespace, pod, port, path, timeout);
  }

  /**
   * What people have set with kubectl stays as it is, and can be applied again: what is as
   * configured, and of what is not, the versions, the active color and the weight. All else remains
   * an edit.
   *
   * @throws ClusterException if the cluster does not let it
   */
  public void takeOver(Environment environment, App app) {
    var ownership = new Ownership(client());
    var search = search();
    for (var subject : subjects(environment, app)) {
      if (!search.adoptable(subject).isEmpty()) {
        ownership.release(
            subject.manifest(),
            now ->
                search.adoptable(
                    new EditSearch.Subject(subject.manifest(), now, subject.layout())));
      }
    }
  }

  /**
   * Whether {@link #takeOver} would change anything.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public boolean isToBeTakenOver(Environment environment, App app) {
    var search = search();
    return subjects(environment, app).stream()
        .anyMatch(subject -> !search.adoptable(subject).isEmpty());
  }

  /**
   * What an update would undo of an app's objects, if it changed all of them.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public List<Edit> edits(Environment environment, App app) {
    return search().edits(subjects(environment, app));
  }

  /**
   * What a release would undo on its way.
   *
   * @param state what Pulumi has written down: what it has as it is to be, an update leaves alone
   * @throws ClusterException if the cluster does not answer
   */
  public List<Edit> edits(Environment environment, App app, StackState state) {
    return search()
        .edits(
            subjects(environment, app).stream()
                .filter(subject -> !state.isApplied(subject.manifest()))
                .toList());
  }

  /** What may not be read is warned of by the update. */
  private EditSearch search() {
    return new EditSearch(new Fabric8LiveObjects(client()), unread -> {});
  }

  private List<EditSearch.Subject> subjects(Environment environment, App app) {
    var layout = layout(environment, app);
    return search().read(layout.all()).entrySet().stream()
        .map(
            found ->
                new EditSearch.Subject(
                    Edits.restarted(found.getKey(), found.getValue()),
                    found.getValue(),
                    Optional.of(layout)))
        .toList();
  }

  /**
   * Runs the Job that tests a side once more. Why it failed; empty if it succeeded.
   *
   * @param deployment of the side, which has such a Job
   * @throws ClusterException if it could not be run
   */
  public Optional<String> runSmokeTest(Environment environment, App app, String deployment) {
    var layout = layout(environment, app);
    var job =
        layout.sides().stream()
            .filter(side -> layout.deployment(side).name().equals(deployment))
            .flatMap(side -> layout.job(side).stream())
            .findFirst()
            .orElseThrow(
                () -> new ClusterException(deployment + " has no Job of a smoke test any more."));
    return new SmokeTestRun(cluster, Ticker.SYSTEM, job).run();
  }

  /**
   * The program of {@code pulumi up} for one app, to be run in this process with {@link #targets}.
   *
   * @param project the folder that has {@code Pulumi.yaml}
   * @param released asked in each update, when no other can run
   * @param failures asked in each update for what takes the reasons why it ends
   */
  public Consumer<Context> program(
      Path project,
      Supplier<SingleAppUpdate> released,
      Supplier<Consumer<ProgramFailure>> failures) {
    return new StackProgram(
            project,
            // The one that was opened is that of the stack's settings, too.
            (context, warnings) -> LiveEnvironment.of(cluster, warnings),
            Executors.newCachedThreadPool(),
            () -> Optional.of(released.get()),
            failures)
        ::run;
  }

  /**
   * @param environment that has the app, with the release state that is expected
   * @throws ClusterException if the cluster does not answer
   */
  public LiveAppState release(Environment environment, App app) {
    var layout = layout(environment, app);
    var live = new LiveApp(layout, cluster);
    return new LiveAppState(
        sides(layout), shares(layout, live), live.baseline(), new Drift(layout, live).lines());
  }

  /**
   * The fewest pods that the autoscalers of an app keep until its requests have moved, by side;
   * none of a side whose autoscaler keeps as many by itself.
   *
   * @param shares that the sides are to have then, in percent
   * @param configured what they keep so far
   * @throws ClusterException if the cluster does not answer
   */
  public Map<SideName, Integer> minReplicas(
      Environment environment,
      App app,
      Map<SideName, Integer> shares,
      Map<SideName, Integer> configured) {
    return minReplicasPlan(environment, app, shares).minReplicas(configured);
  }

  /**
   * The shares, by side, that a route could have at once where the side that is to receive more has
   * not yet the pods for all of it; empty where there is nothing to gain.
   *
   * @param shares that the sides are to have in the end, in percent
   * @throws ClusterException if the cluster does not answer
   */
  public Optional<Map<SideName, Integer>> bearable(
      Environment environment, App app, Map<SideName, Integer> shares) {
    return minReplicasPlan(environment, app, shares).bearable();
  }

  private MinReplicasPlan minReplicasPlan(
      Environment environment, App app, Map<SideName, Integer> shares) {
    var layout = layout(environment, app);
    return new MinReplicasPlan(layout, new LiveApp(layout, cluster), shares);
  }

  /**
   * The sides of an app, as they are each time that they are asked for.
   *
   * @throws ClusterException when they are asked for, if the cluster does not answer
   */
  public Supplier<Map<SideName, LiveAppState.LiveSide>> sides(Environment environment, App app) {
    var layout = layout(environment, app);
    return () -> sides(layout);
  }

  /**
   * Patterns of the URNs of all that a release of an app may change: what the app has now and will
   * have. Of what apps share only what is not there yet, for others may know better what is; and a
   * target that others depend on would make Pulumi delete what the program leaves out.
   */
  public static List<String> targets(
      StackState state, Environment environment, StackSettings settings, App app) {
    var name = app.name().value();
    var constructs = EnvironmentChart.of(environment).constructs();
    var own = construct(constructs, app).manifests().stream().map(LiveStack::target);
    var apps = environment.apps().stream().map(each -> each.name().value()).toList();
    var shared = constructs.stream().filter(each -> !apps.contains(each.name())).toList();
    return Stream.of(
            Stream.of(component(name)),
            state.urns(name).stream(),
            own,
            missing(state, shared, settings))
        .flatMap(Function.identity())
        .distinct()
        .toList();
  }

  /**
   * Deletes what an update that was killed has made of an app, and Pulumi does not know of: it
   * would refuse to make it again. Only what comes and goes with the app's versions: the next
   * update makes it again, if it is to be there still.
   *
   * @param state of a stack that nobody updates
   * @throws ClusterException if the cluster does not let it
   */
  public void deleteOrphans(StackState state, String app) {
    var ownership = new Ownership(client());
    state.pendingCreates(app).stream()
        .filter(manifest -> COMING_AND_GOING.contains(manifest.kind()))
        .filter(ownership::isPulumis)
        .forEach(ownership::delete);
  }

  private static Stream<String> missing(
      StackState state, List<Construct> shared, StackSettings settings) {
    var components =
        shared.stream()
            .filter(construct -> !state.has(component(construct), construct.name()))
            .map(construct -> "**" + Component.urnEnd(component(construct), construct.name()));
    var objects =
        Stream.concat(
                shared.stream().flatMap(construct -> construct.manifests().stream()),
                settings.secrets().stream().map(Secrets::withoutValues))
            .filter(manifest -> !state.has(manifest))
            .map(LiveStack::target);
    return Stream.concat(components, objects);
  }

  /** Without the objects that somebody has edited. */
  public static List<String> without(List<String> targets, List<Edit> edits) {
    var edited = edits.stream().map(edit -> Registration.urnEnd(edit.manifest())).toList();
    return targets.stream().filter(target -> edited.stream().noneMatch(target::endsWith)).toList();
  }

  /** The pattern of the URN of what groups an app's objects, and is none itself. */
  public static String component(String app) {
    return "**" + Component.urnEnd(Component.APP, app);
  }

  /** An object below its component. */
  private static String target(Manifest manifest) {
    return "**$" + Registration.urnEnd(manifest);
  }

  private static String component(Construct shared) {
    return shared.name().equals(EnvironmentChart.ENVIRONMENT)
        ? Component.ENVIRONMENT
        : Component.MANIFESTS;
  }

  private static Layout layout(Environment environment, App app) {
    return Layout.of(app, construct(EnvironmentChart.of(environment).constructs(), app));
  }

  private static Construct construct(List<Construct> constructs, App app) {
    return constructs.stream()
        .filter(each -> each.name().equals(app.name().value()))
        .findFirst()
        .orElseThrow();
  }

  private Map<SideName, LiveAppState.LiveSide> sides(Layout layout) {
    var sides = new LinkedHashMap<SideName, LiveAppState.LiveSide>();
    for (var side : layout.sides()) {
      var found = cluster.deployment(layout.namespace(), layout.deployment(side).name());
      sides.put(
          side,
          found
              .map(
                  live ->
                      new LiveAppState.LiveSide(
                          Optional.of(live.image()), live.replicas(), live.readyPods()))
              .orElse(new LiveAppState.LiveSide(Optional.empty(), 0, 0)));
    }
    return sides;
  }

  private static Map<SideName, Integer> shares(Layout layout, LiveApp live) {
    List<Shares> now = new ArrayList<>(live.now());
    if (now.isEmpty()) {
      return Map.of(SideName.APP, 100);
    }
    var last = now.get(now.size() - 1);
    var shares = new LinkedHashMap<SideName, Integer>();
    layout.sides().forEach(side -> shares.put(side, last.percent(side)));
    return shares;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
