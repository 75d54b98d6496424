package synth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one process at a time write below a folder. The operating system releases the lock when the
 * process ends, even if it is killed.
 *
 * <p>The locked file is the {@code .gitignore} of the staging folder. It is created first and
 * deleted last, so that git never sees any of the other files.
 */
final class WriteLock implements AutoCloseable {
  static final String FILE = ".gitignore";

  /** Ignores everything in its folder, and itself. */
  private static final String RULE = "*\n";

  private static final String COMMENT = "# Sluice writes here what it then moves into place.\n";

  private static final int PAUSE_MILLIS = 20;
  private static final int MOST_TRIES = 60_000 / PAUSE_MILLIS;

  /** The operating system's locks belong to a process, not to a thread. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path root;
  private final boolean isNewRoot;
  private final Disk disk;
  private final FileChannel channel;

  private WriteLock(Path root, boolean isNewRoot, Disk disk, FileChannel channel) {
    this.root = root;
    this.isNewRoot = isNewRoot;
    this.disk = disk;
    this.channel = channel;
  }

  /** Acquires the lock; waits up to a minute for a process that is writing there. */
  static WriteLock of(Path root, Disk disk) throws IOException {
    IN_PROCESS.lock();
    boolean isNewRoot = !Files.exists(root);
    try {
      return new WriteLock(root, isNewRoot, disk, acquire(root));
    } catch (IOException | RuntimeException e) {
      release(root, isNewRoot, disk);
      throw e;
    }
  }

  /** Returns the staging folder that this lock protects. */
  Staging staging() {
    return new Staging(root, disk);
  }

  private static FileChannel acquire(Path root) throws IOException {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      var channel = attempt(root);
      if (channel.isPresent()) {
        return channel.get();
      }
      pause();
    }
    throw new IOException(
        "another Sluice has been writing to "
            + root
            + " for a minute; wait for it to finish, or stop it");
  }

  private static Optional<FileChannel> attempt(Path root) throws IOException {
    var file = file(root);
    Files.createDirectories(root.resolve(Staging.FOLDER));
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      // The previous owner has just removed the folder.
      return Optional.empty();
    }
    if (isAcquired(channel, file)) {
      return Optional.of(channel);
    }
    channel.close();
    return Optional.empty();
  }

  /**
   * Returns whether the lock is acquired and the locked file is the one at its path: a lock on a
   * file that its previous owner has removed protects nothing.
   */
  private static boolean isAcquired(FileChannel channel, Path file) throws IOException {
    try {
      if (channel.tryLock() == null) {
        return false;
      }
      channel.truncate(RULE.length());
      channel.position(0);
      write(channel, RULE);
      if (Files.size(file) != channel.size()) {
        return false;
      }
      write(channel, COMMENT);
      return Files.size(file) == channel.size();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      Files.deleteIfExists(file);
      channel.close();
      throw e;
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another Sluice was writing");
    }
  }

  private static Path file(Path root) {
    return root.resolve(Staging.FOLDER).resolve(FILE);
  }

  /**
   * Removes the files of the lock before another process can acquire it. The files of an unfinished
   * undo stay, and git ignores them. If a file cannot be removed, the next run removes it: all
   * changes are made or undone by now.
   */
  @Override
  public void close() throws IOException {
    try {
      if (ForeignFiles.names(root.resolve(Staging.FOLDER)).equals(List.of(FILE))) {
        disk.delete(file(root));
      }
    } catch (IOException e) {
      // The next run removes it, and git ignores it until then.
    } finally {
      try {
        channel.close();
      } finally {
        release(root, isNewRoot, disk);
      }
    }
  }

  private static void release(Path root, boolean isNewRoot, Disk disk) {
    try {
      Staging.removeIfEmpty(root.resolve(Staging.FOLDER), disk);
      if (isNewRoot) {
        Staging.removeIfEmpty(root, disk);
      }
    } catch (IOException e) {
      // Git does not track empty folders.
    } finally {
      IN_PROCESS.unlock();
    }
  }
}
