package rollouts.pulumi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollouts.driver.ApplyException;
import rollouts.plan.PlanException;

/** Runs the real git. */
final class GitTest {
  private static final List<String> PATHS =
      List.of("Pulumi.dev.yaml", ":(glob)dist/dev/*.k8s.yaml");
  private static final String MESSAGE = "web (dev): switch to green\n\nOf: promote";

  @TempDir private Path folder;

  private void startHistory() throws IOException {
    git("init", "--quiet");
    git("config", "user.name", "Ada");
    git("config", "user.email", "ada@example.com");
    git("config", "commit.gpgsign", "false");
    write("Pulumi.dev.yaml", "active: blue\n");
    write("dist/dev/web.k8s.yaml", "blue\n");
    write("dist/dev/gone.k8s.yaml", "gone\n");
    write("README.md", "read me\n");
    git("add", "--all");
    git("commit", "--quiet", "--message", "begin");
  }

  private void release() throws IOException {
    write("Pulumi.dev.yaml", "active: green\n");
    write("dist/dev/web.k8s.yaml", "green\n");
    write("dist/dev/_environment.k8s.yaml", "new\n");
    Files.delete(folder.resolve("dist/dev/gone.k8s.yaml"));
  }

  private final List<String> notices = new ArrayList<>();

  private Git history(Path project) {
    return new Git(project, notices::add);
  }

  private void commit() {
    history(folder).commit(PATHS, MESSAGE);
  }

  @Test
  void aHistoryNeedsSomeoneToWriteItAsAndNoMergeUnderWay() throws IOException {
    var git = history(folder);
    assertThatCode(() -> git.requireWritable(PATHS)).doesNotThrowAnyException();
    startHistory();
    assertThatCode(() -> git.requireWritable(PATHS)).doesNotThrowAnyException();
    git("config", "user.name", "");
    assertThatThrownBy(() -> git.requireWritable(PATHS))
        .isInstanceOf(PlanException.class)
        .hasMessage(
            "Cannot commit the steps of a release: git has no author. Set one: `git config"
                + " user.name \"<name>\"` and `git config user.email <address>`.");
    git("config", "user.name", "Ada");
    write(".git/MERGE_HEAD", git("rev-parse", "HEAD"));
    assertThatThrownBy(() -> git.requireWritable(PATHS))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith("Cannot commit the steps of a release: fatal: ")
        .hasMessageContaining("during a merge");
  }

  @Test
  void whatHooksAndIgnoredFilesWouldKeepFromTheHistoryIsThere() throws IOException {
    startHistory();
    write(".gitignore", "dist\n");
    write("dist/dev/.DS_Store", "");
    for (var hook : List.of("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit")) {
      write(".git/hooks/" + hook, "#!/bin/sh\ntouch was-run\nexit 1\n");
      assertThat(folder.resolve(".git/hooks/" + hook).toFile().setExecutable(true)).isTrue();
    }
    release();
    commit();
    assertThat(git("log", "-1", "--format=", "--name-only").lines())
        .contains("dist/dev/_environment.k8s.yaml", "dist/dev/web.k8s.yaml")
        .doesNotContain("dist/dev/.DS_Store");
    assertThat(folder.resolve("was-run")).doesNotExist();
  }

  @Test
  void aReleaseIsACommitOfWhatItChanged() throws IOException {
    startHistory();
    release();
    commit();
    assertThat(git("log", "-1", "--format=%B", "--name-status").strip())
        .isEqualTo(
            """
            web (dev): switch to green

            Of: promote


            M\tPulumi.dev.yaml
            A\tdist/dev/_environment.k8s.yaml
            D\tdist/dev/gone.k8s.yaml
            M\tdist/dev/web.k8s.yaml\
            """);
    assertThat(git("status", "--porcelain")).isEmpty();
  }

  /** No person could enter the password of the signing key. */
  @Test
  void aReleaseIsNotSigned() throws IOException {
    startHistory();
    git("config", "commit.gpgsign", "true");
    git("config", "gpg.program", "false");
    release();
    commit();
    assertThat(git("log", "-1", "--format=%s").strip()).isEqualTo("web (dev): switch to green");
  }

  @Test
  void anotherGitIsWaitedFor() throws IOException {
    startHistory();
    release();
    write(".git/index.lock", "");
    assertThatThrownBy(this::commit)
        .isInstanceOfSatisfying(ApplyException.class, e -> assertThat(e.mayPass()).isTrue())
        .hasMessageContaining("index.lock");
    Files.delete(folder.resolve(".git/index.lock"));
    assertThatCode(this::commit).doesNotThrowAnyException();
  }

  @Test
  void whatElseIsChangedStaysAsItIs() throws IOException {
    startHistory();
    release();
    write("README.md", "changed\n");
    write("staged.txt", "staged\n");
    git("add", "staged.txt");
    write("unknown.txt", "unknown\n");
    commit();
    assertThat(git("status", "--porcelain"))
        .isEqualTo(
            """
             M README.md
            A  staged.txt
            ?? unknown.txt
            """);
  }

  @Test
  void theFirstCommitOfAProjectMayBeARelease() throws IOException {
    startHistory();
    git("update-ref", "-d", "HEAD");
    commit();
    assertThat(git("log", "--format=%s")).isEqualTo("web (dev): switch to green\n");
  }

  @Test
  void nothingToCommitIsFine() throws IOException {
    startHistory();
    commit();
    assertThat(git("log", "--format=%s")).isEqualTo("begin\n");
  }

  @Test
  void aProjectBelowTheTopOfItsRepositoryIsCommitted() throws IOException {
    startHistory();
    write("platform/Pulumi.dev.yaml", "active: green\n");
    write("platform/dist/dev/web.k8s.yaml", "green\n");
    history(folder.resolve("platform")).commit(PATHS, MESSAGE);
    assertThat(git("log", "-1", "--format=", "--name-only"))
        .isEqualTo("platform/Pulumi.dev.yaml\nplatform/dist/dev/web.k8s.yaml\n");
  }

  @Test
  void aProjectWithoutAHistoryIsFineAndItIsSaidOnce() throws IOException {
    write("Pulumi.dev.yaml", "active: green\n");
    var git = history(folder);
    git.requireWritable(PATHS);
    git.commit(PATHS, MESSAGE);
    assertThat(folder.resolve(".git")).doesNotExist();
    assertThat(notices)
        .containsExactly("No commits are made: " + folder + " is not in a git repository.");
  }

  @Test
  void withoutGitAProjectWithoutAHistoryIsFine() {
    var git = new Git(folder, List.of("no-such-git"), notices::add);
    assertThatCode(() -> git.requireWritable(PATHS)).doesNotThrowAnyException();
    assertThatCode(() -> git.commit(PATHS, MESSAGE)).doesNotThrowAnyException();
    assertThat(notices).hasSize(1);
  }

  @Test
  void withoutGitAHistoryIsNotGivenUp() throws IOException {
    startHistory();
    var message =
        "Cannot commit the steps of a release: git does not run (Cannot run"
            + " program \"no-such-git\"";
    assertRefused(new Git(folder, List.of("no-such-git"), notices::add), message);
    write("platform/deep/Pulumi.dev.yaml", "active: green\n");
    var below = folder.resolve("platform/deep");
    assertRefused(new Git(below, List.of("no-such-git"), notices::add), message);
  }

  /** This happens in a container whose user does not own the mounted files. */
  @Test
  void aRepositoryOfSomeoneElseIsRefusedInGitsOwnWords() throws IOException {
    startHistory();
    var stranger = List.of("env", "GIT_TEST_ASSUME_DIFFERENT_OWNER=1", "git");
    var message =
        "Cannot commit the steps of a release: git cannot read the repository: fatal: detected"
            + " dubious ownership in repository at '"
            + folder;
    assertRefused(new Git(folder, stranger, notices::add), message);
    assertThatThrownBy(() -> new Git(folder, stranger, notices::add).requireWritable(PATHS))
        .hasMessageContaining("git config --global --add safe.directory " + folder);
  }

  @Test
  void aRepositoryThatIsBrokenIsRefusedInGitsOwnWords() throws IOException {
    startHistory();
    write(".git/HEAD", "");
    assertRefused(
        history(folder),
        "Cannot commit the steps of a release: git cannot read the repository: fatal: not a git"
            + " repository");
    write(".git/HEAD", "ref: refs/heads/main\n");
    write(".git/config", "[core\n");
    assertRefused(
        history(folder),
        "Cannot commit the steps of a release: git cannot read the repository: fatal: bad config"
            + " line 1");
  }

  @Test
  void aWorktreeWhoseRepositoryIsGoneIsRefused() throws IOException {
    write(".git", "gitdir: /nowhere/.git/worktrees/shop\n");
    assertRefused(
        history(folder),
        "Cannot commit the steps of a release: git cannot read the repository: fatal: not a git"
            + " repository: /nowhere/.git/worktrees/shop");
  }

  private void assertRefused(Git git, String message) {
    assertThatThrownBy(() -> git.requireWritable(PATHS))
        .isInstanceOf(PlanException.class)
        .hasMessageStartingWith(message);
    assertThatThrownBy(() -> git.commit(PATHS, MESSAGE))
        .isInstanceOfSatisfying(ApplyException.class, e -> assertThat(e.mayPass()).isFalse())
        .hasMessageStartingWith(message);
    assertThat(notices).isEmpty();
  }

  @Test
  void aHistoryThatCannotBeWrittenIsAFailure() throws IOException {
    startHistory();
    release();
    write(".git/index.lock", "");
    assertThatThrownBy(this::commit)
        .isInstanceOf(ApplyException.class)
        .hasMessageStartingWith("`git add` failed: ")
        .hasMessageContaining("index.lock");
  }

  private void write(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private String git(String... words) throws IOException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
