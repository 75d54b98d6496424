package cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.text.Visible;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints: results to standard output, all else to standard error, in UTF-8 and with
 * {@code \n} wherever it runs. What people read may come from anywhere, so nothing of it can
 * command a terminal or the log of a CI system; data for programs is printed as it is. Colors only
 * where a person looks, and not under {@code NO_COLOR}.
 *
 * @see <a href="https://no-color.org">NO_COLOR</a>
 */
final class Terminal {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colored;

  /** Made for the first question, and kept: it may have read ahead. */
  private @Nullable Scanner answers;

  Terminal(PrintWriter out, PrintWriter err, boolean colored) {
    this.out = out;
    this.err = err;
    this.colored = colored;
  }

  static Terminal ofProcess() {
    return new Terminal(
        writer(FileDescriptor.out), writer(FileDescriptor.err), isWatched() && wantsColor());
  }

  PrintWriter out() {
    return out;
  }

  PrintWriter err() {
    return err;
  }

  boolean isColored() {
    return colored;
  }

  /** Data for programs, such as YAML and JSON, and what commands the terminal. */
  void print(String data) {
    out.print(data);
  }

  /** A JSON document, exact, on lines of its own. */
  void printJson(String json) {
    print(json + "\n");
  }

  /** Text with its lines, and behind it the end of the last one. */
  void println(String text) {
    print(Visible.text(text) + "\n");
  }

  void println(AnsiColor color, String text) {
    println(color, text, "");
  }

  /** A line of which only the beginning is colored. */
  void println(AnsiColor color, String beginning, String rest) {
    print(painted(color, Visible.text(beginning)) + Visible.text(rest) + "\n");
  }

  void error(String text) {
    err.print(Visible.text(text) + "\n");
  }

  private String painted(AnsiColor color, String text) {
    return colored ? color.code + text + "\u001b[0m" : text;
  }

  /** Whether somebody is there to answer. */
  boolean canAsk() {
    return Boolean.getBoolean("sluice.interactive");
  }

  /** Whether the answer is yes; no answer is none. */
  boolean ask(String question) {
    flush();
    err.print(Visible.line(question));
    err.flush();
    if (answers == null) {
      answers = new Scanner(System.in, UTF_8);
    }
    return answers.hasNextLine()
        && Set.of("y", "yes").contains(answers.nextLine().strip().toLowerCase(Locale.ROOT));
  }

  /**
   * Whether all of the results could be printed: a writer keeps it to itself when a disk is full.
   */
  boolean flush() {
    err.flush();
    return !out.checkError();
  }

  /**
   * The launcher knows at once; Java would load a terminal library to find out, and its answer
   * changed in Java 22.
   */
  private static boolean isWatched() {
    return Boolean.getBoolean("sluice.terminal");
  }

  private static boolean wantsColor() {
    var noColor = System.getenv("NO_COLOR");
    return (noColor == null || noColor.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new Utf8Writer(new FileOutputStream(descriptor)), false);
  }

  /**
   * Encodes each text as a whole, which is quicker than the pieces that Java's own writer makes of
   * a long one.
   */
  private static final class Utf8Writer extends Writer {
    private final OutputStream stream;

    private Utf8Writer(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      stream.write(text.substring(offset, offset + length).getBytes(UTF_8));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      write(new String(text, offset, length), 0, length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** What a color means, not how it looks. */
  enum AnsiColor {
    ADDED("\u001b[32m"),
    REMOVED("\u001b[31m"),
    CHANGED("\u001b[33m"),
    MUTED("\u001b[2m"),
    PLACE("\u001b[36m");

    private final String code;

    AnsiColor(String code) {
      this.code = code;
    }
  }
}
