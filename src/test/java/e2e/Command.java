package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a command, and returns how it ended. */
record Command(int exitCode, String output) {
  private static final int LIMIT_SECONDS = 200;

  /** Standard error is part of the output. */
  static Command run(String... words) {
    return run(List.of(words), "");
  }

  static Command run(List<String> words, String input) {
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(words + " did not end within " + LIMIT_SECONDS + " s:\n" + output);
      }
      return new Command(process.exitValue(), output);
    } catch (IOException e) {
      throw new AssertionError(words.get(0) + " is needed on the PATH: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while " + words + " ran.", e);
    }
  }

  /** Returns the output of a command that must succeed. */
  static String must(String... words) {
    var result = run(words);
    if (result.exitCode() != 0) {
      throw new AssertionError(
          String.join(" ", words) + " ended with " + result.exitCode() + ":\n" + result.output());
    }
    return result.output();
  }
}
