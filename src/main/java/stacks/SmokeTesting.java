package stacks;

import environments.Durations;
import environments.SmokeTest;
import java.time.Duration;
import java.util.Optional;

/** Asks each ready pod of the receiving side what its smoke test says, once. */
final class SmokeTesting {
  private final LivePods pods;
  private final Ticker ticker;
  private final Move move;

  SmokeTesting(LivePods pods, Ticker ticker, Move move) {
    this.pods = pods;
    this.ticker = ticker;
    this.move = move;
  }

  /**
   * @throws GuardException at the first answer that is not the expected one
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
          "The smoke test of " + move.receiving().id() + " found no ready pod to ask.",
          "No traffic has moved.");
    }
    for (var pod : ready) {
      test.requests().forEach(request -> ask(pod, request, test, limit));
    }
  }

  private void ask(LivePod pod, SmokeTest.Request request, SmokeTest test, Duration limit) {
    var answer = answer(pod, request, limit.minus(ticker.now()));
    if (!answer.equals(Optional.of(request.status()))) {
      var late = "nothing within `timeout` (" + Durations.text(test.timeout()) + " for all)";
      throw refusal(pod, request, answer.map(String::valueOf).orElse(late));
    }
  }

  private Optional<Integer> answer(LivePod pod, SmokeTest.Request request, Duration left) {
    if (left.isNegative() || left.isZero()) {
      return Optional.empty();
    }
    int port = new DeploymentManifest(move.receiving()).port(request.portName()).orElseThrow();
    return pods.get(move.namespace(), pod.name(), port, request.path(), left);
  }

  private GuardException refusal(LivePod pod, SmokeTest.Request request, String answer) {
    return Guard.refusal(
        move,
        "The smoke test of "
            + move.receiving().id()
            + " failed: GET "
            + request.path()
            + " of port `"
            + request.portName()
            + "` must be answered with "
            + request.status()
            + ", but pod "
            + pod.name()
            + " answered "
            + answer
            + ".",
        "No traffic has moved. See `kubectl logs -n " + move.namespace() + " " + pod.name() + "`.");
  }
}
