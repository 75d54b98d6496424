package rollouts.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.autoscaled;
import static rollouts.plan.ReleaseTesting.blueGreen;
import static rollouts.plan.ReleaseTesting.canary;

import environments.apps.ReleaseState;
import environments.reader.ReleaseText;
import environments.values.Color;
import environments.values.SideName;
import environments.values.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import stacks.plan.LiveAppState;
import stacks.plan.LiveAppState.LiveSide;

final class ReleaseStateTest {
  /** Two release states of one app. */
  record Change(ReleaseState from, ReleaseState to) {}

  @Provide
  Arbitrary<ReleaseState> releases() {
    return ReleaseTesting.releases();
  }

  @Provide
  Arbitrary<Change> changes() {
    return Arbitraries.of(
            ReleaseTesting.blueGreens(), ReleaseTesting.canaries(), ReleaseTesting.autoscaleds())
        .flatMap(states -> Combinators.combine(states, states).as(Change::new));
  }

  @Property
  void entriesAreReadBack(@ForAll("releases") ReleaseState release) {
    assertThat(ReleaseState.of(release.entries())).isEqualTo(release);
  }

  /** The files of dist/ record the same line; their tests cover reading it back. */
  @Test
  void aReleaseStateIsConfiguredByOneLine() {
    assertThat(ReleaseText.of(blueGreen(Color.BLUE, "1.0.0", "1.10", 20)))
        .isEqualTo("{active: blue, versions: {blue: 1.0.0, green: \"1.10\"}, weight: 20}");
    assertThat(ReleaseText.of(canary("1.0.0", "", 0))).isEqualTo("{versions: {stable: 1.0.0}}");
    assertThat(ReleaseText.of(autoscaled("1.0.0"))).isEqualTo("{version: 1.0.0}");
  }

  @Property
  void changesMakeOneStateOfTheOther(@ForAll("changes") Change change) {
    var entries = new LinkedHashMap<>(change.from().entries());
    change
        .from()
        .changesTo(change.to())
        .forEach(
            (key, value) ->
                value.ifPresentOrElse(
                    text -> assertThat(entries.put(key, text)).isNotEqualTo(text),
                    () -> assertThat(entries.remove(key)).isNotNull()));
    assertThat(ReleaseState.of(entries)).isEqualTo(change.to());
  }

  @Property
  void whatIsInTheClusterIsReadBack(@ForAll("releases") ReleaseState release) {
    assertThat(LiveRelease.of(PlannerTest.app(release), live(release))).isEqualTo(release);
  }

  @Test
  void theColorOfTheActiveServiceIsAdoptedAsTheActiveOneWhateverItsShare() {
    var configured = PlannerTest.app(blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0));
    for (int weight : List.of(20, 50, 75)) {
      var live = blueGreen(Color.GREEN, "1.0.0", "1.2.0", weight);
      assertThat(LiveRelease.of(configured, live(live))).isEqualTo(live);
    }
  }

  private static LiveAppState live(ReleaseState release) {
    var sides = new LinkedHashMap<SideName, LiveSide>();
    var shares = new LinkedHashMap<SideName, Integer>();
    for (var side : release.sides()) {
      var image =
          "registry.example:5000/web:" + release.version(side).map(Version::toString).orElse("");
      sides.put(
          side, new LiveSide(Optional.of(image), release.version(side).isPresent() ? 2 : 0, 2));
      shares.put(side, release.share(side));
    }
    return new LiveAppState(sides, shares, release.baseline(), List.of());
  }

  @Test
  void whatIsNoVersionCannotBeAdopted() {
    var sides =
        Map.of(SideName.APP, new LiveSide(Optional.of("registry.example/web:latest"), 2, 2));
    var live = new LiveAppState(sides, Map.of(SideName.APP, 100), SideName.APP, List.of());
    assertThatThrownBy(() -> LiveRelease.of(PlannerTest.app(autoscaled("1.0.0")), live))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot adopt the image `registry.example/web:latest`: Must be a tag that does not"
                + " move, such as `1.4.2`, got `latest`.");
  }

  @Property
  void allRequestsGoSomewhere(@ForAll("releases") ReleaseState release) {
    assertThat(release.sides().stream().mapToInt(release::share).sum()).isEqualTo(100);
  }

  @Property
  void aDivisionIsThatOfTheOtherState(@ForAll("changes") Change change) {
    var sides = change.to().sides();
    if (sides.stream().allMatch(side -> change.from().version(side).isPresent())) {
      var divided = change.from().dividedAs(change.to());
      assertThat(divided.isDividedAs(change.to())).isTrue();
      assertThat(sides)
          .allSatisfy(
              side -> assertThat(divided.version(side)).isEqualTo(change.from().version(side)));
    }
  }

  @Test
  void entriesAreTheKeysOfTheStacksConfiguration() {
    assertThat(blueGreen(Color.BLUE, "1.0.0", "1.1.0", 20).entries())
        .isEqualTo(
            Map.of(
                "active", "blue",
                "versions.blue", "1.0.0",
                "versions.green", "1.1.0",
                "weight", "20"));
    assertThat(canary("1.0.0", "", 0).entries())
        .isEqualTo(Map.of("versions.stable", "1.0.0", "weight", "0"));
    assertThat(autoscaled("1.0.0").entries()).isEqualTo(Map.of("version", "1.0.0"));
  }

  @Test
  void whatGoesIsEmpty() {
    assertThat(canary("1.0.0", "1.1.0", 50).changesTo(canary("1.1.0", "", 0)))
        .isEqualTo(
            Map.of(
                "versions.stable",
                Optional.of("1.1.0"),
                "versions.canary",
                Optional.empty(),
                "weight",
                Optional.of("0")));
  }
}
