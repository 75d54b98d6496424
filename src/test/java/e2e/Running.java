package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A running command, with the lines that it has printed so far. */
final class Running implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(200);

  private final List<String> lines = new ArrayList<>();
  private final Process process;
  private final Thread reader;
  private boolean ended;

  private Running(Process process) {
    this.process = process;
    reader = new Thread(this::read, "output");
    reader.setDaemon(true);
    reader.start();
  }

  static Running start(String... words) {
    return start(List.of(words));
  }

  /** Standard error is part of the output. */
  static Running start(List<String> words) {
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return new Running(process);
    } catch (IOException e) {
      throw new AssertionError(words.get(0) + " is needed on the PATH: " + e.getMessage(), e);
    }
  }

  private void read() {
    try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("The output was cut off: " + e.getMessage());
    } finally {
      finish();
    }
  }

  private synchronized void add(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void finish() {
    ended = true;
    notifyAll();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits for the first line that fits, and returns it as soon as it is printed. */
  synchronized String await(Predicate<String> fits) {
    waitFor(LIMIT, () -> ended || lines.stream().anyMatch(fits));
    return lines.stream()
        .filter(fits)
        .findFirst()
        .orElseThrow(() -> new AssertionError("What was awaited is not in the output:\n" + text()));
  }

  private synchronized void waitFor(Duration time, BooleanSupplier condition) {
    long limit = System.nanoTime() + time.toNanos();
    try {
      while (!condition.getAsBoolean() && System.nanoTime() < limit) {
        wait(100);
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while a process ran.", e);
    }
  }

  static int words(String line) {
    return line.isBlank() ? 0 : line.strip().split(" ").length;
  }

  synchronized boolean isRunning() {
    return !ended;
  }

  /** Waits for some time, or until it has ended. */
  void runFor(Duration time) {
    waitFor(time, () -> ended);
  }

  /** Waits until it has ended. */
  Command end() {
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        kill();
        throw new AssertionError("Did not end within " + LIMIT + ":\n" + text());
      }
      reader.join(LIMIT.toMillis());
      return new Command(process.exitValue(), text());
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while a process ran.", e);
    }
  }

  private synchronized String text() {
    return String.join("\n", lines);
  }

  /** Kills it and everything that it has started with SIGKILL. */
  void kill() {
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
    try {
      process.getInputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
