package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The stack {@code dev} of a copy of this project; what it deploys is the copy's. */
final class Stack {
  private static final List<String> UP = List.of("up", "--yes", "--skip-preview", "--stack", "dev");

  /**
   * Runs the jar, as {@code runtime.options.binary} says, for language hosts that do not know that option. They would run
   * Maven twice in each {@code up}: first to hear that the program needs no package, and then the program.
   */
  private static final String RUN_THE_JAR =
      """
      #!/bin/sh
      case "$*" in *bootstrap.internal.Main*) echo '[]'; exit ;; esac
      [ -f target/classes.jsa ] && archive=SharedArchiveFile || archive=ArchiveClassesAtExit
      exec java -Xlog:disable -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:$archive=target/classes.jsa -jar target/sluice.jar
      """;

  private static final String ENVIRONMENT = "environments/dev.yaml";
  private static final List<String> FILES = List.of(ENVIRONMENT, "Pulumi.dev.yaml");

  private final Path project;

  private Stack(Path project) {
    this.project = project;
  }

  static Stack init(Path project) {
    Command.must(
        "cp",
        "--archive",
        "--parents",
        "pom.xml",
        "target/classes",
        "target/lib",
        "target/sluice.jar",
        "environments",
        "dist",
        "Pulumi.yaml",
        "Pulumi.dev.yaml",
        project.toString());
    var stack = new Stack(project);
    stack.write("mvnw", RUN_THE_JAR);
    Command.must("chmod", "+x", project.resolve("mvnw").toString());
    stack.must("stack", "init", "dev");
    return stack;
  }

  private void write(String file, String text) {
    try {
      Files.writeString(project.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes what an app of dev is, and writes {@code dist/} anew. */
  void editEnvironment(String before, String after) {
    editUnreviewed(before, after);
    synth();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void synth() {
    Command.must(
        "env",
        "--chdir=" + project,
        "java",
        "-cp",
        "target/sluice.jar",
        "cli.Main",
        "synth",
        "dev");
  }

  /** Changes what an app of dev is, and leaves {@code dist/} as it is. */
  void editUnreviewed(String before, String after) {
    var text = read(project.resolve(ENVIRONMENT));
    assertThat(text).contains(before);
    write(ENVIRONMENT, text.replace(before, after));
  }

  /** What a test begins with. */
  void save() {
    FILES.forEach(file -> write(file + ".saved", read(project.resolve(file))));
  }

  boolean isChanged() {
    return FILES.stream()
        .anyMatch(
            file -> !read(project.resolve(file)).equals(read(project.resolve(file + ".saved"))));
  }

  /** Back to what was saved. */
  void restore() {
    FILES.forEach(file -> write(file, read(project.resolve(file + ".saved"))));
    synth();
    pulumi("cancel", "--yes", "--stack", "dev");
    up("--refresh");
  }

  /** A value of the release state. */
  void set(String key, Object value) {
    must("config", "set", "--stack", "dev", "--path", "sluice:rollouts." + key, value.toString());
  }

  void unset(String key) {
    must("config", "rm", "--stack", "dev", "--path", "sluice:rollouts." + key);
  }

  void configure(String key, String value) {
    must("config", "set", "--stack", "dev", key, value);
  }

  void unconfigure(String key) {
    must("config", "rm", "--stack", "dev", key);
  }

  /** The output of an {@code up} that must end well. */
  String up(String... options) {
    return must(upWith(options));
  }

  /** The output of an {@code up} that must fail. */
  String failingUp(String... options) {
    var up = pulumi(upWith(options));
    assertThat(up.exitCode()).as(up.output()).isNotZero();
    return up.output();
  }

  /** An {@code up} while it runs. */
  Running startUp() {
    return Running.start(words(upWith()));
  }

  /** An {@code up} that has been killed, with all that it has started, after so long. */
  void killUpAfter(Duration time) {
    try (var up = startUp()) {
      up.runFor(time);
      assertThat(up.isRunning()).as(up.lines().toString()).isTrue();
    }
  }

  private static String[] upWith(String... options) {
    return Stream.concat(UP.stream(), Stream.of(options)).toArray(String[]::new);
  }

  String must(String... words) {
    var result = pulumi(words);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  Command pulumi(String... words) {
    return Command.run(words(words), "");
  }

  /** Its state lies in the folder, too; nothing is loaded from elsewhere. */
  private List<String> words(String... words) {
    var pulumi =
        Stream.of(
            "env",
            "PULUMI_BACKEND_URL=file://" + project,
            "PULUMI_CONFIG_PASSPHRASE=",
            "PULUMI_SKIP_UPDATE_CHECK=true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true",
            "timeout",
            "180",
            "pulumi",
            "--non-interactive",
            "--cwd",
            project.toString());
    return Stream.concat(pulumi, Stream.of(words)).toList();
  }
}
