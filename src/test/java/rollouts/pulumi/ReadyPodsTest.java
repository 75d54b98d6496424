package rollouts.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import environments.values.Color;
import environments.values.SideName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollouts.journal.ReleaseEvent;
import stacks.cluster.ClusterException;
import stacks.plan.LiveAppState.LiveSide;

/** Tests what is reported about the pods while a step is applied. */
final class ReadyPodsTest {
  private final List<ReleaseEvent> events = new ArrayList<>();
  private Map<SideName, LiveSide> sides = sides(0, 0);
  private Optional<RuntimeException> failure = Optional.empty();

  @Test
  void onlyWhatHasChangedIsReported() {
    try (var pods = new ReadyPods("shop", this::asked, events::add)) {
      pods.look();
      pods.look();
      sides = sides(0, 2);
      pods.look();
      failure = Optional.of(new ClusterException("connection refused"));
      pods.look();
      failure = Optional.empty();
      sides = sides(1, 2);
      pods.look();
      pods.look();
    }
    assertThat(events)
        .isEqualTo(
            List.of(
                new ReleaseEvent.PodCount("green", 0, 2),
                new ReleaseEvent.PodCount("green", 1, 2)));
  }

  @Test
  void anUnexpectedFailureIsReportedOnceAndThePodsAreCountedAgain() {
    try (var pods = new ReadyPods("shop", this::asked, events::add)) {
      var work = pods.lasting();
      work.run();
      failure = Optional.of(new IllegalStateException("no sides"));
      work.run();
      work.run();
      failure = Optional.empty();
      sides = sides(0, 2);
      work.run();
    }
    assertThat(events)
        .containsExactly(
            new ReleaseEvent.Retrying(
                "Cannot count the ready pods: java.lang.IllegalStateException: no sides",
                Duration.ofSeconds(2)),
            new ReleaseEvent.PodCount("green", 0, 2));
  }

  private Map<SideName, LiveSide> asked() {
    failure.ifPresent(
        thrown -> {
          throw thrown;
        });
    return sides;
  }

  private static Map<SideName, LiveSide> sides(int ready, int replicas) {
    return Map.of(
        Color.BLUE.side(),
        new LiveSide(Optional.of("web:1.0.0"), 2, 2),
        Color.GREEN.side(),
        new LiveSide(Optional.of("web:1.1.0"), replicas, ready));
  }
}
