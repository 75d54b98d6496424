package stacks;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Lets traffic go only to a side that can carry it, and looks whether it went there. */
final class Guard {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** A Service's endpoints follow its pods within a second or two. */
  private static final Duration SETTLING = Duration.ofSeconds(20);

  private static final String NOT_MOVED = "No traffic has moved.";
  private static final String MOVED =
      "Traffic has moved: look at it, and move it back if requests fail.";

  private final LiveCluster cluster;
  private final LivePods pods;
  private final Ticker ticker;

  Guard(LiveCluster cluster, LivePods pods, Ticker ticker) {
    this.cluster = cluster;
    this.pods = pods;
    this.ticker = ticker;
  }

  /**
   * Before traffic moves: as many ready pods as the share of the requests takes, growing an autoscaled side to them;
   * endpoints that agree; and a passed smoke test.
   *
   * @throws GuardException if traffic must not move
   * @throws NotReadyException if pods that the side was grown by do not become ready
   */
  void beforeMove(Move move) {
    new Capacity(cluster, pods, ticker, move).ensure();
    awaitEndpoints(move, move.receivingService(), NOT_MOVED);
    move.smokeTest().ifPresent(test -> new SmokeTesting(pods, ticker, move).pass(test));
  }

  /**
   * After traffic has moved: the Services or the route are as applied, and what they send requests to are the ready pods
   * of the receiving side.
   *
   * @throws GuardException if they are not
   */
  void afterMove(Move move) {
    move.moved().forEach(manifest -> checkApplied(move, new MovedManifest(manifest)));
    awaitEndpoints(move, move.receivingService(), MOVED);
    move.moved().stream()
        .map(MovedManifest::new)
        .filter(manifest -> manifest.selects(new DeploymentManifest(move.receiving())))
        .forEach(service -> awaitEndpoints(move, service.name(), MOVED));
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
              + ", but has "
              + found
              + ".",
          "Somebody else changed it after it was applied. Run `pulumi up --refresh`.");
    }
  }

  private Map<String, ?> live(MovedManifest applied) {
    return applied.isService()
        ? cluster.selector(applied.namespace(), applied.name())
        : cluster.weights(applied.kind(), applied.namespace(), applied.name());
  }

  private void awaitEndpoints(Move move, String service, String consequence) {
    var limit = ticker.now().plus(SETTLING);
    while (!endpoints(move, service).equals(readyPods(move))) {
      if (ticker.now().compareTo(limit) >= 0) {
        throw refusal(
            move,
            "Service "
                + move.namespace()
                + "/"
                + service
                + " must send requests to the ready pods of "
                + move.receiving().id()
                + " ("
                + words(readyPods(move))
                + "), but sends them to "
                + words(endpoints(move, service))
                + ".",
            consequence);
      }
      ticker.pause(PERIOD);
    }
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
    return new GuardException(move.app() + ": " + problem + "\n" + consequence);
  }
}
