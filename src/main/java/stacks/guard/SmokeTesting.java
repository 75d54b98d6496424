package stacks.guard;

import environments.analysis.SmokeTest;
import environments.text.Durations;
import java.time.Duration;
import java.util.Optional;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;

/**
 * Sends the requests of a smoke test to each ready pod of the receiving side, with the configured
 * retries.
 */
final class SmokeTesting {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final LivePods pods;
  private final Ticker ticker;
  private final Move move;

  SmokeTesting(LivePods pods, Ticker ticker, Move move) {
    this.pods = pods;
    this.ticker = ticker;
    this.move = move;
  }

  /**
   * @throws GuardException at the first request that is not answered as expected
   */
  void pass(SmokeTest test) {
    var limit = ticker.now().plus(test.timeout());
    var ready =
        pods.pods(move.namespace(), move.receiving().name()).stream()
            .filter(LivePod::isReady)
            .toList();
    if (ready.isEmpty()) {
      throw Guard.refusal(
          move,
          "The smoke test of " + move.receiving().id() + " found no ready pod.",
          "No traffic has moved.");
    }
    for (var pod : ready) {
      test.requests().forEach(request -> ask(pod, request, test, limit));
    }
  }

  private void ask(LivePod pod, SmokeTest.Request request, SmokeTest test, Duration limit) {
    var expected = Optional.of(request.status());
    var answer = answer(pod, request, test, limit);
    int attempts = 1;
    while (!answer.equals(expected)
        && attempts < test.attempts()
        && ticker.now().plus(PAUSE).compareTo(limit) < 0) {
      ticker.pause(PAUSE);
      answer = answer(pod, request, test, limit);
      attempts++;
    }
    if (!answer.equals(expected)) {
      var last = attempts == 1 ? "" : " on the last of " + attempts + " attempts";
      throw refusal(pod, request, answer.map(String::valueOf).orElse(late(test)), last);
    }
  }

  private static String late(SmokeTest test) {
    return "nothing within `timeout` (" + Durations.text(test.timeout()) + " for all)";
  }

  private Optional<Integer> answer(
      LivePod pod, SmokeTest.Request request, SmokeTest test, Duration limit) {
    var all = limit.minus(ticker.now());
    var left = all.compareTo(test.attemptTimeout()) < 0 ? all : test.attemptTimeout();
    if (left.isNegative() || left.isZero()) {
      return Optional.empty();
    }
    int port = new DeploymentManifest(move.receiving()).port(request.portName()).orElseThrow();
    return pods.get(move.namespace(), pod.name(), port, request.path(), left);
  }

  private GuardException refusal(
      LivePod pod, SmokeTest.Request request, String answer, String last) {
    return Guard.refusal(
        move,
        "The smoke test of "
            + move.receiving().id()
            + " failed: GET "
            + request.path()
            + " on port `"
            + request.portName()
            + "` must return "
            + request.status()
            + ", got "
            + answer
            + " from pod "
            + pod.name()
            + last
            + ".",
        "No traffic has moved. See `kubectl logs -n " + move.namespace() + " " + pod.name() + "`.");
  }
}
