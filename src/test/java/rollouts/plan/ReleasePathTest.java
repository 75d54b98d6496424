package rollouts.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static rollouts.plan.ReleaseTesting.canary;

import environments.apps.ReleaseState;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class ReleasePathTest {
  /** Two release states of one app. */
  record Change(ReleaseState from, ReleaseState to) {}

  @Provide
  Arbitrary<Change> changes() {
    return Arbitraries.oneOf(
        Combinators.combine(ReleaseTesting.canaries(), ReleaseTesting.canaries()).as(Change::new),
        Combinators.combine(ReleaseTesting.blueGreens(), ReleaseTesting.blueGreens())
            .as(Change::new));
  }

  @Property
  void everyPathEndsWhereItIsTo(@ForAll("changes") Change change) {
    var path = ReleasePath.between(change.from(), change.to());
    assertThat(path.isEmpty() ? change.from() : path.get(path.size() - 1)).isEqualTo(change.to());
  }

  @Property
  void noPartMovesRequestsAndChangesPodsAtOnce(@ForAll("changes") Change change) {
    var last = change.from();
    for (var next : ReleasePath.between(change.from(), change.to())) {
      var before = last;
      boolean podsChange =
          next.sides().stream().anyMatch(side -> !next.version(side).equals(before.version(side)));
      assertThat(podsChange).isNotEqualTo(!next.isDividedAs(before));
      last = next;
    }
  }

  @Property
  void noPartChangesTheVersionOfASideThatTakesRequests(@ForAll("changes") Change change) {
    var last = change.from();
    for (var next : ReleasePath.between(change.from(), change.to())) {
      var before = last;
      assertThat(before.sides())
          .filteredOn(before::serves)
          .filteredOn(next::serves)
          .allSatisfy(side -> assertThat(next.version(side)).isEqualTo(before.version(side)));
      last = next;
    }
  }

  @Property
  void aSideThatTakesRequestsHasAVersionAllTheWay(@ForAll("changes") Change change) {
    for (var next : ReleasePath.between(change.from(), change.to())) {
      assertThat(next.sides())
          .filteredOn(next::serves)
          .allSatisfy(side -> assertThat(next.version(side)).isPresent());
    }
  }

  @Test
  void aCanaryThatFailedGivesItsRequestsBackBeforeItsPodsGo() {
    assertThat(ReleasePath.between(canary("1.0.0", "1.1.0", 25), canary("1.0.0", "", 0)))
        .isEqualTo(List.of(canary("1.0.0", "1.1.0", 0), canary("1.0.0", "", 0)));
  }

  @Test
  void aStableTrackThatTakesRequestsIsChangedWhileACanaryTakesThem() {
    assertThat(ReleasePath.between(canary("1.1.0", "1.1.0", 0), canary("1.0.0", "", 0)))
        .isEqualTo(
            List.of(
                canary("1.1.0", "1.0.0", 0),
                canary("1.1.0", "1.0.0", 100),
                canary("1.0.0", "1.0.0", 100),
                canary("1.0.0", "1.0.0", 0),
                canary("1.0.0", "", 0)));
  }

  @Test
  void aMoveThatMayOrMayNotHaveHappenedIsTakenBackBeforePodsChange() {
    assertThat(
            ReleasePath.betweenEither(
                canary("1.1.0", "1.1.0", 100), canary("1.1.0", "1.1.0", 0), canary("1.0.0", "", 0)))
        .isEqualTo(
            List.of(
                canary("1.1.0", "1.1.0", 100),
                canary("1.0.0", "1.1.0", 100),
                canary("1.0.0", "1.1.0", 0),
                canary("1.0.0", "", 0)));
  }

  @Test
  void aShareThatMayOrMayNotHaveGrownIsTakenBackAtOnce() {
    assertThat(
            ReleasePath.betweenEither(
                canary("1.0.0", "1.1.0", 10), canary("1.0.0", "1.1.0", 50), canary("1.0.0", "", 0)))
        .isEqualTo(List.of(canary("1.0.0", "1.1.0", 0), canary("1.0.0", "", 0)));
  }

  @Test
  void aStableTrackThatWasChangedIsChangedBackBeforeItTakesRequests() {
    assertThat(ReleasePath.between(canary("1.1.0", "1.1.0", 100), canary("1.0.0", "", 0)))
        .isEqualTo(
            List.of(
                canary("1.0.0", "1.1.0", 100),
                canary("1.0.0", "1.1.0", 0),
                canary("1.0.0", "", 0)));
  }
}
