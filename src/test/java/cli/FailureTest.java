package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what a user sees if the machine cannot do something, and if Sluice has a bug. */
class FailureTest {
  @TempDir private Path folder;

  @BeforeEach
  void aProject() {
    CommandRun.in(folder, "init");
  }

  @Test
  void aFileThatCannotBeWrittenIsOneLine() throws IOException {
    Files.createDirectories(folder.resolve("dist"));
    Files.createFile(folder.resolve("dist/.sluice"));
    expectSelfie(CommandRun.in(folder, "synth").text())
        .toBe(
"""
[standard error]
Nothing was written: dist/.sluice is in the way
[exit code 3]
""");
    assertThat(folder.resolve("dist/dev")).doesNotExist();
  }

  @Test
  void whatAKilledRunLeftIsCompletedByTheNextAndRefusedByThoseWhoOnlyRead() throws IOException {
    CommandRun.in(folder, "synth");
    var web = folder.resolve("dist/dev/web.k8s.yaml");
    Files.createDirectories(folder.resolve("dist/.sluice"));
    Files.move(web, folder.resolve("dist/.sluice/0.after"));
    Files.writeString(folder.resolve("dist/.sluice/commit"), "added dev/web.k8s.yaml\0\0");
    var check = CommandRun.in(folder, "synth", "--check").text();
    expectSelfie(check)
        .toBe(
"""
[standard error]
dist/.sluice has 1 problem:
  1:1   Left by a run of Sluice that was killed or is still running, so dist/ may be half old and half new. Run `./sluice synth`, which waits for that run, or completes or undoes its changes.
[exit code 2]
""");
    assertThat(CommandRun.in(folder, "lint").text()).isEqualTo(check);
    assertThat(web).doesNotExist();
    assertThat(CommandRun.in(folder, "synth").text())
        .isEqualTo("2 files are up to date.\n[exit code 0]\n");
    assertThat(web).exists();
    assertThat(folder.resolve("dist/.sluice")).doesNotExist();
  }

  @Test
  void aFullDiskBehindStandardOutputIsNotSuccess() {
    var err = new StringWriter();
    var terminal =
        new Terminal(new PrintWriter(new FullDisk(), false, UTF_8), new PrintWriter(err), false);
    assertThat(Main.run(folder, terminal, "synth", "--stdout")).isEqualTo(Main.BROKEN);
    assertThat(err).hasToString("Cannot write the results to standard output.\n");
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
            "This is a bug in Sluice, not a mistake of yours. Please report it with the following"
                + " text.\n"
                + type
                + ": on purpose\n\tat ");
  }

  /** Accepts nothing. */
  private static final class FullDisk extends OutputStream {
    @Override
    public void write(int character) throws IOException {
      throw new IOException("No space left on device");
    }
  }

  /** Fails in an unexpected way. */
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
