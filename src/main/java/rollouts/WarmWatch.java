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
    var notBadAt = ticker.now();
    while (true) {
      var seen = seen();
      var trouble = seen.flatMap(now -> trouble(now, serving, left));
      if (trouble.isEmpty()) {
        notBadAt = ticker.now();
      } else if (ticker.now().minus(notBadAt).compareTo(TOLERANCE) >= 0) {
        return new Finding.Bad(trouble.get());
      }
      boolean isGood = seen.isPresent() && trouble.isEmpty();
      if (isGood && ticker.now().compareTo(end) >= 0) {
        return new Finding.Good();
      }
      if (!waiting.until(next(isGood, end))) {
        return new Finding.Interrupted();
      }
    }
  }

  /** The last look is at the end, unless what was seen is not good yet. */
  private Duration next(boolean isGood, Duration end) {
    var next = ticker.now().plus(PERIOD);
    return isGood && end.compareTo(next) < 0 ? end : next;
  }

  /** Nothing, where the cluster does not answer: what it has is neither good nor bad. */
  private Optional<Map<String, LiveSide>> seen() {
    try {
      return Optional.of(sides.get());
    } catch (ClusterException e) {
      if (e.isDenied()) {
        throw ApplyException.of(e);
      }
      return Optional.empty();
    }
  }

  private static Optional<String> trouble(Map<String, LiveSide> now, String serving, String left) {
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
  }

  private static int ready(Map<String, LiveSide> sides, String side) {
    return Optional.ofNullable(sides.get(side)).map(LiveSide::readyPods).orElse(0);
  }
}
