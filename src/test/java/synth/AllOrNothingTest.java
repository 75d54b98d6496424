package synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import synth.FailingDisk.Failure;
import synth.FailingDisk.Killed;

/**
 * Whatever fails, and whenever a process ends: after the next run everything is as before, or as
 * asked.
 */
class AllOrNothingTest {
  private static final Map<String, String> BEFORE =
      new TreeMap<>(
          Map.of(
              "dist/", "",
              "dist/dev/", "",
              "dist/dev/changed", "old",
              "dist/dev/removed", "old",
              "dist/gone/", "",
              "dist/gone/last", "old",
              "dist/README.md", "kept"));

  private static final Map<String, String> AFTER =
      new TreeMap<>(
          Map.of(
              "dist/", "",
              "dist/dev/", "",
              "dist/dev/added", "new",
              "dist/dev/changed", "new",
              "dist/new/", "",
              "dist/new/folder/", "",
              "dist/new/folder/added", "new",
              "dist/README.md", "kept"));

  @TempDir private Path folder;
  private int rounds;

  @BeforeEach
  void noRoundsYet() {
    rounds = 0;
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void afterTheNextRunEverythingIsAsBeforeOrAsAsked(Failure failure) {
    var ends = new ArrayList<String>();
    for (int number = 0; ; number++) {
      var project = project();
      var disk = new FailingDisk(failure, number);
      run(project, disk);
      if (!disk.hasFailed()) {
        assertThat(ends).contains("before");
        return;
      }
      assertHalfIsKnown(project);
      writes(project, Disk.REAL).settle();
      ends.add(end(project));
    }
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void theSameHoldsWhenTheNextRunFailsToo(Failure failure) {
    for (int first = 0; ; first++) {
      for (int second = 0; ; second++) {
        var project = project();
        var disk = new FailingDisk(failure, first);
        run(project, disk);
        if (!disk.hasFailed()) {
          return;
        }
        var next = new FailingDisk(failure, second);
        survive(() -> writes(project, next).settle());
        assertHalfIsKnown(project);
        writes(project, Disk.REAL).settle();
        end(project);
        if (!next.hasFailed()) {
          break;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FAILS_ONCE", "FAILS_FROM_NOW_ON"})
  void whatAFailureSaysIsTrue(Failure failure) {
    for (int number = 0; ; number++) {
      var project = project();
      var disk = new FailingDisk(failure, number);
      var said = said(project, disk);
      if (!disk.hasFailed()) {
        return;
      }
      var tree = project.tree();
      tree.keySet().removeIf(name -> name.startsWith("dist/.sluice"));
      if (said.isEmpty()) {
        assertThat(tree).isEqualTo(AFTER);
      } else if (said.startsWith("Nothing was written: ")) {
        assertThat(tree).isEqualTo(BEFORE);
      } else {
        assertThat(said).startsWith("Cannot complete what is being written to ");
      }
    }
  }

  @Test
  void anUndoThatIsKilledIsGoneOnWith() {
    for (int number = 0; ; number++) {
      for (int more = 1; more < 20; more++) {
        var project = project();
        var disk = new FailingDisk(Failure.FAILS_AND_IS_KILLED, number, more);
        run(project, disk);
        if (!disk.hasFailed()) {
          return;
        }
        assertHalfIsKnown(project);
        writes(project, Disk.REAL).settle();
        end(project);
      }
    }
  }

  /** The message of the failure; empty for success. */
  private static String said(Project project, Disk disk) {
    try {
      writes(project, disk).apply(() -> changes(project.folder().resolve("dist")));
      return "";
    } catch (UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void whatIsHalfWrittenIsRefusedByThoseWhoRead() {
    var project = project();
    project.write("dist/.sluice/commit", "changed dev/changed\0");
    var dist = project.folder().resolve("dist");
    assertThatThrownBy(() -> FileChanges.in(dist).refuseUnfinished())
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            dist
                + "/.sluice has 1 problem:\n"
                + "  1:1   Is the work of a run of Sluice that was killed, or is not done yet:"
                + " files beside it may be half old and half new. Run `./sluice synth`, which waits"
                + " for it, and completes it or puts back what was there.");
    assertThat(Dist.in(project.folder()).compare(List.of()).foreign())
        .contains(FileChanges.unfinished(dist));
  }

  @Test
  void aRecordLeadsNowhereButIntoItsFolder() throws IOException {
    for (var path : List.of("../outside", "/tmp/outside", "dev/../../outside", ".git/config", "")) {
      var project = project();
      project
          .write("outside", "kept")
          .write("dist/.sluice/0.after", "forged")
          .write("dist/.sluice/commit", "changed " + path + "\0");
      var before = project.tree();
      assertThatThrownBy(() -> writes(project, Disk.REAL).settle())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("is not what Sluice writes");
      var after = project.tree();
      after.remove("dist/.sluice/.gitignore");
      assertThat(after).isEqualTo(before);
    }
    var project = project();
    var outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(project.folder().resolve("dist/link"), outside);
    project
        .write("dist/.sluice/0.after", "forged")
        .write("dist/.sluice/commit", "added link/file\0");
    assertThatThrownBy(() -> writes(project, Disk.REAL).settle())
        .isInstanceOf(UncheckedIOException.class);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void onlyOneWritesAtATime() throws InterruptedException {
    var project = project();
    var dist = project.folder().resolve("dist");
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var text = "of " + i;
      threads.add(
          new Thread(
              () -> {
                for (int round = 0; round < 25; round++) {
                  FileChanges.in(dist).apply(() -> bothRewritten(dist, text));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }
    assertThat(project.tree())
        .doesNotContainKey("dist/.sluice/")
        .hasEntrySatisfying(
            "dist/dev/changed",
            text -> assertThat(project.tree().get("dist/dev/removed")).isEqualTo(text));
  }

  /** Two files that always have the same. */
  private static List<FileChange> bothRewritten(Path dist, String text) {
    return List.of(
        rewritten(dist.resolve("dev/changed"), text), rewritten(dist.resolve("dev/removed"), text));
  }

  private static FileChange rewritten(Path file, String text) {
    return new FileChange(file, GeneratedFolder.read(file), Optional.of(text));
  }

  /** What is half old and half new says so: nobody takes it for what was asked for. */
  private static void assertHalfIsKnown(Project project) {
    if (!Staging.isUnfinished(project.folder().resolve("dist"))) {
      var tree = project.tree();
      tree.keySet().removeIf(name -> name.startsWith("dist/.sluice"));
      assertThat(tree).isIn(BEFORE, AFTER);
    }
  }

  private static String end(Project project) {
    assertThat(project.tree()).isIn(BEFORE, AFTER);
    return project.tree().equals(BEFORE) ? "before" : "after";
  }

  private static void run(Project project, Disk disk) {
    survive(() -> writes(project, disk).apply(() -> changes(project.folder().resolve("dist"))));
  }

  private static void survive(Runnable run) {
    try {
      run.run();
    } catch (Killed | UncheckedIOException e) {
      // The next run has to cope.
    }
  }

  private static FileChanges writes(Project project, Disk disk) {
    return FileChanges.in(project.folder().resolve("dist"), disk);
  }

  private static List<FileChange> changes(Path dist) {
    return List.of(
        change(dist.resolve("dev/added"), null, "new"),
        change(dist.resolve("dev/changed"), "old", "new"),
        change(dist.resolve("dev/removed"), "old", null),
        change(dist.resolve("gone/last"), "old", null),
        change(dist.resolve("new/folder/added"), null, "new"));
  }

  private static FileChange change(Path file, String before, String after) {
    return new FileChange(file, Optional.ofNullable(before), Optional.ofNullable(after));
  }

  private Project project() {
    var project = new Project(folder.resolve("round" + rounds++));
    BEFORE.forEach(
        (name, content) -> {
          if (!name.endsWith("/")) {
            project.write(name, content);
          }
        });
    return project;
  }
}
