package rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static rollouts.plan.ReleaseTesting.blueGreen;
import static rollouts.plan.ReleaseTesting.toward;

import environments.apps.ReleaseState;
import environments.values.Color;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollouts.journal.JournalContent;
import rollouts.journal.JournalSeal;
import rollouts.journal.JournalText;
import rollouts.journal.JournalTrust;
import rollouts.journal.LogLine;
import rollouts.journal.Outcome;
import rollouts.journal.Release;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.Step;
import stacks.guard.Direction;

/** Reads journals of an unfinished release that an older Sluice, with verbs as text, left. */
final class WrittenJournalTest {
  private static final String PUBLIC_KEY =
      "MCowBQYDK2VwAyEA2dpErryuNtlchg0ix8J7EVcpVfKmRlsrae9Wl4v3JaY=";

  private static final ReleaseState HALF = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 50);
  private static final ReleaseState LESS = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 25);
  private static final ReleaseState ALONE = blueGreen(Color.BLUE, "1.0.0", "", 0);
  private static final Release OPEN =
      new Release(
          "2026-11-21T18:00:00Z",
          toward("green", 25),
          HALF,
          LESS,
          List.of(Step.between(HALF, LESS, Step.Hold.NONE), Step.resettingAutoscalers(LESS)),
          true,
          0,
          true,
          Optional.empty(),
          Optional.of(Outcome.PAUSED),
          List.of(
              line("2026-11-21T18:00:00Z", "begins: switch green 25"),
              line("2026-11-21T18:00:01Z", "intends: weight 25"),
              line("2026-11-21T18:00:02Z", "HELD: interrupted in: weight 25")));

  private static LogLine line(String time, String text) {
    return new LogLine(Instant.parse(time), text);
  }

  private static ConfigMap journal(String name) throws IOException {
    var file = Path.of("src/test/resources/journals", name);
    return Serialization.unmarshal(Files.readString(file), ConfigMap.class);
  }

  private static void assertTaken(ConfigMap map, Optional<String> known, JournalTrust trust) {
    var content = new JournalSeal("dev", "shop", "web", known).open(map);
    assertThat(content)
        .isEqualTo(
            JournalContent.NONE.with(OPEN, new KnownGoodStates(List.of(ALONE))).numbered(7, trust));
    assertThat(JournalText.of(OPEN)).isEqualTo(map.getData().get("release.json"));
  }

  @Test
  void anOpenReleaseIsReadAsItWasLeftAndWrittenAlike() throws IOException {
    assertTaken(journal("unsigned.yaml"), Optional.empty(), new JournalTrust.NotSigned());
    assertTaken(journal("signed.yaml"), Optional.of(PUBLIC_KEY), new JournalTrust.Signed());
  }

  @Test
  void aSwitchThatTakesAShareBackStillGoesBack() {
    assertThat(OPEN.direction()).isEqualTo(Direction.ROLLBACK);
  }
}
