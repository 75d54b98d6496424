package stacks.guard;

import charts.Manifest;
import charts.RouteKind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import stacks.cluster.LiveCluster;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;

/** Lets traffic move only to a side that can carry it, and checks that it did. */
public final class Guard {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** A Service's endpoints follow its pods within a second or two. */
  private static final Duration SETTLING = Duration.ofSeconds(20);

  /** A router follows a changed route within seconds. */
  private static final Duration ACCEPTING = Duration.ofSeconds(30);

  private static final String NOT_MOVED = "No traffic has moved.";

  private final LiveCluster cluster;
  private final LivePods pods;
  private final Ticker ticker;
  private final Consumer<String> warnings;

  /**
   * @param warnings receives what users should know about a move that is not refused
   */
  public Guard(LiveCluster cluster, LivePods pods, Ticker ticker, Consumer<String> warnings) {
    this.cluster = cluster;
    this.pods = pods;
    this.ticker = ticker;
    this.warnings = warnings;
  }

  /**
   * Checks before traffic moves that the side has as many ready pods as its share requires (an
   * autoscaled side is grown; a side that already serves may have what it can get), that the
   * endpoints agree, and that the smoke test passes.
   *
   * @throws GuardException if traffic must not move
   * @throws NotReadyException if pods that were added to the side do not become ready
   */
  public void beforeMove(Move move) {
    var capacity = new CapacityGate(cluster, pods, ticker, warnings, move);
    ensureCarried(move, capacity);
    move.smokeTest().ifPresent(test -> new SmokeTesting(pods, ticker, move).pass(test));
    move.job().ifPresent(job -> new JobTesting(pods, ticker, job).pass());
    if (move.smokeTest().isPresent() || move.job().isPresent()) {
      // Tests take minutes, in which an autoscaler may remove idle pods and nodes may fail.
      ensureCarried(move, capacity);
    }
  }

  private void ensureCarried(Move move, CapacityGate capacity) {
    capacity.ensure();
    awaitEndpoints(move, move.receivingService(), problem -> refusal(move, problem, NOT_MOVED));
  }

  /**
   * Checks after traffic has moved that the Services or the route are as applied, that Gateways
   * have accepted the route, and that they send requests to the ready pods of the receiving side.
   *
   * @throws GuardException if a check fails
   */
  public void afterMove(Move move) {
    move.moved().forEach(manifest -> checkApplied(move, new MovedManifest(manifest)));
    for (var manifest : move.moved()) {
      RouteKind.of(manifest.kind()).ifPresent(kind -> awaitAccepted(move, kind, manifest));
    }
    awaitEndpoints(move, move.receivingService(), problem -> afterwards(move, problem));
    move.moved().stream()
        .map(MovedManifest::new)
        .filter(manifest -> manifest.selects(new DeploymentManifest(move.receiving())))
        .forEach(
            service -> awaitEndpoints(move, service.name(), problem -> afterwards(move, problem)));
  }

  private static GuardException afterwards(Move move, String problem) {
    return refusal(
        move, problem, "Traffic has moved.", "Check it, and move it back if requests fail.");
  }

  private void checkApplied(Move move, MovedManifest applied) {
    var expected = new TreeMap<>(applied.target());
    var found = new TreeMap<>(live(applied));
    if (!found.equals(expected)) {
      throw refusal(
          move,
          applied.id()
              + " must have the "
              + applied.targetName()
              + " "
              + expected
              + ", got "
              + found
              + ".",
          "Someone else changed it after it was applied.",
          "Run `pulumi up --refresh`.");
    }
  }

  private Map<String, ?> live(MovedManifest applied) {
    return applied.isService()
        ? cluster.selector(applied.namespace(), applied.name())
        : cluster.weights(applied.route().orElseThrow(), applied.namespace(), applied.name());
  }

  private void awaitAccepted(Move move, RouteKind kind, Manifest route) {
    var limit = ticker.now().plus(ACCEPTING);
    var problem = cluster.routeProblem(kind, route.namespace(), route.name());
    while (problem.isPresent() && ticker.now().compareTo(limit) < 0) {
      ticker.pause(PERIOD);
      problem = cluster.routeProblem(kind, route.namespace(), route.name());
    }
    if (problem.isPresent()) {
      throw refusal(
          move,
          route.id() + " must be accepted by its Gateways: " + problem.get() + ".",
          "The traffic may not have moved.",
          "Check where it goes.");
    }
  }

  private void awaitEndpoints(Move move, String service, Function<String, GuardException> refusal) {
    var limit = ticker.now().plus(SETTLING);
    while (!sendsToReadyPods(move, service)) {
      if (ticker.now().compareTo(limit) >= 0) {
        throw refusal.apply(
            "Service "
                + move.namespace()
                + "/"
                + service
                + " must send traffic to the ready pods of "
                + move.receiving().id()
                + " ("
                + words(readyPods(move))
                + "), got "
                + words(endpoints(move, service))
                + ".");
      }
      ticker.pause(PERIOD);
    }
  }

  /** Without any ready pod there is nothing to agree on. */
  private boolean sendsToReadyPods(Move move, String service) {
    var ready = readyPods(move);
    return !ready.isEmpty() && endpoints(move, service).equals(ready);
  }

  private Set<String> endpoints(Move move, String service) {
    return pods.endpoints(move.namespace(), service);
  }

  private Set<String> readyPods(Move move) {
    return pods.pods(move.namespace(), move.receiving().name()).stream()
        .filter(LivePod::isReady)
        .map(LivePod::name)
        .collect(Collectors.toSet());
  }

  private static String words(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names));
  }

  static GuardException refusal(Move move, String problem, String consequence) {
    return new GuardException(problem(move, problem, consequence));
  }

  private static GuardException refusal(
      Move move, String problem, String consequence, String advice) {
    return new GuardException(problem(move, problem, consequence), advice);
  }

  private static String problem(Move move, String problem, String consequence) {
    return move.app() + ": " + problem + "\n" + consequence;
  }
}
