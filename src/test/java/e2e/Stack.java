package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A stack of a project in a separate folder, which also contains the stack's state. */
final class Stack {
  /**
   * Runs the jar, like {@code runtime.options.binary}, for language hosts that do not know that
   * option. They would run Maven twice in each {@code up}: first to learn that the program needs no
   * package, and then the program.
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

  private static final List<String> PROGRAM =
      List.of("pom.xml", "target/classes", "target/lib", "target/sluice.jar", "Pulumi.yaml");

  private final Path project;
  private final String name;

  private Stack(Path project, String name) {
    this.project = project;
    this.name = name;
  }

  /** Creates the stack {@code dev} of a copy of this project, which it deploys. */
  static Stack init(Path project) {
    copy(List.of("environments", "dist", "Pulumi.dev.yaml"), project);
    return init(project, "dev");
  }

  /**
   * @param project a project that a test has written
   */
  static Stack init(Path project, String name) {
    copy(PROGRAM, project);
    var stack = new Stack(project, name);
    stack.write("mvnw", RUN_THE_JAR);
    Command.must("chmod", "+x", project.resolve("mvnw").toString());
    stack.must("stack", "init", name);
    return stack;
  }

  private static void copy(List<String> files, Path project) {
    Command.must(
        Stream.of(
                Stream.of("cp", "--archive", "--parents"),
                files.stream(),
                Stream.of(project.toString()))
            .flatMap(each -> each)
            .toArray(String[]::new));
  }

  private void write(String file, String text) {
    try {
      Files.writeString(project.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes the definition of an app of dev, and generates {@code dist/} again. */
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
        "env", "--chdir=" + project, "java", "-cp", "target/sluice.jar", "cli.Main", "synth", name);
  }

  /** Changes the definition of an app of dev, and leaves {@code dist/} as it is. */
  void editUnreviewed(String before, String after) {
    var text = read(project.resolve(ENVIRONMENT));
    assertThat(text).contains(before);
    write(ENVIRONMENT, text.replace(before, after));
  }

  /** Saves the state at the beginning of a test. */
  void save() {
    FILES.forEach(file -> write(file + ".saved", read(project.resolve(file))));
  }

  boolean isChanged() {
    return FILES.stream()
        .anyMatch(
            file -> !read(project.resolve(file)).equals(read(project.resolve(file + ".saved"))));
  }

  /** Restores the saved state. */
  void restore() {
    FILES.forEach(file -> write(file, read(project.resolve(file + ".saved"))));
    synth();
    pulumi("cancel", "--yes", "--stack", name);
    up("--refresh");
  }

  /** Sets a value of the release state. */
  void set(String key, Object value) {
    must("config", "set", "--stack", name, "--path", "sluice:rollouts." + key, value.toString());
  }

  void unset(String key) {
    must("config", "rm", "--stack", name, "--path", "sluice:rollouts." + key);
  }

  void configure(String key, String value) {
    must("config", "set", "--stack", name, key, value);
  }

  /** Sets an encrypted value below a key. */
  void configureSecret(String path, String value) {
    must("config", "set", "--stack", name, "--secret", "--path", path, value);
  }

  void unconfigure(String key) {
    must("config", "rm", "--stack", name, key);
  }

  /** Returns the output of an {@code up} that must succeed. */
  String up(String... options) {
    return must(upWith(options));
  }

  /** Returns the output of an {@code up} that must fail. */
  String failingUp(String... options) {
    return failing(upWith(options));
  }

  String failingPreview() {
    return failing("preview", "--stack", name);
  }

  private String failing(String... words) {
    var result = pulumi(words);
    assertThat(result.exitCode()).as(result.output()).isNotZero();
    return result.output();
  }

  /** Starts a command of Sluice in the project. */
  SluiceProcess sluice(String... words) {
    return SluiceProcess.start(project, environment(), words);
  }

  /** Starts an {@code up}. */
  Running startUp() {
    return Running.start(words(upWith()));
  }

  /** Starts an {@code up}, and kills it with everything that it has started after some time. */
  void killUpAfter(Duration time) {
    try (var up = startUp()) {
      up.runFor(time);
      assertThat(up.isRunning()).as(up.lines().toString()).isTrue();
    }
  }

  private String[] upWith(String... options) {
    return Stream.concat(
            Stream.of("up", "--yes", "--skip-preview", "--stack", name), Stream.of(options))
        .toArray(String[]::new);
  }

  String must(String... words) {
    var result = pulumi(words);
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  Command pulumi(String... words) {
    return Command.run(words(words), "");
  }

  /** The state is in the folder as well; nothing is loaded from elsewhere. */
  private Map<String, String> environment() {
    return Map.of(
        "PULUMI_BACKEND_URL",
        "file://" + project,
        "PULUMI_CONFIG_PASSPHRASE",
        "",
        "PULUMI_SKIP_UPDATE_CHECK",
        "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
        "true");
  }

  private List<String> words(String... words) {
    var variables =
        environment().entrySet().stream().map(each -> each.getKey() + "=" + each.getValue());
    var pulumi =
        Stream.of("timeout", "180", "pulumi", "--non-interactive", "--cwd", project.toString());
    return Stream.of(Stream.of("env"), variables, pulumi, Stream.of(words))
        .flatMap(each -> each)
        .toList();
  }
}
