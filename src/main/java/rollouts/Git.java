package rollouts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The project's history, where it has one: each change of a release state is a commit of what it changed, and no more. */
final class Git {
  private static final int LIMIT_SECONDS = 60;

  /** What a git holds while it writes; one that was killed leaves it, and says itself what to do. */
  private static final String LOCK = "index.lock";

  /** The exit code of a trial that finds nothing, or no such file yet. */
  private static final int NOTHING_TO_COMMIT = 1;

  /** What a hook refuses, or forgets to end, would keep a release from its way back. */
  private static final List<String> GIT = List.of("git", "-c", "core.hooksPath=/dev/null");

  /** Beyond it are those of processes that a signal has ended. */
  private static final int LAST_OF_ITS_OWN = 128;

  private final Path project;

  Git(Path project) {
    this.project = project;
  }

  /**
   * @param paths what was changed; other changes stay as they are
   * @throws ApplyException if there is a history, and it cannot be written
   */
  void commit(List<String> paths, String message) {
    if (!isHistory()) {
      return;
    }
    must(words(List.of("add", "--all", "--force", "--"), paths));
    if (isChanged(paths)) {
      must(
          words(
              List.of("commit", "--quiet", "--no-gpg-sign", "--message", message, "--only", "--"),
              paths));
    }
  }

  /**
   * @throws PlanException if there is a history, and git would not write it: it does not know as whom, or a merge is under way
   */
  void requireWritable(List<String> paths) {
    if (!isHistory()) {
      return;
    }
    if (result(List.of("var", "GIT_COMMITTER_IDENT")).code() != 0
        || result(List.of("var", "GIT_AUTHOR_IDENT")).code() != 0) {
      throw new PlanException(
          "Each step is a commit, and git must know whose: `git config user.name \"<name>\"` and"
              + " `git config user.email <address>`.");
    }
    var trial = result(words(List.of("commit", "--dry-run", "--quiet", "--only", "--"), paths));
    if (trial.code() > NOTHING_TO_COMMIT) {
      throw new PlanException(
          "Each step is a commit, but now git makes none: " + trial.output().strip());
    }
  }

  private boolean isChanged(List<String> paths) {
    return result(words(List.of("diff", "--cached", "--quiet", "--"), paths)).code() != 0;
  }

  private boolean isHistory() {
    try {
      return run(List.of("rev-parse", "--is-inside-work-tree")).code() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> words(List<String> command, List<String> paths) {
    var words = new ArrayList<>(command);
    words.addAll(paths);
    return words;
  }

  private record Result(int code, String output) {}

  private void must(List<String> words) {
    var result = result(words);
    if (result.code() != 0) {
      throw failed(
          result.output().contains(LOCK) || result.code() > LAST_OF_ITS_OWN
              ? ApplyException.Cause.UNREACHABLE
              : ApplyException.Cause.REFUSED,
          words,
          result.output());
    }
  }

  private Result result(List<String> words) {
    try {
      return run(words);
    } catch (IOException e) {
      throw failed(ApplyException.Cause.REFUSED, words, String.valueOf(e.getMessage()));
    }
  }

  private static ApplyException failed(
      ApplyException.Cause cause, List<String> words, String reason) {
    return new ApplyException(cause, "`git " + words.get(0) + "` failed: " + reason.strip());
  }

  /**
   * @throws IOException if it cannot be run
   * @throws ApplyException if it does not end, as when it waits for somebody
   */
  private Result run(List<String> words) throws IOException {
    var output = Files.createTempFile("git", ".txt");
    try {
      var command = new ArrayList<>(GIT);
      command.addAll(words);
      var process =
          new ProcessBuilder(command)
              .directory(project.toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failed(ApplyException.Cause.UNREACHABLE, words, "it has not ended within a minute");
      }
      return new Result(process.exitValue(), new String(Files.readAllBytes(output), UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
