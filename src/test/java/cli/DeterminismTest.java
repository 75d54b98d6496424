package cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same inputs give the same bytes wherever Sluice runs. */
class DeterminismTest {
  private static final Path HERE = Path.of(System.getProperty("java.home"));

  /** The place of JDKs on Linux systems. */
  private static final Path JAVAS = Path.of("/usr/lib/jvm");

  private static final Path PROJECT = Path.of("");
  private static final Path EVERYTHING = Path.of("src/test/resources/golden/everything");

  @TempDir private Path folder;

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();

  @AfterEach
  void backToTheMachinesOwn() {
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai", "de-DE", "ja-JP"})
  void localesChangeNothing(String tag) {
    var here = run();
    Locale.setDefault(Locale.forLanguageTag(tag));
    assertThat(run()).isEqualTo(here);
  }

  @Test
  void timeZonesChangeNothing() {
    var here = run();
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    assertThat(run()).isEqualTo(here);
  }

  /** Each process iterates over {@code Set.of} and {@code Map.of} in a different order. */
  @Test
  void anotherMachineWritesTheSameBytes() throws Exception {
    var here = java(HERE);
    var elsewhere =
        java(
            HERE,
            "-Duser.language=tr",
            "-Duser.country=TR",
            "-Duser.timezone=Pacific/Kiritimati",
            "-Dfile.encoding=ISO-8859-1",
            "-Dsun.jnu.encoding=ISO-8859-1",
            "-Dline.separator=\r\n",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2");
    assertThat(here)
        .isNotEmpty()
        .asString(java.nio.charset.StandardCharsets.UTF_8)
        .contains("größer 🦀");
    assertThat(elsewhere).isEqualTo(here);
  }

  @Test
  void otherJavasWriteTheSameBytes() throws Exception {
    var others = otherJavas();
    assumeThat(others).as("Javas from 17 on in " + JAVAS).isNotEmpty();
    var here = java(HERE);
    for (var other : others) {
      assertThat(java(other)).as(other.toString()).isEqualTo(here);
    }
  }

  /** Returns each JDK once, although links lead to most of them. */
  private static Set<Path> otherJavas() throws IOException {
    var found = new TreeSet<Path>();
    if (Files.isDirectory(JAVAS)) {
      try (var homes = Files.newDirectoryStream(JAVAS)) {
        for (var home : homes) {
          if (isNewEnough(home)) {
            found.add(home.toRealPath());
          }
        }
      }
    }
    found.remove(HERE.toRealPath());
    return found;
  }

  private static boolean isNewEnough(Path home) throws IOException {
    var release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return false;
    }
    var version = Pattern.compile("JAVA_VERSION=\"(\\d+)").matcher(Files.readString(release));
    return version.find() && Integer.parseInt(version.group(1)) >= 17;
  }

  private static List<String> run() {
    return List.of(
        CommandRun.in(PROJECT, "synth", "--stdout").text(),
        CommandRun.in(PROJECT, "synth", "--check", "--json").text(),
        CommandRun.in(EVERYTHING, "synth", "--stdout").text());
  }

  private byte[] java(Path home, String... options) throws IOException, InterruptedException {
    synth.Project.examples(folder)
        .write(
            "environments/staging.yaml",
            Files.readString(Path.of("environments/staging.yaml")) + greeting());
    var command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
    command.addAll(List.of(options));
    var classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", absolute(classPath), "cli.Main", "synth", "--stdout"));
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).isZero();
    return out;
  }

  private static String greeting() {
    return "    config:\n      greeting.txt: größer 🦀\n";
  }

  private static String absolute(String classPath) {
    return String.join(
        File.pathSeparator,
        List.of(classPath.split(File.pathSeparator)).stream()
            .map(path -> Path.of(path).toAbsolutePath().toString())
            .toList());
  }
}
