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

/** The facade for releases: the program that applies a stack, and the live state of its cluster. */
public final class LiveStack implements AutoCloseable {
  /**
   * Kinds of objects that an app gains, changes or loses with its release state or configuration.
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
   * Compares the cluster with the one that the stack was applied to.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public ClusterRule rule(String stack, StackSettings settings, StackState state) {
    return new ClusterRule(
        stack, settings.cluster(), state.outputs().cluster(), cluster.identity());
  }

  /** Returns the names of the ready pods of a Deployment's newest version. */
  public List<String> readyPods(String namespace, String deployment) {
    return cluster.pods(namespace, deployment).stream()
        .filter(LivePod::isReady)
        .map(LivePod::name)
        .toList();
  }

  /**
   * Returns the status with which a pod answers a GET through the API server; empty if it does not
   * answer in time.
   *
   * @throws ClusterException if the pod cannot be reached
   */
  public Optional<Integer> get(
      String namespace, String pod, int port, String path, Duration timeout) {
    return cluster.get(namespace, pod, port, path, timeout);
  }

  /**
   * Takes over what people have set with kubectl, so that it can be applied again: the fields that
   * match the configuration and, of the others, the versions, the active color and the weight.
   * Everything else remains an edit.
   *
   * @throws ClusterException if the cluster refuses it
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
   * Returns whether {@link #takeOver} would change anything.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public boolean isToBeTakenOver(Environment environment, App app) {
    var search = search();
    return subjects(environment, app).stream()
        .anyMatch(subject -> !search.adoptable(subject).isEmpty());
  }

  /**
   * Returns the edits that an update of all objects of an app would undo.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public List<Edit> edits(Environment environment, App app) {
    return search().edits(subjects(environment, app));
  }

  /**
   * Returns the edits that a release would undo.
   *
   * @param state of the stack: an update skips objects that match it
   * @throws ClusterException if the cluster does not answer
   */
  public List<Edit> edits(Environment environment, App app, StackState state) {
    return search()
        .edits(
            subjects(environment, app).stream()
                .filter(subject -> !state.isApplied(subject.manifest()))
                .toList());
  }

  /** The update itself warns of objects that it may not read. */
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
   * Runs the Job that tests a side once more. Returns why it failed; empty if it succeeded.
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
                () -> new ClusterException(deployment + " no longer has a smoke test Job."));
    return new SmokeTestRun(cluster, Ticker.SYSTEM, job).run();
  }

  /**
   * Returns the program of {@code pulumi up} for one app, which runs in this process with {@link
   * #targets}.
   *
   * @param project the folder with {@code Pulumi.yaml}
   * @param released called in each update, when no other can run
   * @param failures called in each update; receives the reasons why it ends
   */
  public Consumer<Context> program(
      Path project,
      Supplier<SingleAppUpdate> released,
      Supplier<Consumer<ProgramFailure>> failures) {
    return new StackProgram(
            project,
            // The cluster that was opened is that of the stack's settings as well.
            (context, warnings) -> LiveEnvironment.of(cluster, warnings),
            Executors.newCachedThreadPool(),
            () -> Optional.of(released.get()),
            failures)
        ::run;
  }

  /**
   * @param environment that contains the app, with the expected release state
   * @throws ClusterException if the cluster does not answer
   */
  public LiveAppState release(Environment environment, App app) {
    var layout = layout(environment, app);
    var live = new LiveApp(layout, cluster);
    return new LiveAppState(
        sides(layout), shares(layout, live), live.baseline(), new Drift(layout, live).lines());
  }

  /**
   * Returns the fewest pods, by side, that the autoscalers of an app keep until its traffic has
   * moved; without sides whose autoscaler keeps as many anyway.
   *
   * @param shares of the sides after the move, in percent
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
   * Returns the shares, by side, that a route could have at once if the receiving side does not
   * have the pods for all of its traffic yet; empty if there is nothing to gain.
   *
   * @param shares of the sides in the end, in percent
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
   * Returns the live sides of an app, read each time they are asked for.
   *
   * @throws ClusterException when they are asked for, if the cluster does not answer
   */
  public Supplier<Map<SideName, LiveAppState.LiveSide>> sides(Environment environment, App app) {
    var layout = layout(environment, app);
    return () -> sides(layout);
  }

  /**
   * Returns patterns of the URNs of everything that a release of an app may change: the objects
   * that the app has now and will have. Of the objects that apps share, only missing ones are
   * included: other apps may be newer, and a target that others depend on would make Pulumi delete
   * what the program leaves out.
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
   * Deletes objects of an app that a killed update created and Pulumi does not know: it would
   * refuse to create them again. Deletes only kinds that come and go with the app's versions; the
   * next update creates them again if they are still needed.
   *
   * @param state of a stack that is not being updated
   * @throws ClusterException if the cluster refuses it
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

  /** Removes the objects that someone has edited. */
  public static List<String> without(List<String> targets, List<Edit> edits) {
    var edited = edits.stream().map(edit -> Registration.urnEnd(edit.manifest())).toList();
    return targets.stream().filter(target -> edited.stream().noneMatch(target::endsWith)).toList();
  }

  /** Returns the pattern of the URN of the component that groups an app's objects. */
  public static String component(String app) {
    return "**" + Component.urnEnd(Component.APP, app);
  }

  /** The URN of an object below its component. */
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
