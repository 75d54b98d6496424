package charts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import environments.apps.AutoscaledRelease;
import environments.apps.AutoscaledSpec;
import environments.workload.Autoscaling;
import environments.workload.UserMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import synth.YamlEmitter;

/** The two checks on the text instead of the objects. */
class SynthesizedTextTest {
  /** Prints the text of every environment as another Java virtual machine generates it. */
  public static void main(String[] args) {
    new PrintStream(System.out, true, UTF_8).print(textOfAll());
  }

  @Test
  @DisplayName("deterministic")
  void theSameInputGivesTheSameBytes() {
    assertThat(textOfAll()).isEqualTo(textOfAll());
  }

  @Test
  @DisplayName("deterministic: in another locale and time zone")
  void localeAndTimeZoneChangeNothing() {
    var expected = textOfAll();
    var locale = Locale.getDefault();
    var zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      assertThat(textOfAll()).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  /** Java's immutable maps iterate in an order that differs between virtual machines. */
  @Test
  @DisplayName("deterministic: in another virtual machine")
  void otherVirtualMachinesGiveTheSameBytes() throws IOException, InterruptedException {
    var expected = textOfAll();
    assertThat(textOfAnotherVirtualMachine("-Duser.language=tr", "-Dfile.encoding=ISO-8859-1"))
        .isEqualTo(expected);
    assertThat(textOfAnotherVirtualMachine("-Duser.timezone=Asia/Kolkata")).isEqualTo(expected);
  }

  @Test
  @DisplayName("deterministic: without the time of day")
  void nothingIsStampedWithATime() {
    assertThat(textOfAll()).doesNotContainPattern("\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}");
  }

  @ParameterizedTest(name = "yaml-safe: {0}")
  @MethodSource("charts.Environments#names")
  void readersOfBothYamlVersionsReadWhatWasMeant(String environment) {
    for (var manifest : Environments.objects(Environments.all().get(environment)).manifests()) {
      assertReadBack(manifest);
    }
  }

  @ParameterizedTest(name = "yaml-safe: {0}")
  @ValueSource(
      strings = {
        "y",
        "n",
        "Y",
        "yes",
        "no",
        "on",
        "off",
        "true",
        "False",
        "null",
        "~",
        "",
        " ",
        "0123",
        "0o17",
        "1e3",
        "1_000",
        "12:30:45",
        "0x1F",
        "0b1",
        ".5",
        "+1",
        "-",
        "---",
        "...",
        ".inf",
        ".NaN",
        "@at",
        "`tick",
        "%percent",
        "&anchor",
        "*alias",
        "!tag",
        "|",
        ">",
        "colon:",
        ": x",
        "# comment",
        "a #b",
        "=",
        "<<",
        "2026-01-01",
        "[",
        "{",
        "'",
        "\"",
        "\\",
        "?",
        "a\tb",
        "line\nline\n",
        "line\n\n",
        " lead",
        "trail ",
        "\u00e9\u65e5\ud83d\ude00",
        "\u0085",
        "\u2028",
        "\ufeff"
      })
  void awkwardTextStaysText(String text) {
    var workload =
        Environments.plain()
            .args(List.of(text))
            .env("AWKWARD", text)
            .config("awkward.txt", text)
            .metadata(new UserMetadata(Map.of(), Map.of("example.com/awkward", text)))
            .build();
    var app =
        AutoscaledService.of(
            Environments.CLUSTER,
            AutoscaledSpec.of(Environments.name("worker"), workload, Autoscaling.byCpu(2, 3, 70)),
            new AutoscaledRelease(Environments.ONE));
    app.manifests().forEach(SynthesizedTextTest::assertReadBack);
  }

  private static void assertReadBack(Manifest manifest) {
    var text = YamlEmitter.document(manifest.fields());
    Object byVersion1 = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    Object byVersion2 = new Load(LoadSettings.builder().build()).loadFromString(text);
    assertThat(byVersion1).as("as YAML 1.1: %s", text).isEqualTo(manifest.fields());
    assertThat(byVersion2).as("as YAML 1.2: %s", text).isEqualTo(manifest.fields());
  }

  private static String textOfAll() {
    var out = new StringBuilder();
    var emitter = new YamlEmitter(out);
    Environments.all()
        .values()
        .forEach(
            environment ->
                Environments.objects(environment)
                    .manifests()
                    .forEach(manifest -> emitter.write(manifest.fields())));
    return out.toString();
  }

  private static String textOfAnotherVirtualMachine(String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SynthesizedTextTest.class.getName()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return out.toString(UTF_8);
  }
}
