package rollouts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.ReleaseTesting.STABLE;
import static rollouts.ReleaseTesting.canary;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class JournalTextTest {
  @Provide
  Arbitrary<ReleaseRecord> records() {
    var releases = ReleaseTesting.releases();
    var texts = Arbitraries.strings();
    var flags = Arbitraries.of(true, false);
    return Combinators.combine(
            texts.tuple2(),
            releases.tuple2(),
            steps().list().ofMaxSize(5),
            Arbitraries.integers().between(0, 5),
            flags.tuple2(),
            texts.optional(),
            Arbitraries.of(Outcome.values()).optional(),
            texts.list().ofMaxSize(5))
        .as(
            (words, states, steps, done, is, reason, outcome, log) ->
                new ReleaseRecord(
                    words.get1(),
                    words.get2(),
                    states.get1(),
                    states.get2(),
                    steps,
                    is.get1(),
                    done,
                    is.get2(),
                    reason,
                    outcome,
                    log));
  }

  private static Arbitrary<Step> steps() {
    return Combinators.combine(
            Arbitraries.strings(),
            ReleaseTesting.releases(),
            Arbitraries.of(Step.Kind.values()),
            Arbitraries.of(Step.Hold.values()))
        .as(Step::new);
  }

  @Provide
  Arbitrary<Proved> provedStates() {
    return ReleaseTesting.releases().list().ofMaxSize(10).map(Proved::new);
  }

  @Property(tries = 300)
  void whatIsWrittenIsReadBack(@ForAll("records") ReleaseRecord release) {
    assertThat(JournalText.release(JournalText.of(release))).isEqualTo(release);
  }

  @Property(tries = 300)
  void provedStatesAreReadBack(@ForAll("provedStates") Proved proved) {
    assertThat(JournalText.proved(JournalText.of(proved))).isEqualTo(proved);
  }

  @Test
  void aReleaseIsTextThatPeopleCanRead() {
    var deployed = canary("1.0.0", "1.1.0", 0);
    var steps = List.of(Step.between(STABLE, deployed, Step.Hold.CHECKS));
    var begun =
        ReleaseRecord.of(
            "2026-11-21T18:00:00Z", new Plan("dev", "web", "run 1.1.0", STABLE, steps));
    assertThat(JournalText.of(begun.logged("2026-11-21T18:00:00Z begins").intending()))
        .isEqualTo(
            """
            {
              "id" : "2026-11-21T18:00:00Z",
              "verb" : "run 1.1.0",
              "before" : {
                "versions.stable" : "1.0.0",
                "weight" : "0"
              },
              "configured" : {
                "versions.stable" : "1.0.0",
                "versions.canary" : "1.1.0",
                "weight" : "0"
              },
              "steps" : [ {
                "name" : "canary: deploy 1.1.0",
                "release" : {
                  "versions.stable" : "1.0.0",
                  "versions.canary" : "1.1.0",
                  "weight" : "0"
                },
                "kind" : "PODS",
                "hold" : "CHECKS"
              } ],
              "autoscaled" : false,
              "done" : 0,
              "intended" : true,
              "log" : [ "2026-11-21T18:00:00Z begins" ]
            }\
            """);
  }

  @Test
  void aJournalThatSomebodyBrokeIsRefused() {
    assertThatThrownBy(() -> JournalText.release("{"))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("it is no JSON: ");
  }

  @Test
  void aJournalThatLacksWhatItMustHaveIsRefused() {
    for (var text : Arrays.asList("{}", "", "[]", "{\"before\": {\"active\": \"red\"}}")) {
      assertThatThrownBy(() -> JournalText.release(text))
          .as(text)
          .isInstanceOf(JournalException.class);
    }
  }
}
