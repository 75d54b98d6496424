package rollouts;

import environments.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import stacks.ClusterException;
import stacks.LiveRelease.LiveSide;
import stacks.Ticker;

/**
 * While the pods are kept that have just lost their requests: whether those that have got them stay ready. All other looks are
 * another's.
 */
final class WarmWatch implements Watch {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** A pod that is evicted, or flaps once, is no reason to go back. */
  private static final Duration TOLERANCE = Duration.ofSeconds(15);

  private final Watch other;
  private final Duration time;
  private final Supplier<Map<String, LiveSide>> sides;
  private final Ticker ticker;
  private final Waiting waiting;

  /**
   * @param time for which the pods are kept
   * @param sides as they are in the cluster each time
   */
  WarmWatch(
      Watch other,
      Duration time,
      Supplier<Map<String, LiveSide>> sides,
      Ticker ticker,
      Waiting waiting) {
    this.other = other;
    this.time = time;
    this.sides = sides;
    this.ticker = ticker;
    this.waiting = waiting;
  }

  @Override
  public Finding look(Step step, Consumer<ReleaseEvent> events) {
    return step.hold() == Step.Hold.WARM ? look(step.release(), events) : other.look(step, events);
  }

  private Finding look(Release release, Consumer<ReleaseEvent> events) {
    var serving = release.main();
    var left = release.other(serving).orElseThrow();
    events.accept(new ReleaseEvent.Progress(left + " keeps its pods for " + Durations.text(time)));
    var end = ticker.now().plus(time);
    var goodAt = ticker.now();
    while (ticker.now().compareTo(end) < 0) {
      if (!waiting.until(earlier(ticker.now().plus(PERIOD), end))) {
        return new Finding.Interrupted();
      }
      var trouble = trouble(serving, left);
      if (trouble.isEmpty()) {
        goodAt = ticker.now();
      } else if (ticker.now().minus(goodAt).compareTo(TOLERANCE) >= 0) {
        return new Finding.Bad(trouble.get());
      }
    }
    return new Finding.Good();
  }

  private static Duration earlier(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** What a cluster that does not answer has is not known to be bad. */
  private Optional<String> trouble(String serving, String left) {
    try {
      var now = sides.get();
      int ready = ready(now, serving);
      int kept = ready(now, left);
      return ready >= kept
          ? Optional.empty()
          : Optional.of(
              serving
                  + " has got all requests, but "
                  + ready
                  + " ready pods, and "
                  + left
                  + ", which had them before, has "
                  + kept);
    } catch (ClusterException e) {
      if (e.isDenied()) {
        throw ApplyException.of(e);
      }
      return Optional.empty();
    }
  }

  private static int ready(Map<String, LiveSide> sides, String side) {
    return Optional.ofNullable(sides.get(side)).map(LiveSide::readyPods).orElse(0);
  }
}
