package stacks;

import charts.Manifest;
import charts.RouteKind;
import environments.values.ClusterUid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import stacks.cluster.ClusterIdentity;
import stacks.cluster.LastLines;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveCluster;
import stacks.cluster.LiveDeployment;
import stacks.cluster.LiveJob;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Rollout;

/** A cluster with answers that tests set, some of them by the seconds that have passed. */
public final class FakeCluster implements LiveCluster, LivePods {
  public final ScriptedTicker ticker = new ScriptedTicker();
  public final Map<String, LiveDeployment> deployments = new LinkedHashMap<>();
  public final Map<String, Map<String, String>> selectors = new HashMap<>();
  public final Map<String, Map<String, Integer>> weights = new HashMap<>();
  public final Map<String, LiveAutoscaler> autoscalers = new HashMap<>();
  public final Map<String, LongFunction<Set<String>>> endpoints = new HashMap<>();
  public final Map<String, LongFunction<Integer>> answers = new HashMap<>();
  public final List<String> actions = new ArrayList<>();
  public LongFunction<Optional<Rollout>> rollout = seconds -> Optional.empty();
  public LongFunction<List<LivePod>> pods = seconds -> List.of();
  public LongFunction<Optional<String>> routeProblem = seconds -> Optional.empty();
  public LongFunction<Optional<LiveJob>> job = seconds -> Optional.empty();
  public LongFunction<List<LivePod>> podsOfJob = seconds -> List.of();
  public LongFunction<String> log = seconds -> "panic: no \u001b[31mdatabase\ngoroutine 1\n";
  public String warning = "";
  public Optional<ClusterUid> uid = Optional.empty();

  @Override
  public ClusterIdentity identity() {
    return new ClusterIdentity("https://10.0.0.1/", uid);
  }

  @Override
  public Optional<LiveDeployment> deployment(String namespace, String name) {
    return Optional.ofNullable(deployments.get(name));
  }

  @Override
  public void releaseReplicas(Manifest deployment) {
    actions.add("release the replicas of " + deployment.id());
  }

  @Override
  public Map<String, String> selector(String namespace, String service) {
    return selectors.getOrDefault(service, Map.of());
  }

  @Override
  public Map<String, Integer> weights(RouteKind kind, String namespace, String route) {
    return weights.getOrDefault(kind + " " + route, Map.of());
  }

  @Override
  public Optional<String> routeProblem(RouteKind kind, String namespace, String route) {
    return kind.hasStatus() ? routeProblem.apply(ticker.seconds()) : Optional.empty();
  }

  @Override
  public List<Manifest> configMapsInUse(String namespace, String app) {
    return List.of();
  }

  @Override
  public Optional<Rollout> rollout(String namespace, String deployment) {
    return rollout.apply(ticker.seconds());
  }

  @Override
  public List<LivePod> pods(String namespace, String deployment) {
    return pods.apply(ticker.seconds());
  }

  @Override
  public Optional<LiveJob> job(String namespace, String name) {
    return job.apply(ticker.seconds());
  }

  @Override
  public void createJob(Manifest made) {
    actions.add("create " + made.id());
  }

  @Override
  public void deleteJob(String namespace, String name) {
    actions.add("delete Job " + namespace + "/" + name);
  }

  @Override
  public List<LivePod> podsOfJob(String namespace, String name) {
    return podsOfJob.apply(ticker.seconds());
  }

  @Override
  public Set<String> endpoints(String namespace, String service) {
    return endpoints.getOrDefault(service, seconds -> Set.of()).apply(ticker.seconds());
  }

  @Override
  public Optional<LiveAutoscaler> autoscaler(String namespace, String deployment) {
    return Optional.ofNullable(autoscalers.get(deployment));
  }

  @Override
  public void scale(String namespace, String deployment, int replicas) {
    actions.add("scale " + namespace + "/" + deployment + " to " + replicas);
  }

  @Override
  public LastLines lastLines(String namespace, LivePod pod) {
    return LastLines.of(log.apply(ticker.seconds()));
  }

  @Override
  public Optional<String> warning(String namespace, String pod) {
    return warning.isEmpty() ? Optional.empty() : Optional.of(warning);
  }

  @Override
  public Optional<Integer> get(
      String namespace, String pod, int port, String path, Duration timeout) {
    actions.add("GET " + pod + ":" + port + path + " within " + timeout.toSeconds() + " s");
    var status = answers.getOrDefault(pod + path, seconds -> 200).apply(ticker.seconds());
    return Optional.of(status).filter(each -> each > 0);
  }

  public static LivePod ready(String name) {
    return pod(name, true, container("", "", Optional.empty()));
  }

  public static LivePod unready(String name) {
    return pod(name, false, container("", "", Optional.empty()));
  }

  public static LivePod ended(String name, int exitCode) {
    return pod(name, false, container("", "", Optional.of(exitCode)));
  }

  public static LivePod waiting(String name, String reason, String message) {
    return pod(name, false, container(reason, message, Optional.of(1)));
  }

  public static LivePod unschedulable(String name, String message) {
    return new LivePod(name, "1.1.0", false, Optional.of(message), List.of());
  }

  private static LivePod pod(String name, boolean isReady, LivePod.Container container) {
    return new LivePod(name, "1.1.0", isReady, Optional.empty(), List.of(container));
  }

  private static LivePod.Container container(
      String waiting, String message, Optional<Integer> exitCode) {
    return new LivePod.Container("checkout", "registry.example/c:1", waiting, message, 2, exitCode);
  }
}
