package rollouts.driver;

import environments.apps.ReleaseState;
import environments.text.Durations;
import environments.values.SideName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Step;
import stacks.cluster.ClusterException;
import stacks.cluster.Ticker;
import stacks.plan.LiveAppState.LiveSide;

/**
 * Watches whether the pods that now have the traffic stay ready, during the scale-down delay of the
 * pods that have just lost it. Leaves all other steps to another monitor.
 */
public final class ScaleDownDelayMonitor implements StepMonitor {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** Short, because requests fail while no pod is ready. */
  private static final int NONE_READY = looks(Duration.ofSeconds(15));

  private final StepMonitor other;
  private final Limits limits;
  private final Supplier<Map<SideName, LiveSide>> sides;
  private final Ticker ticker;
  private final Waiting waiting;

  /**
   * The durations of this monitor.
   *
   * @param scaleDownDelay how long the pods are kept
   * @param pods how long replacing an evicted pod may take: the app's {@code progressDeadline}
   * @param cluster how long the cluster may not answer before a person has to decide
   */
  public record Limits(Duration scaleDownDelay, Duration pods, Duration cluster) {}

  /**
   * @param sides reads the current state of the cluster
   */
  public ScaleDownDelayMonitor(
      StepMonitor other, Limits limits, Supplier<Map<SideName, LiveSide>> sides, Waiting waiting) {
    this.other = other;
    this.limits = limits;
    this.sides = sides;
    ticker = waiting.ticker();
    this.waiting = waiting;
  }

  private static int looks(Duration time) {
    return (int) Math.max(1, time.toSeconds() / PERIOD.toSeconds());
  }

  @Override
  public Observation observe(Step step, Consumer<ReleaseEvent> events) {
    return step.hold() == Step.Hold.SCALE_DOWN_DELAY
        ? look(step.release(), events)
        : other.observe(step, events);
  }

  private Observation look(ReleaseState release, Consumer<ReleaseEvent> events) {
    var serving = release.majority();
    var left = release.other(serving).orElseThrow();
    events.accept(
        new ReleaseEvent.Progress(
            left + " keeps its pods for " + Durations.text(limits.scaleDownDelay())));
    var end = ticker.now().plus(limits.scaleDownDelay());
    var looks = new Looks(serving, left);
    while (true) {
      looks.add(ready(serving, left));
      var ended = looks.finding(ticker.now().compareTo(end) >= 0);
      if (ended.isPresent()) {
        return ended.get();
      }
      if (!waiting.until(next(end))) {
        return new Observation.Interrupted();
      }
    }
  }

  /** The observations so far. */
  private final class Looks {
    private final SideName serving;
    private final SideName left;
    private Optional<Ready> last = Optional.empty();
    private int few;
    private int none;
    private Optional<Duration> unseenSince = Optional.empty();

    Looks(SideName serving, SideName left) {
      this.serving = serving;
      this.left = left;
    }

    /** Adds an observation; an empty one, without an answer of the cluster, is not judged. */
    void add(Optional<Ready> ready) {
      last = ready;
      unseenSince =
          ready.isPresent() ? Optional.empty() : Optional.of(unseenSince.orElse(ticker.now()));
      if (ready.isPresent()) {
        few = ready.get().areEnough() ? 0 : few + 1;
        none = ready.get().serving() > 0 ? 0 : none + 1;
      }
    }

    Optional<Observation> finding(boolean isTime) {
      if (last.isEmpty()) {
        var limit = unseenSince.orElseThrow().plus(limits.cluster());
        return ticker.now().compareTo(limit) >= 0 ? Optional.of(undecided()) : Optional.empty();
      }
      if (none > NONE_READY || few > looks(limits.pods())) {
        return Optional.of(new Observation.Bad(last.get().text(serving, left)));
      }
      return isTime && few == 0 ? Optional.of(new Observation.Good()) : Optional.empty();
    }

    private Observation undecided() {
      return new Observation.Undecided(
          "the cluster does not answer, so it is unknown whether the pods of "
              + serving
              + " stay ready");
    }
  }

  /** Returns the time of the next observation; the last one is at the end. */
  private Duration next(Duration end) {
    var next = ticker.now().plus(PERIOD);
    return end.compareTo(ticker.now()) > 0 && end.compareTo(next) < 0 ? end : next;
  }

  private Optional<Ready> ready(SideName serving, SideName left) {
    try {
      return Optional.of(Ready.of(sides.get(), serving, left));
    } catch (ClusterException e) {
      if (e.isDenied()) {
        throw ApplyException.of(e);
      }
      return Optional.empty();
    }
  }

  /**
   * The ready pods of both colors or tracks.
   *
   * @param serving the ready pods of the side with the traffic
   * @param asked the replicas of that side: by now its autoscaler may want fewer pods than the
   *     other side has
   * @param left the ready pods of the side that has lost its traffic
   */
  private record Ready(int serving, int asked, int left) {
    static Ready of(Map<SideName, LiveSide> sides, SideName serving, SideName left) {
      var side = sides.get(serving);
      return new Ready(
          ready(sides, serving), side == null ? 0 : side.replicas(), ready(sides, left));
    }

    boolean areEnough() {
      return serving > 0 && serving >= Math.min(asked, left);
    }

    String text(SideName servingSide, SideName leftSide) {
      return servingSide
          + " takes all traffic but has only "
          + serving
          + " of "
          + asked
          + " pods ready ("
          + leftSide
          + ": "
          + left
          + ")";
    }
  }

  private static int ready(Map<SideName, LiveSide> sides, SideName side) {
    return Optional.ofNullable(sides.get(side)).map(LiveSide::readyPods).orElse(0);
  }
}
