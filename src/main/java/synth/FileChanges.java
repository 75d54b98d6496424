package synth;

import environments.yaml.Problem;
import environments.yaml.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Changes files below a folder, all of them or none. If a process is killed, the next one that
 * writes there completes or undoes its changes, and those that only read refuse to continue. One
 * process writes at a time; others wait for it.
 */
public final class FileChanges {
  private final Path root;
  private final Disk disk;

  private FileChanges(Path root, Disk disk) {
    this.root = root;
    this.disk = disk;
  }

  /**
   * @param root the folder that contains all files
   */
  public static FileChanges in(Path root) {
    return in(root, Disk.REAL);
  }

  static FileChanges in(Path root, Disk disk) {
    return new FileChanges(root, disk);
  }

  /**
   * Makes changes, and returns them.
   *
   * @param changes computes the changes; called under the lock before anything is written
   * @throws UncheckedIOException if the changes cannot be made; then nothing has changed, or the
   *     next run completes or undoes them
   */
  public List<FileChange> apply(Supplier<List<FileChange>> changes) {
    if (!isStaged() && isNothing(changes)) {
      return List.of();
    }
    return locked(
        staging -> {
          var now = changes.get();
          staging.write(now);
          return now;
        });
  }

  /** Allows a folder without write permission as long as nothing has to change. */
  private boolean isNothing(Supplier<List<FileChange>> changes) {
    try {
      return changes.get().isEmpty() && !isStaged();
    } catch (RefusedException e) {
      // Another process may be writing these files, so they are read again once it has finished.
      return false;
    }
  }

  /**
   * Completes or undoes what a killed process left unfinished.
   *
   * @throws UncheckedIOException if that fails
   */
  public void settle() {
    if (isStaged()) {
      locked(staging -> List.of());
    }
  }

  /**
   * Refuses unfinished changes, for commands that only read: some files may be older than the
   * others.
   *
   * @throws RefusedException if there are unfinished changes
   */
  public void refuseUnfinished() {
    if (Staging.isUnfinished(root)) {
      throw new RefusedException(List.of(unfinished(root)));
    }
  }

  static Problem unfinished(Path root) {
    return ForeignFiles.problem(
        root.resolve(Staging.FOLDER),
        "Left by a run of Sluice that was killed or is still running, so dist/ may be half old and"
            + " half new. Run `./sluice synth`, which waits for that run, or completes or undoes"
            + " its changes.");
  }

  private boolean isStaged() {
    return Files.exists(root.resolve(Staging.FOLDER), LinkOption.NOFOLLOW_LINKS);
  }

  private interface Work {
    List<FileChange> in(Staging staging) throws IOException;
  }

  private List<FileChange> locked(Work work) {
    try (var lock = WriteLock.of(root, disk)) {
      var staging = lock.staging();
      staging.settle();
      return work.in(staging);
    } catch (UnfinishedException e) {
      throw new UncheckedIOException(
          "Cannot complete or undo the changes to "
              + root
              + ": "
              + reason(e.cause())
              + ". Fix the cause and run `./sluice synth`, which completes or undoes them.",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing was written: " + reason(e), e);
    }
  }

  /** Adds what Java says only by the type of the exception; its message is just the path. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
      return e.getMessage() + " is in the way";
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " no longer exists";
    }
    if (e instanceof AtomicMoveNotSupportedException move) {
      return move.getOtherFile() + " must be on the same file system as its parent folder";
    }
    return String.valueOf(e.getMessage());
  }

  /** Says that the record of the changes still exists, so the next run completes or undoes them. */
  static final class UnfinishedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final IOException cause;

    UnfinishedException(IOException cause) {
      super(cause);
      this.cause = cause;
    }

    IOException cause() {
      return cause;
    }
  }
}
