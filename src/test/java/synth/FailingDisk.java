package synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A disk on which one operation, and with some failures all after it, do not work. */
final class FailingDisk implements Disk {
  /** What becomes of an operation. */
  enum Failure {
    /** The process ends before it. */
    KILLED_BEFORE,
    /** The process ends when a file is there, and empty. */
    KILLED_AT_THE_FIRST_BYTE,
    KILLED_HALFWAY,
    KILLED_AT_THE_LAST_BYTE,
    /** It fails, and those after it work. */
    FAILS_ONCE,
    /** It fails, and all after it, too. */
    FAILS_FROM_NOW_ON,
    /** No room: an empty file is left, and nothing more can be made; moves and deletes work. */
    FULL_AT_THE_FIRST_BYTE,
    FULL_HALFWAY,
    FULL_AT_THE_LAST_BYTE,
    /** It fails, and the process ends when that has begun to be undone. */
    FAILS_AND_IS_KILLED;

    boolean isKill() {
      return name().startsWith("KILLED");
    }

    /** Only what writes a file can fail so. */
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
   * @param number of the first operation that does not work, from 0; where a file is left half
   *     written, only those count that write one
   */
  FailingDisk(Failure failure, int number) {
    this.failure = failure;
    this.number = number;
  }

  /** Whether there were enough operations for one to fail. */
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
