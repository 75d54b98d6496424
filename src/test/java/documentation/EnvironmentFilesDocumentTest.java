package documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import environments.apps.CanaryRelease;
import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.values.Version;
import environments.values.Weight;
import environments.workload.Autoscaling;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares docs/environment-files.md with the behavior of the reader. */
class EnvironmentFilesDocumentTest {
  private static final Markdown DOCUMENT = Markdown.of("docs/environment-files.md");

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void theExamplesAreAnEnvironment(String name) {
    assertThatCode(() -> example(name).environment()).doesNotThrowAnyException();
  }

  @Test
  void theProductionExampleOverridesAsItSays() {
    var app = (environments.apps.App.BlueGreen) example("production").environment().apps().get(0);
    assertThat(app.spec().blue().scaling()).isEqualTo(Autoscaling.byCpu(4, 20, 70));
    assertThat(app.spec().blue().workload().env().keySet()).containsExactly("REGION");
    assertThat(app.spec().green().workload().env().keySet())
        .containsExactly("REGION", "NEW_BASKET");
  }

  @Test
  void theCanaryIsAddedToTheFirstApp() {
    var inputs =
        Inputs.of(
            DnsLabel.parse("staging"),
            SourceFile.of(
                "environments/base.yaml", file("environments/base.yaml") + block("app", "search")),
            SourceFile.of("environments/staging.yaml", file("environments/staging.yaml")),
            SourceFile.of(
                "Pulumi.staging.yaml", file("Pulumi.staging.yaml") + block("release", "search")));
    var search = (environments.apps.App.Canary) inputs.environment().apps().get(1);
    assertThat(search.release())
        .isEqualTo(
            CanaryRelease.stable(Version.parse("1.0.0"))
                .withCanary(Version.parse("1.1.0"), Weight.of(5)));
  }

  private static String block(String note, String name) {
    return DOCUMENT.noted("yaml", note, name).text();
  }

  @Test
  void theRefusalIsWhatALowPortGives() {
    var base = file("environments/base.yaml").replace("containerPort: 8080", "containerPort: 80");
    var refusal =
        catchThrowableOfType(RefusedException.class, () -> inputs("staging", base).environment());
    assertThat(DOCUMENT.blocks("text"))
        .extracting(Markdown.Block::text)
        .containsExactly(refusal.getMessage() + "\n");
  }

  private static Inputs example(String environment) {
    return inputs(environment, file("environments/base.yaml"));
  }

  private static Inputs inputs(String environment, String base) {
    var own = "environments/" + environment + ".yaml";
    var release = "Pulumi." + environment + ".yaml";
    return Inputs.of(
        DnsLabel.parse(environment),
        SourceFile.of("environments/base.yaml", base),
        SourceFile.of(own, file(own)),
        SourceFile.of(release, file(release)));
  }

  private static String file(String name) {
    return DOCUMENT.files().get(name);
  }
}
