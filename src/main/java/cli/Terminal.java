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
 * Prints results to standard output and everything else to standard error, in UTF-8 and with {@code
 * \n} on every system. Text for people may come from anywhere, so its control sequences are
 * escaped; data for programs is printed as it is. Uses colors only on a terminal, and not with
 * {@code NO_COLOR}.
 *
 * @see <a href="https://no-color.org">NO_COLOR</a>
 */
final class Terminal {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean colored;

  /** Created for the first question, and reused, because it may have read ahead. */
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

  /** Prints data for programs, such as YAML and JSON, and control sequences. */
  void print(String data) {
    out.print(data);
  }

  /** Prints a JSON document unchanged, on its own lines. */
  void printJson(String json) {
    print(json + "\n");
  }

  /** Prints text with its lines, and ends the last one. */
  void println(String text) {
    print(Visible.text(text) + "\n");
  }

  void println(AnsiColor color, String text) {
    println(color, text, "");
  }

  /** Prints a line whose beginning is colored. */
  void println(AnsiColor color, String beginning, String rest) {
    print(painted(color, Visible.text(beginning)) + Visible.text(rest) + "\n");
  }

  void error(String text) {
    err.print(Visible.text(text) + "\n");
  }

  private String painted(AnsiColor color, String text) {
    return colored ? color.code + text + "\u001b[0m" : text;
  }

  /** Returns whether a user can answer questions. */
  boolean canAsk() {
    return Boolean.getBoolean("sluice.interactive");
  }

  /** Returns whether the answer is yes; no answer means no. */
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

  /** Returns whether all results could be printed: writers do not report a full disk themselves. */
  boolean flush() {
    err.flush();
    return !out.checkError();
  }

  /**
   * The launcher tells it; Java would load a terminal library to find out, and its answer changed
   * in Java 22.
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

  /** Encodes each text as a whole, which is faster than the small pieces of Java's own writer. */
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

  /** The meaning of a color, not its appearance. */
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
