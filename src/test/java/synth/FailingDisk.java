package synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk on which one operation fails or, for some failures, all operations after it. */
final class FailingDisk implements Disk {
  /** The effect on an operation. */
  enum Failure {
    /** The process ends before it. */
    KILLED_BEFORE,
    /** The process ends when a file exists and is empty. */
    KILLED_AT_THE_FIRST_BYTE,
    KILLED_HALFWAY,
    KILLED_AT_THE_LAST_BYTE,
    /** It fails, and later ones work. */
    FAILS_ONCE,
    /** It fails, and all later ones do, too. */
    FAILS_FROM_NOW_ON,
    /**
     * The disk is full: an empty file remains, and no other can be created; moves and deletes work.
     */
    FULL_AT_THE_FIRST_BYTE,
    FULL_HALFWAY,
    FULL_AT_THE_LAST_BYTE,
    /** It fails, and the process ends when the undo has begun. */
    FAILS_AND_IS_KILLED;

    boolean isKill() {
      return name().startsWith("KILLED");
    }

    /** Only operations that write a file can fail like this. */
    boolean isOfBytes() {
      return name().contains("_AT_THE_") || name().endsWith("_HALFWAY");
    }

    private int bytes(int all) {
      return name().endsWith("_FIRST_BYTE") ? 0 : name().endsWith("_HALFWAY") ? all / 2 : all - 1;
    }
  }

  private final Failure failure;
  private final int number;
  private int count;
  private boolean isFull;
  private boolean isDead;

  /**
   * @param number of the first operation that fails, from 0; for failures in the middle of a
   *     file, only operations that write one count
   */
  FailingDisk(Failure failure, int number) {
    this.failure = failure;
    this.number = number;
  }

  /** Returns whether there were enough operations for one to fail. */
  boolean hasFailed() {
    return count > number;
  }

  private interface Operation {
    void run() throws IOException;
  }

  private void run(Operation operation) throws IOException {
    dieIf(isDead);
    if (failure.isOfBytes()) {
      operation.run();
      return;
    }
    int now = count++;
    switch (failure) {
      case KILLED_BEFORE -> dieIf(now == number);
      case FAILS_ONCE -> failIf(now == number);
      case FAILS_FROM_NOW_ON -> failIf(now >= number);
      default -> {
        failIf(failure == Failure.FAILS_AND_IS_KILLED && now == number);
        dieIf(failure == Failure.FAILS_AND_IS_KILLED && now > number + 1);
      }
    }
    operation.run();
  }

  private void write(Path file, byte[] content, Operation operation) throws IOException {
    dieIf(isDead);
    failIf(isFull);
    if (failure.isOfBytes() && count++ == number) {
      REAL.write(file, Arrays.copyOf(content, failure.bytes(content.length)));
      dieIf(failure.isKill());
      isFull = true;
      failIf(true);
    }
    run(operation);
  }

  private void dieIf(boolean isTime) {
    if (isTime) {
      isDead = true;
      throw new Killed();
    }
  }

  private static void failIf(boolean isTime) throws IOException {
    if (isTime) {
      throw new IOException("on purpose");
    }
  }

  /** Nothing catches it, as nothing catches a signal. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    failIf(isFull);
    run(() -> REAL.createFolder(folder));
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    write(file, content, () -> REAL.write(file, content));
  }

  @Override
  public void copy(Path file, Path copy) throws IOException {
    write(copy, Files.readAllBytes(file), () -> REAL.copy(file, copy));
  }

  @Override
  public void move(Path file, Path target) throws IOException {
    run(() -> REAL.move(file, target));
  }

  @Override
  public void delete(Path path) throws IOException {
    run(() -> REAL.delete(path));
  }
}
