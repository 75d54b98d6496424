package rollouts.pulumi;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import rollouts.driver.ApplyException;
import rollouts.plan.PlanException;
import stacks.cluster.FailureCause;

/**
 * The project's git history, if it has one: each change of a release state is a commit of the files
 * that it changed, and no others. A folder outside of a repository has no history; a repository
 * that git cannot read, or a missing git, is a failure.
 */
final class Git {
  private static final int LIMIT_SECONDS = 60;

  /** Git's lock file, which remains if git is killed; git's own message then names the fix. */
  private static final String LOCK = "index.lock";

  /** The exit code of a dry run that finds nothing to commit, or no such file yet. */
  private static final int NOTHING_TO_COMMIT = 1;

  /** Disables hooks: one that refuses a commit, or does not finish, would block a rollback. */
  private static final List<String> WITHOUT_HOOKS = List.of("-c", "core.hooksPath=/dev/null");

  private static final String REPOSITORY = ".git";

  /** The variable that points git to a repository outside of the folder and its parents. */
  private static final String ELSEWHERE = "GIT_DIR";

  /** Larger exit codes are those of processes that were killed by a signal. */
  private static final int LAST_REGULAR_CODE = 128;

  private final Path project;
  private final List<String> git;
  private final Consumer<String> notices;
  private boolean isNoticed;

  /**
   * @param notices receives, once, that there is no history
   */
  Git(Path project, Consumer<String> notices) {
    this(project, List.of("git"), notices);
  }

  /**
   * @param git the command
   */
  Git(Path project, List<String> git, Consumer<String> notices) {
    this.project = project.toAbsolutePath();
    this.git = List.copyOf(git);
    this.notices = notices;
  }

  /**
   * @param paths the changed files; other changes are not committed
   * @throws ApplyException if there is a history that cannot be read or written
   */
  void commit(List<String> paths, String message) {
    if (!hasHistory()) {
      return;
    }
    must(words(List.of("add", "--all", "--force", "--"), paths));
    if (isChanged(paths)) {
      must(
          words(
              List.of(
                  "commit",
                  "--quiet",
                  "--no-gpg-sign",
                  "--message",
                  Visible.text(message),
                  "--only",
                  "--"),
              paths));
    }
  }

  /**
   * @throws PlanException if there is a history that git cannot write: it refuses the repository,
   *     has no author, or is in the middle of a merge
   */
  void requireWritable(List<String> paths) {
    try {
      if (!hasHistory()) {
        return;
      }
    } catch (ApplyException e) {
      throw new PlanException(String.valueOf(e.getMessage()));
    }
    if (result(List.of("var", "GIT_COMMITTER_IDENT")).code() != 0
        || result(List.of("var", "GIT_AUTHOR_IDENT")).code() != 0) {
      throw new PlanException(
          "Cannot commit the steps of a release: git has no author. Set one: `git config user.name"
              + " \"<name>\"` and `git config user.email <address>`.");
    }
    var trial = result(words(List.of("commit", "--dry-run", "--quiet", "--only", "--"), paths));
    if (trial.code() > NOTHING_TO_COMMIT) {
      throw new PlanException("Cannot commit the steps of a release: " + trial.output().strip());
    }
  }

  private boolean isChanged(List<String> paths) {
    return result(words(List.of("diff", "--cached", "--quiet", "--"), paths)).code() != 0;
  }

  private boolean hasHistory() {
    var trouble = trouble();
    if (trouble.isEmpty()) {
      return true;
    }
    if (hasRepository()) {
      throw new ApplyException(FailureCause.REFUSED, trouble.get());
    }
    if (!isNoticed) {
      isNoticed = true;
      notices.accept("No commits are made: " + project + " is not in a git repository.");
    }
    return false;
  }

  /** Returns why git cannot read the repository; empty if it can. */
  private Optional<String> trouble() {
    var prefix = "Cannot commit the steps of a release: ";
    try {
      var result = run(List.of("rev-parse", "--is-inside-work-tree"));
      return result.code() == 0
          ? Optional.empty()
          : Optional.of(prefix + "git cannot read the repository: " + result.output().strip());
    } catch (IOException e) {
      return Optional.of(
          prefix + "git does not run (" + e.getMessage() + "). Install it and add it to PATH.");
    }
  }

  /**
   * Returns whether there is a repository that git did not find because it only searches its own
   * file system.
   */
  private boolean hasRepository() {
    if (System.getenv(ELSEWHERE) != null) {
      return true;
    }
    try {
      var store = Files.getFileStore(project);
      for (var folder = project.toRealPath(); folder != null; folder = folder.getParent()) {
        if (!Files.getFileStore(folder).equals(store)) {
          return false;
        }
        if (Files.exists(folder.resolve(REPOSITORY), LinkOption.NOFOLLOW_LINKS)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new ApplyException(
          FailureCause.REFUSED,
          "Cannot tell whether " + project + " is in a git repository: " + e.getMessage());
    }
  }

  private static List<String> words(List<String> command, List<String> others) {
    var words = new ArrayList<>(command);
    words.addAll(others);
    return words;
  }

  private record Result(int code, String output) {}

  private void must(List<String> words) {
    var result = result(words);
    if (result.code() != 0) {
      throw failed(
          result.output().contains(LOCK) || result.code() > LAST_REGULAR_CODE
              ? FailureCause.UNREACHABLE
              : FailureCause.REFUSED,
          words,
          result.output());
    }
  }

  private Result result(List<String> words) {
    try {
      return run(words);
    } catch (IOException e) {
      throw failed(FailureCause.REFUSED, words, String.valueOf(e.getMessage()));
    }
  }

  private static ApplyException failed(FailureCause cause, List<String> words, String reason) {
    return new ApplyException(cause, "`git " + words.get(0) + "` failed: " + reason.strip());
  }

  /**
   * @throws IOException if it cannot be run
   * @throws ApplyException if it does not finish, for example because it waits for input
   */
  private Result run(List<String> words) throws IOException {
    var output = Files.createTempFile("git", ".txt");
    try {
      var process =
          new ProcessBuilder(words(words(git, WITHOUT_HOOKS), words))
              .directory(project.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw failed(FailureCause.UNREACHABLE, words, "it did not finish within a minute");
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
