package synth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder in which files are prepared before they are moved into place.
 *
 * <ol>
 *   <li>New contents and copies of the old ones are written here. Nothing has changed yet.
 *   <li>The record of all changes is moved to {@code commit}: from here on the changes are
 *       completed, if need be by the next process.
 *   <li>Each file is moved into place. If one cannot be moved, {@code commit} becomes {@code undo}:
 *       from here on all files are restored.
 *   <li>The record is deleted, then everything else.
 * </ol>
 *
 * <p>Each step can be repeated from its beginning.
 */
final class Staging {
  static final String FOLDER = ".sluice";
  private static final String COMMIT = "commit";
  private static final String UNDO = "undo";
  private static final String DRAFT = "draft";

  private final Path root;
  private final Path folder;
  private final Disk disk;

  Staging(Path root, Disk disk) {
    this.root = root;
    folder = root.resolve(FOLDER);
    this.disk = disk;
  }

  /** Returns whether files below the folder may be half old and half new. */
  static boolean isUnfinished(Path root) {
    var folder = root.resolve(FOLDER);
    return isThere(folder.resolve(COMMIT)) || isThere(folder.resolve(UNDO));
  }

  /** Completes or undoes unfinished changes. */
  void settle() throws IOException {
    if (isThere(folder.resolve(UNDO))) {
      undo(StagedChanges.read(folder.resolve(UNDO)));
    } else if (isThere(folder.resolve(COMMIT))) {
      var left = StagedChanges.read(folder.resolve(COMMIT));
      try {
        complete(left);
      } catch (IOException e) {
        putBack(left, e);
      }
    }
    clean();
  }

  /**
   * Makes the changes.
   *
   * @throws FileChanges.UnfinishedException if the next run has to complete or undo them
   * @throws IOException if they cannot be made; then nothing has changed
   */
  void write(List<FileChange> changes) throws IOException {
    if (changes.isEmpty()) {
      return;
    }
    var staged = StagedChanges.of(root, changes);
    try {
      stage(changes);
      disk.write(folder.resolve(DRAFT), staged.text().getBytes(UTF_8));
      disk.move(folder.resolve(DRAFT), folder.resolve(COMMIT));
    } catch (IOException e) {
      cleanAfter(e);
      throw e;
    }
    try {
      complete(staged);
    } catch (IOException e) {
      putBack(staged, e);
      cleanAfter(e);
      throw e;
    }
    end();
  }

  /** Ignores leftovers if the record is deleted: the next run removes them. */
  private void end() throws IOException {
    try {
      clean();
    } catch (IOException e) {
      if (isUnfinished(root)) {
        throw new FileChanges.UnfinishedException(e);
      }
    }
  }

  private void stage(List<FileChange> changes) throws IOException {
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      requirePlace(change);
      if (change.before().isPresent()) {
        disk.copy(change.file(), before(i));
      }
      if (change.after().isPresent()) {
        disk.write(after(i), change.after().get().getBytes(UTF_8));
      }
    }
  }

  private static void requirePlace(FileChange change) throws IOException {
    var file = change.file();
    boolean isThere = isThere(file);
    if (change.before().isEmpty() ? isThere : isThere && !isFile(file)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    if (change.before().isPresent() && !isThere) {
      throw new NoSuchFileException(file.toString());
    }
  }

  private void complete(StagedChanges staged) throws IOException {
    for (var created : staged.folders()) {
      var place = place(created);
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        disk.createFolder(place);
      }
    }
    for (int i = 0; i < staged.files().size(); i++) {
      if (isThere(after(i))) {
        disk.move(after(i), place(staged.files().get(i).path()));
      }
    }
    // Last, so that a folder which just received a new file is not removed with its old ones.
    for (var file : staged.files()) {
      if (file.kind() == FileChange.Kind.REMOVED) {
        remove(place(file.path()));
      }
    }
  }

  /** Removes a folder along with its last file. */
  private void remove(Path file) throws IOException {
    disk.delete(file);
    var parent = file.getParent();
    if (parent != null && !parent.equals(root)) {
      removeIfEmpty(parent, disk);
    }
  }

  static void removeIfEmpty(Path path, Disk disk) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      disk.delete(path);
    } catch (DirectoryNotEmptyException e) {
      // The folder contains another file, so it stays.
    }
  }

  private void putBack(StagedChanges staged, IOException cause) throws IOException {
    try {
      disk.move(folder.resolve(COMMIT), folder.resolve(UNDO));
      undo(staged);
    } catch (IOException e) {
      cause.addSuppressed(e);
      throw new FileChanges.UnfinishedException(cause);
    }
  }

  private void undo(StagedChanges staged) throws IOException {
    for (int i = staged.files().size() - 1; i >= 0; i--) {
      var file = staged.files().get(i);
      var place = place(file.path());
      switch (file.kind()) {
        case ADDED -> {
          if (!isThere(after(i))) {
            disk.delete(place);
          }
        }
        case CHANGED -> {
          if (!isThere(after(i)) && isThere(before(i))) {
            disk.move(before(i), place);
          }
        }
        case REMOVED -> {
          if (isThere(before(i))) {
            restore(before(i), place);
          }
        }
      }
    }
    for (int i = staged.folders().size() - 1; i >= 0; i--) {
      removeIfEmpty(place(staged.folders().get(i)), disk);
    }
  }

  private void restore(Path before, Path place) throws IOException {
    var parent = place.getParent();
    if (parent != null && !isThere(parent)) {
      disk.createFolder(parent);
    }
    disk.move(before, place);
  }

  /** Deletes the record first: without it, the other files mean nothing. */
  private void clean() throws IOException {
    disk.delete(folder.resolve(COMMIT));
    disk.delete(folder.resolve(UNDO));
    for (var name : ForeignFiles.names(folder)) {
      if (!name.equals(WriteLock.FILE)) {
        disk.delete(folder.resolve(name));
      }
    }
  }

  private void cleanAfter(IOException cause) {
    try {
      clean();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Refuses paths that lead through a link, whatever the record says. */
  private Path place(Path path) throws IOException {
    var place = root;
    for (var name : path) {
      if (!place.equals(root) && Files.isSymbolicLink(place)) {
        throw new FileAlreadyExistsException(place.toString());
      }
      place = place.resolve(name);
    }
    return place;
  }

  private Path after(int i) {
    return folder.resolve(i + ".after");
  }

  private Path before(int i) {
    return folder.resolve(i + ".before");
  }

  private static boolean isThere(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}
