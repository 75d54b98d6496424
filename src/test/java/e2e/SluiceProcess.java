package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Sluice's command line in a separate process, with the events that it prints with {@code --json}.
 */
final class SluiceProcess {
  private static final JsonMapper JSON = new JsonMapper();

  /** The archive of classes that a command for clusters loads; without it Java is only slower. */
  static final String ARCHIVE = "target/classes.jsa";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * @param at when it was printed
   */
  record Event(Instant at, JsonNode node) {
    String text(String key) {
      return node.path(key).asText();
    }

    boolean is(String name) {
      return text("event").equals(name);
    }
  }

  private final Process process;
  private final Instant start = Instant.now();
  private final Thread reader = new Thread(this::read, "sluice");
  private final List<String> lines = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  private SluiceProcess(Process process) {
    this.process = process;
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Standard error is part of the output.
   *
   * @param project a project with its own {@code target/}
   */
  static SluiceProcess start(Path project, Map<String, String> environment, String... words) {
    return start(project, environment, "", words);
  }

  /**
   * Starts it as the launcher does in a terminal.
   *
   * @param answer the answer to each question
   */
  static SluiceProcess asked(
      Path project, Map<String, String> environment, String answer, String... words) {
    var interactive = new LinkedHashMap<>(environment);
    interactive.put("JDK_JAVA_OPTIONS", "-Dsluice.interactive=true");
    return start(project, interactive, (answer + "\n").repeat(3), words);
  }

  /** Starts it with a reader of its output that stops after the first line. */
  static SluiceProcess unread(Path project, Map<String, String> environment, String... words) {
    var piped =
        Stream.concat(
            Stream.of("bash", "-c", "\"$@\" | head -n 1; exit ${PIPESTATUS[0]}", "pipe"),
            command(archive(), words).stream());
    return start(project, environment, "", piped.toList());
  }

  private static String archive() {
    return "-XX:SharedArchiveFile=" + ARCHIVE;
  }

  private static SluiceProcess start(
      Path project, Map<String, String> environment, String input, String... words) {
    return start(project, environment, input, command(archive(), words));
  }

  private static SluiceProcess start(
      Path project, Map<String, String> environment, String input, List<String> command) {
    var builder = new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      try (var answers = process.getOutputStream()) {
        answers.write(input.getBytes(UTF_8));
      }
      return new SluiceProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the command with an archive of loaded classes, as the launcher runs it.
   *
   * @param archive what to do with the archive of loaded classes
   */
  static List<String> command(String archive, String... words) {
    var java =
        Stream.of(
            "java",
            "-Xlog:disable",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            archive,
            "-cp",
            "target/sluice.jar",
            "cli.Main");
    return Stream.concat(java, Stream.of(words)).toList();
  }

  private void read() {
    try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add(e.toString());
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    if (line.startsWith("{\"event\"")) {
      events.add(new Event(Instant.now(), parsed(line)));
    }
    notifyAll();
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("An event must be JSON: " + line, e);
    }
  }

  Instant start() {
    return start;
  }

  synchronized List<Event> events() {
    return List.copyOf(events);
  }

  /** Returns the printed lines. */
  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  String output() {
    return String.join("\n", lines());
  }

  /** Waits for the beginning of a step, such as {@code weight 10}. */
  Event awaitStep(String name) {
    return await(event -> event.is("step") && event.text("name").equals(name));
  }

  /** Waits for the first round of measurements in a step. */
  Event awaitMeasured(String step) {
    return await(event -> event.is("measured") && event.text("step").equals(step));
  }

  Event await(String event) {
    return await(each -> each.is(event));
  }

  private synchronized Event await(Predicate<Event> wanted) {
    var end = Instant.now().plus(LIMIT);
    try {
      while (events.stream().noneMatch(wanted)) {
        if (!reader.isAlive() || Instant.now().isAfter(end)) {
          throw new AssertionError("What was waited for was not printed:\n" + output());
        }
        wait(100);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while Sluice ran.", e);
    }
    return events.stream().filter(wanted).findFirst().orElseThrow();
  }

  /**
   * Sends SIGTERM, which has the effect of Ctrl-C; Ctrl-C itself would be ignored if the test runs
   * in the background.
   */
  void interrupt() {
    process.toHandle().destroy();
  }

  /** Pulumi and its plugins continue until they notice that their parent is gone. */
  void kill() {
    process.destroyForcibly();
    end();
  }

  /** Leaves no chance to clean up, like a machine that loses power. */
  void killWithAllItStarted() {
    var children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    end();
  }

  /** Stops it like a machine that sleeps: nothing runs until it {@link #wakes}. */
  void sleeps() {
    signal("-STOP");
  }

  void wakes() {
    signal("-CONT");
  }

  /** Processes that it started may have ended in the meantime. */
  private void signal(String name) {
    var children = process.descendants().toList();
    Command.must("kill", name, Long.toString(process.pid()));
    children.forEach(each -> Command.run("kill", name, Long.toString(each.pid())));
  }

  void killPulumi() {
    pulumi().forEach(ProcessHandle::destroyForcibly);
  }

  boolean runsPulumi() {
    return pulumi().findAny().isPresent();
  }

  private Stream<ProcessHandle> pulumi() {
    return process
        .descendants()
        .filter(child -> child.info().command().orElse("").endsWith("/pulumi"));
  }

  /** Returns the exit code. */
  int end() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("Sluice did not end within " + LIMIT + ":\n" + output());
      }
      reader.join();
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while Sluice ran.", e);
    }
  }
}
