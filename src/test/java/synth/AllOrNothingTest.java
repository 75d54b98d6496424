package synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.yaml.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import synth.FailingDisk.Failure;
import synth.FailingDisk.Killed;

/**
 * Whatever fails, and whenever a process ends: after the next run, everything is as before, or as
 * requested.
 */
class AllOrNothingTest {
  private static final Map<String, String> BEFORE =
      new TreeMap<>(
          Map.of(
              "dist/", "",
              "dist/dev/", "",
              "dist/dev/changed", "old text",
              "dist/dev/removed", "to be removed",
              "dist/gone/", "",
              "dist/gone/last", "the last",
              "dist/renamed/", "",
              "dist/renamed/a", "as a",
              "dist/README.md", "kept"));

  private static final Map<String, String> AFTER =
      new TreeMap<>(
          Map.of(
              "dist/", "",
              "dist/dev/", "",
              "dist/dev/added", "added",
              "dist/dev/changed", "new text",
              "dist/new/", "",
              "dist/new/folder/", "",
              "dist/new/folder/added", "added below",
              "dist/renamed/", "",
              "dist/renamed/b", "as b",
              "dist/README.md", "kept"));

  private static final String RECORD = "dist/.sluice/commit";

  @TempDir private Path folder;
  private int rounds;

  @BeforeEach
  void noRoundsYet() {
    rounds = 0;
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void afterTheNextRunEverythingIsAsBeforeOrAsAsked(Failure failure) {
    var ends = new TreeSet<String>();
    for (var left : leftBy(failure)) {
      var project = project(left);
      writes(project, Disk.REAL).settle();
      ends.add(end(project));
    }
    assertThat(ends).isEqualTo(failure.isOfBytes() ? Set.of("before") : Set.of("before", "after"));
  }

  /**
   * Each further run gets one step further, or fails in it, until every remaining state has been
   * tested.
   */
  @Test
  void theSameHoldsHoweverOftenTheNextRunFails() {
    var met = new HashSet<Map<String, String>>();
    met.addAll(leftBy(Failure.KILLED_BEFORE));
    met.addAll(leftBy(Failure.FAILS_AND_IS_KILLED));
    met.removeIf(left -> !isRecorded(left));
    var open = new ArrayDeque<>(met);
    while (!open.isEmpty()) {
      for (var next : leftByOneStepMore(open.remove())) {
        if (isRecorded(next) && met.add(next)) {
          open.add(next);
        }
      }
    }
  }

  private static boolean isRecorded(Map<String, String> left) {
    return left.containsKey(RECORD) || left.containsKey("dist/.sluice/undo");
  }

  private List<Map<String, String>> leftByOneStepMore(Map<String, String> left) {
    var project = project(left);
    writes(project, Disk.REAL).settle();
    end(project);
    for (int number = 1; ; number++) {
      var next = project(left);
      settle(next, new FailingDisk(Failure.KILLED_BEFORE, number));
      if (!next.tree().equals(left)) {
        var undone = project(left);
        settle(undone, new FailingDisk(Failure.FAILS_ONCE, number - 1));
        return List.of(next.tree(), undone.tree());
      }
    }
  }

  private static void settle(Project project, Disk disk) {
    survive(() -> writes(project, disk).settle());
    assertHalfIsKnown(project);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"FAILS_ONCE", "FAILS_FROM_NOW_ON", "FULL.*"})
  void whatAFailureSaysIsTrue(Failure failure) {
    for (int number = 0; ; number++) {
      var project = project(BEFORE);
      var disk = new FailingDisk(failure, number);
      var said = said(project, disk);
      if (!disk.hasFailed()) {
        return;
      }
      if (said.startsWith("Nothing was written: ")) {
        assertThat(failure == Failure.FAILS_FROM_NOW_ON ? inPlace(project) : project.tree())
            .isEqualTo(BEFORE);
      } else if (said.isEmpty()) {
        assertThat(inPlace(project)).isEqualTo(AFTER);
      } else {
        assertThat(said).startsWith("Cannot complete or undo the changes to ");
        assertThatThrownBy(() -> writes(project, Disk.REAL).refuseUnfinished())
            .isInstanceOf(RefusedException.class);
      }
    }
  }

  /** Returns the message of the failure; empty for success. */
  private static String said(Project project, Disk disk) {
    try {
      apply(writes(project, disk), project.folder().resolve("dist"));
      return "";
    } catch (UncheckedIOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void aRunThatFindsNothingToDoLeavesNothingToComplete() {
    var waited = new TreeMap<>(BEFORE);
    waited.put("dist/.sluice/", "");
    for (var left :
        leftBy(Failure.KILLED_BEFORE, waited, (writes, dist) -> writes.apply(List::of))) {
      var project = project(left);
      writes(project, Disk.REAL).settle();
      assertThat(project.tree()).isEqualTo(BEFORE);
    }
  }

  @Test
  void aFolderThatWasMadeForNothingIsRemoved() {
    var project = new Project(folder);
    var added = change(folder.resolve("dist/new"), null, "new");
    assertThatThrownBy(
            () ->
                writes(project, new FailingDisk(Failure.FAILS_ONCE, 0)).apply(() -> List.of(added)))
        .isInstanceOf(UncheckedIOException.class);
    assertThat(project.tree()).isEmpty();
  }

  @Test
  void whatIsHalfWrittenIsRefusedByThoseWhoRead() {
    var project = project(BEFORE);
    project.write("dist/.sluice/commit", "changed dev/changed\0\0");
    var dist = project.folder().resolve("dist");
    assertThatThrownBy(() -> FileChanges.in(dist).refuseUnfinished())
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            dist
                + "/.sluice has 1 problem:\n"
                + "  1:1   Left by a run of Sluice that was killed or is still running, so dist/"
                + " may be half old and half new. Run `./sluice synth`, which waits for that run,"
                + " or completes or undoes its changes.");
    assertThat(Dist.in(project.folder()).compare(List.of()).foreign())
        .contains(FileChanges.unfinished(dist));
  }

  @Test
  void aRecordLeadsNowhereButIntoItsFolder() throws IOException {
    for (var path : List.of("../outside", "/tmp/outside", "dev/../../outside", ".git/config", "")) {
      var project = project(BEFORE);
      project
          .write("outside", "kept")
          .write("dist/.sluice/0.after", "forged")
          .write("dist/.sluice/commit", "changed " + path + "\0\0");
      var before = project.tree();
      assertThatThrownBy(() -> writes(project, Disk.REAL).settle())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("was not written by Sluice");
      var after = project.tree();
      after.remove("dist/.sluice/.gitignore");
      assertThat(after).isEqualTo(before);
    }
    var project = project(BEFORE);
    var outside = Files.createDirectory(folder.resolve("outside"));
    Files.createSymbolicLink(project.folder().resolve("dist/link"), outside);
    project
        .write("dist/.sluice/0.after", "forged")
        .write("dist/.sluice/commit", "added link/file\0\0");
    assertThatThrownBy(() -> writes(project, Disk.REAL).settle())
        .isInstanceOf(UncheckedIOException.class);
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aRecordThatWasCutIsRefusedAndChangesNothing() {
    var left =
        leftBy(Failure.KILLED_BEFORE).stream()
            .filter(each -> each.containsKey(RECORD) && each.containsKey("dist/.sluice/0.after"))
            .findFirst()
            .orElseThrow();
    var record = left.get(RECORD);
    var project = project(left);
    for (int length = 0; length < record.length(); length++) {
      project.write(RECORD, record.substring(0, length));
      var before = project.tree();
      assertThatThrownBy(() -> writes(project, Disk.REAL).settle())
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("was not written by Sluice");
      assertThat(project.tree()).isEqualTo(before);
    }
  }

  @Test
  void aProcessWaitsForAnotherUntilThatIsKilled() throws Exception {
    var project = project(BEFORE);
    var dist = project.folder().resolve("dist");
    Files.createDirectory(dist.resolve(".sluice"));
    var other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                dist.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("holds");
      var wasAlive = new CompletableFuture<Boolean>();
      var waits =
          new Thread(
              () ->
                  FileChanges.in(dist)
                      .apply(
                          () -> {
                            wasAlive.complete(other.isAlive());
                            return changes(dist);
                          }));
      waits.start();
      assertThatThrownBy(() -> wasAlive.get(100, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      other.destroyForcibly();
      waits.join();
    } finally {
      other.destroyForcibly();
    }
    assertThat(project.tree()).isEqualTo(AFTER);
  }

  /** A process that writes for as long as the test runs. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) {
      FileChanges.in(Path.of(arguments[0]))
          .apply(
              () -> {
                System.out.println("holds");
                awaitEndOfParent();
                return List.of();
              });
    }
  }

  /** The test has the other end of standard input. */
  private static void awaitEndOfParent() {
    try {
      System.in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void onlyOneWritesAtATime() throws InterruptedException {
    var project = project(BEFORE);
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

  /** Two files that always have the same content. */
  private static List<FileChange> bothRewritten(Path dist, String text) {
    return List.of(
        rewritten(dist.resolve("dev/changed"), text), rewritten(dist.resolve("dev/removed"), text));
  }

  private static FileChange rewritten(Path file, String text) {
    return new FileChange(file, GeneratedFolder.read(file), Optional.of(text));
  }

  private Set<Map<String, String>> leftBy(Failure failure) {
    return leftBy(failure, BEFORE, AllOrNothingTest::apply);
  }

  /**
   * Returns the states after runs that fail at each operation in turn; a run that does not fail
   * ends well.
   */
  private Set<Map<String, String>> leftBy(
      Failure failure, Map<String, String> before, BiConsumer<FileChanges, Path> run) {
    var left = new LinkedHashSet<Map<String, String>>();
    for (int number = 0; ; number++) {
      var project = project(before);
      var disk = new FailingDisk(failure, number);
      survive(() -> run.accept(writes(project, disk), project.folder().resolve("dist")));
      if (!disk.hasFailed()) {
        end(project);
        return left;
      }
      assertHalfIsKnown(project);
      left.add(project.tree());
    }
  }

  private static void survive(Runnable run) {
    try {
      run.run();
    } catch (Killed | UncheckedIOException e) {
      // The next run has to handle it.
    }
  }

  /**
   * Checks that half-written files are reported, so that nobody takes them for the result, and that
   * git ignores them.
   */
  private static void assertHalfIsKnown(Project project) {
    if (!inPlace(project).equals(BEFORE) && !inPlace(project).equals(AFTER)) {
      assertThatThrownBy(() -> writes(project, Disk.REAL).refuseUnfinished())
          .isInstanceOf(RefusedException.class);
    }
    var tree = project.tree();
    tree.remove("dist/.sluice/");
    if (tree.keySet().stream().anyMatch(name -> name.startsWith("dist/.sluice/"))) {
      assertThat(tree).containsKey("dist/.sluice/.gitignore");
    }
  }

  private static Map<String, String> inPlace(Project project) {
    var tree = project.tree();
    tree.keySet().removeIf(name -> name.startsWith("dist/.sluice"));
    return tree;
  }

  private static String end(Project project) {
    assertThat(project.tree()).isIn(BEFORE, AFTER);
    return project.tree().equals(BEFORE) ? "before" : "after";
  }

  private static FileChanges writes(Project project, Disk disk) {
    return FileChanges.in(project.folder().resolve("dist"), disk);
  }

  private static void apply(FileChanges writes, Path dist) {
    writes.apply(() -> changes(dist));
  }

  private static List<FileChange> changes(Path dist) {
    return List.of(
        change(dist.resolve("dev/added"), null, "added"),
        change(dist.resolve("dev/changed"), "old text", "new text"),
        change(dist.resolve("dev/removed"), "to be removed", null),
        change(dist.resolve("gone/last"), "the last", null),
        change(dist.resolve("new/folder/added"), null, "added below"),
        change(dist.resolve("renamed/a"), "as a", null),
        change(dist.resolve("renamed/b"), null, "as b"));
  }

  private static FileChange change(Path file, String before, String after) {
    return new FileChange(file, Optional.ofNullable(before), Optional.ofNullable(after));
  }

  private Project project(Map<String, String> tree) {
    var project = new Project(folder.resolve("round" + rounds++));
    tree.forEach(
        (name, content) -> {
          if (name.endsWith("/")) {
            project.folder().resolve(name).toFile().mkdirs();
          } else {
            project.write(name, content);
          }
        });
    return project;
  }
}
