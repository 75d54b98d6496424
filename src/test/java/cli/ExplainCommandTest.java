package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import review.ReviewedText;
import synth.SynthesizedEnvironment;

class ExplainCommandTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/explain");

  /** The files of {@link #GOLDEN}: an environment and an app. */
  static Stream<String> explained() {
    return Stream.of("staging-checkout.yaml", "dev-search.yaml", "production-_environment.yaml");
  }

  @ParameterizedTest
  @MethodSource("explained")
  void eachFieldIsExplained(String file) throws IOException {
    var names = file.replace(".yaml", "").split("-", 2);
    var run = explain(names[0], names[1]);
    assertThat(run.exitCode()).isZero();
    ReviewedText.assertMatches(GOLDEN.resolve(file), run.out());
  }

  @Test
  void eachReviewedExplanationIsOfAnApp() throws IOException {
    ReviewedText.assertNoOthers(GOLDEN, explained());
  }

  @ParameterizedTest
  @CsvSource({
    "dev, api-gateway",
    "dev, streamgate",
    "production, streamgate-worker",
    "staging, streamgate-api",
    "dev, _environment"
  })
  void whatIsExplainedIsWhatIsSynthesized(String environment, String app) {
    var synthesized = SynthesizedEnvironment.of(environment).files().get(app + ".k8s.yaml");
    assertThat(read(explain(environment, app).out())).isEqualTo(read(synthesized));
  }

  @Test
  void jsonHoldsAnObjectForEachField() throws IOException {
    var fields = new JsonMapper().readTree(explain("dev", "search", "--json").out());
    expectSelfie(field(fields, "Deployment shop/search-stable", "replicas"))
        .toBe(
"""
{
  "object" : "Deployment shop/search-stable",
  "path" : [ "spec", "replicas" ],
  "origins" : [ {
    "file" : "environments/base.yaml",
    "line" : 179,
    "column" : 15,
    "keyPath" : "apps.search.replicas"
  }, {
    "file" : "Pulumi.dev.yaml",
    "line" : 18,
    "column" : 15,
    "keyPath" : "config.sluice:rollouts.search.weight"
  } ]
}
""");
    expectSelfie(field(fields, "Deployment shop/search-stable", "minReadySeconds"))
        .toBe(
"""
{
  "object" : "Deployment shop/search-stable",
  "path" : [ "spec", "minReadySeconds" ],
  "origins" : [ ]
}
""");
    expectSelfie(field(fields, "Deployment shop/search-stable", "image"))
        .toBe(
"""
{
  "object" : "Deployment shop/search-stable",
  "path" : [ "spec", "template", "spec", "containers", 0, "image" ],
  "origins" : [ {
    "file" : "environments/base.yaml",
    "line" : 154,
    "column" : 12,
    "keyPath" : "apps.search.image"
  }, {
    "file" : "Pulumi.dev.yaml",
    "line" : 16,
    "column" : 17,
    "keyPath" : "config.sluice:rollouts.search.versions.stable"
  } ]
}
""");
  }

  @Test
  void anUnknownAppIsAnsweredWithTheOneThatWasMeant() {
    expectSelfie(explain("dev", "chekout").text())
        .toBe(
"""
[standard error]
environments/dev.yaml has 1 problem:
  1:1   apps: Has no app `chekout`. Did you mean `checkout`?
[exit code 2]
""");
  }

  @Test
  void anUnknownEnvironmentIsAnsweredWithTheOneThatWasMeant() {
    expectSelfie(explain("prodution", "checkout").text())
        .toBe(
"""
[standard error]
environments/prodution.yaml has 1 problem:
  1:1   Unknown environment. Did you mean `production`?
[exit code 2]
""");
  }

  @Test
  void jsonTellsWhatIsWrong() {
    expectSelfie(explain("dev", "chekout", "--json").text())
        .toBe(
"""
{
  "problems" : [ {
    "file" : "environments/dev.yaml",
    "line" : 1,
    "column" : 1,
    "keyPath" : "apps",
    "message" : "Has no app `chekout`. Did you mean `checkout`?"
  } ]
}
[exit code 2]
""");
  }

  private static CommandRun explain(String... args) {
    var all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(args));
    return CommandRun.in(Path.of(""), all.toArray(String[]::new));
  }

  /** Returns the field whose path ends like this. */
  private static String field(JsonNode fields, String object, String end) {
    for (var field : fields) {
      var path = field.get("path");
      if (field.get("object").asText().equals(object)
          && path.get(path.size() - 1).asText().equals(end)) {
        return field.toPrettyString() + "\n";
      }
    }
    throw new AssertionError("No field " + end + " of " + object);
  }

  private static List<Object> read(String yaml) {
    var documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
    return documents;
  }
}
