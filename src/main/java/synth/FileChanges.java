package synth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes changes of files, all of them or none: everything is first written beside its place, and only when that has
 * worked is it moved there; when a move fails, those before it are taken back.
 */
public final class FileChanges {
  private final Map<Path, Path> staged = new LinkedHashMap<>();
  private final Deque<FileChange> done = new ArrayDeque<>();

  private FileChanges() {}

  /**
   * @throws UncheckedIOException when it could not be done; then nothing has changed
   */
  public static void apply(List<FileChange> changes) {
    new FileChanges().run(changes);
  }

  private void run(List<FileChange> changes) {
    try {
      for (var change : changes) {
        stage(change);
      }
      for (var change : changes) {
        done.push(change);
        move(change);
      }
    } catch (IOException e) {
      undo(e);
      throw new UncheckedIOException("Nothing was written: " + e.getMessage(), e);
    }
  }

  private void stage(FileChange change) throws IOException {
    if (change.after().isPresent()) {
      var folder = parent(change.file());
      Files.createDirectories(folder);
      var draft = folder.resolve("." + change.file().getFileName() + ".tmp");
      staged.put(change.file(), draft);
      Files.write(draft, change.after().get().getBytes(UTF_8));
    }
  }

  private void move(FileChange change) throws IOException {
    var draft = staged.get(change.file());
    if (draft == null) {
      Files.delete(change.file());
    } else {
      Files.move(draft, change.file(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void undo(IOException cause) {
    for (var change : done) {
      try {
        restore(change);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
    for (var draft : staged.values()) {
      try {
        Files.deleteIfExists(draft);
      } catch (IOException e) {
        cause.addSuppressed(e);
      }
    }
  }

  private static void restore(FileChange change) throws IOException {
    if (change.before().isPresent()) {
      Files.write(change.file(), change.before().get().getBytes(UTF_8));
    } else {
      Files.deleteIfExists(change.file());
    }
  }

  private static Path parent(Path file) {
    var parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }
}
