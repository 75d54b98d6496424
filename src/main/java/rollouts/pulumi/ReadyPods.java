package rollouts.pulumi;

import environments.values.SideName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import rollouts.journal.DaemonClock;
import rollouts.journal.ReleaseEvent;
import stacks.cluster.ClusterException;
import stacks.plan.LiveAppState.LiveSide;

/** Reports the number of ready pods of each side whenever it changes. */
final class ReadyPods implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final String app;
  private final Supplier<Map<SideName, LiveSide>> sides;
  private final Consumer<ReleaseEvent> events;
  private final ScheduledExecutorService clock = DaemonClock.named("ready pods");
  private final Map<SideName, LiveSide> seen = new HashMap<>();

  ReadyPods(String app, Supplier<Map<SideName, LiveSide>> sides, Consumer<ReleaseEvent> events) {
    this.app = app;
    this.sides = sides;
    this.events = events;
  }

  /** Starts reporting, until it is closed. */
  void start() {
    var unused =
        clock.scheduleWithFixedDelay(lasting(), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  Runnable lasting() {
    return DaemonClock.lasting(
        this::look,
        failure ->
            events.accept(
                new ReleaseEvent.Retrying("Cannot count the ready pods: " + failure, PERIOD)));
  }

  /** Counts the pods. If the cluster does not answer, the update itself reports it. */
  void look() {
    try {
      sides.get().forEach(this::report);
    } catch (ClusterException e) {
      return;
    }
  }

  private void report(SideName side, LiveSide now) {
    var before = seen.put(side, now);
    if (before != null
        && (before.readyPods() != now.readyPods() || before.replicas() != now.replicas())) {
      events.accept(new ReleaseEvent.PodCount(side.shown(app), now.readyPods(), now.replicas()));
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
