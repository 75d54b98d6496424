package synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChangesTest {
  @TempDir private Path folder;
  private Project project;

  @BeforeEach
  void someFiles() {
    project = new Project(folder).write("dist/a", "old a").write("dist/b", "old b");
  }

  @Test
  void filesAreAddedChangedAndRemoved() {
    apply(List.of(changed("a"), removed("b"), added("new/c")));
    assertThat(project.tree())
        .isEqualTo(
            Map.of("dist/", "", "dist/a", "new a", "dist/new/", "", "dist/new/c", "new new/c"));
  }

  @Test
  void theFirstFileMakesItsFolders() {
    apply(List.of(added("deep/er/c")));
    assertThat(folder.resolve("dist/deep/er/c")).hasContent("new deep/er/c");
  }

  @Test
  void contentsAreWrittenInUtf8() throws IOException {
    apply(List.of(change("a", Optional.of("old a"), Optional.of("größer 🦀\n"))));
    assertThat(Files.readAllBytes(folder.resolve("dist/a")))
        .isEqualTo("größer 🦀\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFolderInThePlaceOfAFileUndoesWhatWasDone() {
    project.write("dist/c/inside", "kept");
    assertNothingChanges(List.of(changed("a"), removed("b"), added("new/d"), added("c")));
  }

  @Test
  void anEmptyFolderInThePlaceOfAFileIsKept() throws IOException {
    Files.createDirectory(folder.resolve("dist/c"));
    assertNothingChanges(List.of(changed("a"), added("c")));
  }

  @Test
  void aFileThatIsGoneUndoesWhatWasDone() {
    assertNothingChanges(
        List.of(changed("a"), change("gone", Optional.of("old"), Optional.empty())));
  }

  @Test
  void aFileThatWasRemovedComesBackByteForByte() throws IOException {
    byte[] notUtf8 = {'#', (byte) 0xff, (byte) 0xfe};
    Files.write(folder.resolve("dist/b"), notUtf8);
    var failsAfterB = new FailingDisk(FailingDisk.Failure.FAILS_ONCE, 5);
    var writes = FileChanges.in(folder.resolve("dist"), failsAfterB);
    assertThatThrownBy(() -> writes.apply(() -> List.of(removed("b"), removed("a"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Nothing was written: on purpose");
    assertThat(Files.readAllBytes(folder.resolve("dist/b"))).isEqualTo(notUtf8);
  }

  @Test
  void aFileInThePlaceOfAFolderIsReported() {
    assertNothingChanges(List.of(changed("b"), added("a/c")), "dist/a is in the way");
  }

  @Test
  void aFolderInThePlaceOfADraftIsReportedAndKept() {
    project
        .write(
            "dist/.sluice/.gitignore", "*\n# Sluice writes here what it then moves into place.\n")
        .write("dist/.sluice/0.after/inside", "kept");
    assertNothingChanges(List.of(changed("a"), changed("b")), "0.after is in the way");
  }

  @Test
  void aFileInThePlaceOfTheStagingFolderIsReportedAndKept() {
    project.write("dist/.sluice", "kept");
    assertNothingChanges(List.of(changed("a")), "dist/.sluice is in the way");
  }

  @Test
  void whatARunLeftThatWasKilledBeforeItChangedAnythingIsRemoved() {
    project.write("dist/.sluice/.gitignore", "*\n").write("dist/.sluice/7.after", "half of");
    apply(List.of(changed("a")));
    assertThat(project.tree()).isEqualTo(Map.of("dist/", "", "dist/a", "new a", "dist/b", "old b"));
  }

  @Test
  void aFolderWithoutPermissionIsReported() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may write anywhere");
    Files.setPosixFilePermissions(
        folder.resolve("dist"), PosixFilePermissions.fromString("r-xr-xr-x"));
    assertNothingChanges(
        List.of(changed("a")), "no permission for " + folder.resolve("dist/.sluice"));
  }

  private void apply(List<FileChange> changes) {
    FileChanges.in(folder.resolve("dist")).apply(() -> changes);
  }

  private void assertNothingChanges(List<FileChange> changes) {
    assertNothingChanges(changes, "");
  }

  private void assertNothingChanges(List<FileChange> changes, String reason) {
    var before = project.tree();
    assertThatThrownBy(() -> apply(changes))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith("Nothing was written: ")
        .hasMessageEndingWith(reason);
    assertThat(project.tree()).isEqualTo(before);
  }

  private FileChange added(String name) {
    return change(name, Optional.empty(), Optional.of("new " + name));
  }

  private FileChange changed(String name) {
    return change(name, Optional.of("old " + name), Optional.of("new " + name));
  }

  private FileChange removed(String name) {
    return change(name, Optional.of("old " + name), Optional.empty());
  }

  private FileChange change(String name, Optional<String> before, Optional<String> after) {
    return new FileChange(folder.resolve("dist").resolve(name), before, after);
  }
}
