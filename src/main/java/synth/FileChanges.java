package synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
  private final Map<Path, Path> drafts = new LinkedHashMap<>();
  private final Map<Path, byte[]> originals = new LinkedHashMap<>();
  private final Deque<Path> folders = new ArrayDeque<>();
  private final Deque<Path> done = new ArrayDeque<>();

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
        move(change.file());
        done.push(change.file());
      }
      for (var change : changes) {
        if (change.after().isEmpty()) {
          removeIfEmpty(parent(change.file()));
        }
      }
    } catch (IOException e) {
      undo(e);
      throw new UncheckedIOException("Nothing was written: " + reason(e), e);
    }
  }

  private void stage(FileChange change) throws IOException {
    var file = change.file();
    if (change.before().isPresent()) {
      originals.put(file, Files.readAllBytes(file));
    }
    if (change.after().isPresent()) {
      var folder = parent(file);
      create(folder);
      var draft = folder.resolve("." + file.getFileName() + ".tmp");
      make(draft);
      drafts.put(file, draft);
      Files.writeString(draft, change.after().get());
    }
  }

  private static void removeIfEmpty(Path folder) throws IOException {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // Then it stays.
    }
  }

  private void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      create(parent(folder));
      Files.createDirectory(folder);
      folders.push(folder);
    }
  }

  /** A file of this name was left by a run that was killed; anything else is not ours, and in the way. */
  private static void make(Path draft) throws IOException {
    if (Files.isRegularFile(draft, LinkOption.NOFOLLOW_LINKS)) {
      Files.delete(draft);
    }
    Files.createFile(draft);
  }

  private void move(Path file) throws IOException {
    var draft = drafts.get(file);
    if (draft == null) {
      Files.delete(file);
    } else {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void undo(IOException cause) {
    done.forEach(file -> attempt(() -> restore(file), cause));
    drafts.values().forEach(draft -> attempt(() -> Files.deleteIfExists(draft), cause));
    folders.forEach(folder -> attempt(() -> Files.deleteIfExists(folder), cause));
  }

  private void restore(Path file) throws IOException {
    var original = originals.get(file);
    if (original == null) {
      Files.deleteIfExists(file);
    } else {
      Files.write(file, original);
    }
  }

  private static void attempt(Step step, IOException cause) {
    try {
      step.run();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Java gives the path alone where the type of the exception says the rest. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException occupied) {
      return occupied.getFile() + " is in the way";
    }
    return String.valueOf(e.getMessage());
  }

  private static Path parent(Path file) {
    var parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }
}
