package environments.reader.explain;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import environments.Environment;
import environments.Shop;
import environments.apps.App;
import environments.apps.BlueGreenRelease;
import environments.reader.EnvironmentFiles;
import environments.reader.Inputs;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.Version;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariationsTest {
  private static final EnvironmentFiles FILES = EnvironmentFiles.in(Path.of("."));

  @Test
  void leavesKnowTheFileThatGivesThem() {
    var leaves = leaves(FILES.read("dev"));
    assertThat(leaves.get("apps.checkout.env.LOG_LEVEL"))
        .isEqualTo(
            new Leaf(
                List.of("apps", "checkout", "env", "LOG_LEVEL"),
                "apps.checkout.env.LOG_LEVEL",
                new SourcePosition("environments/dev.yaml", 17, 18),
                Layer.ENVIRONMENT,
                "debug"));
    assertThat(leaves.get("apps.checkout.egress[0].ports[0]").layer()).isEqualTo(Layer.BASE);
    assertThat(leaves.get("config.sluice:rollouts.search.weight").layer()).isEqualTo(Layer.RELEASE);
    assertThat(leaves).doesNotContainKey("apps.streamgate-api.autoscaling.requestsPerSecond");
    assertThat(leaves).doesNotContainKey("version");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production", "staging"})
  void nearlyEveryLeafCanBeChangedToSomethingValid(String environment) {
    var inputs = FILES.read(environment);
    var source = inputs.environment().source();
    var leaves = inputs.leaves();
    var stubborn = leaves.stream().filter(leaf -> accepted(inputs, leaf).isEmpty()).toList();
    assertThat(leaves).hasSizeGreaterThan(100);
    assertThat(stubborn).hasSizeLessThan(leaves.size() / 10);
    assertThat(stubborn)
        .extracting(leaf -> leaf.path().get(leaf.path().size() - 1))
        // The egress of others names ports and apps that admit them, and quotas leave less than a
        // core unused.
        .isSubsetOf("strategy", "minReplicas", "containerPort", "cpu", "app");
    assertThat(leaves)
        .allSatisfy(
            leaf ->
                accepted(inputs, leaf)
                    .ifPresent(changed -> assertThat(changed.source()).isNotEqualTo(source)));
  }

  @Test
  void theLikeliestVariationComesFirstAndNothingLast() {
    var inputs = FILES.read("dev").only(DnsLabel.parse("search"));
    var leaf = leaves(inputs).get("apps.search.resources.limits.cpu");
    assertThat(inputs.variations(leaf).map(changed -> value(changed, leaf)))
        .containsExactly(
            Optional.of("501m"),
            Optional.of("499m"),
            Optional.of("1000m"),
            Optional.of("250m"),
            Optional.of("0m"),
            Optional.of("500mx"),
            Optional.of("500m-x"),
            Optional.of("500m/x"),
            Optional.empty());
  }

  @Test
  void aVersionWithADigestIsVariedInBothParts() {
    var inputs = FILES.read("production").only(DnsLabel.parse("checkout"));
    var leaf = leaves(inputs).get("config.sluice:rollouts.checkout.versions.blue");
    var digest = leaf.text().substring(leaf.text().indexOf('@'));
    var other = digest.replaceFirst(".$", digest.endsWith("0") ? "1" : "0");
    assertThat(inputs.variations(leaf).map(changed -> value(changed, leaf)))
        .startsWith(
            Optional.of(leaf.text().replace("0@", "1@").replace(digest, other)),
            Optional.of(leaf.text().replace(digest, "x" + other)),
            Optional.of(leaf.text().replace(digest, other)));
  }

  @Test
  void aSwitchGivesTheOtherColorAVersion() {
    var inputs = FILES.read("dev");
    var leaf = leaves(inputs).get("config.sluice:rollouts.checkout.active");
    var checkout = accepted(inputs, leaf).map(changed -> Shop.app(changed, "checkout"));
    assertThat(checkout)
        .map(app -> ((App.BlueGreen) app).release())
        .contains(
            BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0"))
                .withPreview(Version.parse("1.0.0"))
                .withActive(Color.GREEN));
  }

  @Test
  void oneAppAloneIsWhatItIsAmongTheOthers() {
    var inputs = FILES.read("production");
    var alone = inputs.only(DnsLabel.parse("checkout"));
    assertThat(alone.environment().apps()).hasSize(1);
    assertThat(Shop.source(alone, "checkout")).isEqualTo(Shop.source(inputs, "checkout"));
    assertThat(alone.leaves()).noneMatch(leaf -> leaf.path().contains("search"));
  }

  private static Map<String, Leaf> leaves(Inputs inputs) {
    return inputs.leaves().stream().collect(toMap(Leaf::keyPath, Function.identity()));
  }

  private static Optional<String> value(Inputs inputs, Leaf leaf) {
    return Optional.ofNullable(leaves(inputs).get(leaf.keyPath())).map(Leaf::text);
  }

  private static Optional<Environment> accepted(Inputs inputs, Leaf leaf) {
    return inputs.variations(leaf).flatMap(changed -> environment(changed).stream()).findFirst();
  }

  private static Optional<Environment> environment(Inputs inputs) {
    try {
      return Optional.of(inputs.environment());
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }
}
