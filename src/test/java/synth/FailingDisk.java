package synth;

import java.io.IOException;
import java.nio.file.Path;

/** A disk on which the operations from one number on do not work. */
final class FailingDisk implements Disk {
  /** What becomes of an operation. */
  enum Failure {
    /** The process ends before it. */
    KILLED_BEFORE,
    /** The process ends after it. */
    KILLED_AFTER,
    /** It fails, and those after it work. */
    FAILS_ONCE,
    /** It fails, and all after it, too. */
    FAILS_FROM_NOW_ON,
    /** It fails, and the process ends while that is undone. */
    FAILS_AND_IS_KILLED
  }

  private final Failure failure;
  private final int number;
  private final int more;
  private int count;

  FailingDisk(Failure failure, int number) {
    this(failure, number, 1);
  }

  /**
   * @param more operations until the process ends, where it does not end at once
   */
  FailingDisk(Failure failure, int number, int more) {
    this.failure = failure;
    this.number = number;
    this.more = more;
  }

  /** Whether there were enough operations for one to fail. */
  boolean hasFailed() {
    return count > number;
  }

  private interface Operation {
    void run() throws IOException;
  }

  private void run(Operation operation) throws IOException {
    int now = count++;
    switch (failure) {
      case KILLED_BEFORE -> dieIf(now >= number);
      case FAILS_ONCE -> failIf(now == number);
      case FAILS_FROM_NOW_ON -> failIf(now >= number);
      case FAILS_AND_IS_KILLED -> {
        failIf(now == number);
        dieIf(now >= number + more);
      }
      case KILLED_AFTER -> dieIf(now > number);
    }
    operation.run();
    dieIf(failure == Failure.KILLED_AFTER && now == number);
  }

  private static void dieIf(boolean isTime) {
    if (isTime) {
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
    run(() -> REAL.createFolder(folder));
  }

  @Override
  public void write(Path file, byte[] content) throws IOException {
    run(() -> REAL.write(file, content));
  }

  @Override
  public void copy(Path file, Path copy) throws IOException {
    run(() -> REAL.copy(file, copy));
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
