package cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of a machine that cannot, and of a bug. */
class FailureTest {
  @TempDir private Path folder;

  @BeforeEach
  void aProject() {
    CommandRun.in(folder, "init");
  }

  @Test
  void aFullDiskBehindStandardOutputIsNotSuccess() {
    var err = new StringWriter();
    var terminal =
        new Terminal(new PrintWriter(new FullDisk(), false, UTF_8), new PrintWriter(err), false);
    assertThat(Main.run(folder, terminal, "synth", "--stdout")).isEqualTo(Main.BROKEN);
    assertThat(err).hasToString("The results could not be written to standard output.\n");
  }

  @Test
  void aBugIsReportedWithItsStackTrace() {
    assertIsBug(
        new Broken(new IllegalStateException("on purpose")), "java.lang.IllegalStateException");
  }

  @Test
  void anErrorOfJavaIsABugToo() {
    assertIsBug(new Broken(new AssertionError("on purpose")), "java.lang.AssertionError");
  }

  private void assertIsBug(Writer out, String type) {
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);
    assertThat(Main.run(folder, terminal, "synth", "--stdout")).isEqualTo(Main.BROKEN);
    assertThat(err.toString())
        .startsWith(
            "This is a bug of Sluice, not a mistake of yours. Please report it with what follows.\n"
                + type
                + ": on purpose\n\tat ");
  }

  /** Takes nothing. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int character) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  /** Fails as no writer should. */
  private static final class Broken extends Writer {
    private final Throwable failure;

    Broken(Throwable failure) {
      this.failure = failure;
    }

    @Override
    public void write(char[] text, int from, int length) {
      Broken.<RuntimeException>fail(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void fail(Throwable failure) throws T {
      throw (T) failure;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
