package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stacks.ClusterException;
import stacks.LiveRelease.LiveSide;

/** What is told of a release's pods while it is applied. */
final class ReadyPodsTest {
  private final List<ReleaseEvent> events = new ArrayList<>();
  private Map<String, LiveSide> sides = sides(0, 0);
  private boolean answers = true;

  @Test
  void onlyWhatHasChangedIsTold() {
    try (var pods = new ReadyPods(this::asked, events::add)) {
      pods.look();
      pods.look();
      sides = sides(0, 2);
      pods.look();
      answers = false;
      pods.look();
      answers = true;
      sides = sides(1, 2);
      pods.look();
      pods.look();
    }
    assertThat(events)
        .isEqualTo(
            List.of(new ReleaseEvent.Pods("green", 0, 2), new ReleaseEvent.Pods("green", 1, 2)));
  }

  private Map<String, LiveSide> asked() {
    if (!answers) {
      throw new ClusterException("connection refused");
    }
    return sides;
  }

  private static Map<String, LiveSide> sides(int ready, int replicas) {
    return Map.of(
        "blue",
        new LiveSide(Optional.of("web:1.0.0"), 2, 2),
        "green",
        new LiveSide(Optional.of("web:1.1.0"), replicas, ready));
  }
}
