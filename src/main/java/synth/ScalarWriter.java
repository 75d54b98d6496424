package synth;

import environments.text.Visible;
import java.util.Arrays;

/**
 * The three ways to write a string so that every reader takes it for that string: plain where
 * nothing can be mistaken, between double quotes, and as a literal block ({@code |}) of lines.
 */
final class ScalarWriter {
  /** What plain text may hold: not what looks like syntax, as quotes, brackets and {@code #} do. */
  private static final boolean[] PLAIN = new boolean[128];

  private static final String[] INDENTS = new String[33];

  static {
    String others = " -_./:@+%=,~()*$!<>?;^&|";
    for (int i = 0; i < others.length(); i++) {
      PLAIN[others.charAt(i)] = true;
    }
    for (int c = 0; c < PLAIN.length; c++) {
      PLAIN[c] |= isLetter(c) || isDigit(c);
    }
    for (int i = 0; i < INDENTS.length; i++) {
      INDENTS[i] = " ".repeat(i);
    }
  }

  private final StringBuilder out;

  /** Text found to be plain, by its hash: most keys and values of manifests come many times. */
  private final String[] knownPlain = new String[1024];

  ScalarWriter(StringBuilder out) {
    this.out = out;
    Arrays.fill(knownPlain, "");
  }

  boolean isPlain(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int slot = text.hashCode() & (knownPlain.length - 1);
    if (text.equals(knownPlain[slot])) {
      return true;
    }
    if (!beginsPlain(text) || !staysPlain(text)) {
      return false;
    }
    knownPlain[slot] = text;
    return true;
  }

  /** Writes {@code text} into the current line, plain or quoted. */
  void line(String text) {
    if (isPlain(text)) {
      out.append(text);
    } else {
      quoted(text);
    }
  }

  /**
   * Whether {@code text} goes into a block: it has lines, and people, readers and the tools between
   * them see all of it. Editors and commit hooks drop white space at the end of a line and blank
   * lines at the end of a file; readers measure the indentation by the first line, where a tab or
   * nothing misleads them. Such text is quoted.
   */
  static boolean isBlock(String text) {
    if (text.indexOf('\n') < 0 || isBreakOrTab(text.charAt(0)) || text.endsWith("\n\n")) {
      return false;
    }
    int before = 0;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '\n' ? isBlank(before) : c != '\t' && !Visible.isVisible(c)) {
        return false;
      }
      before = c;
    }
    return !isBlank(before);
  }

  /** Where the first line begins with a space, a reader must be told the indentation. */
  void blockHeader(String text) {
    out.append(text.charAt(0) == ' ' ? "|2" : "|").append(text.endsWith("\n") ? "" : "-");
  }

  void blockLines(String text, int indent) {
    int end;
    for (int start = 0; start < text.length(); start = end + 1) {
      int lineBreak = text.indexOf('\n', start);
      end = lineBreak < 0 ? text.length() : lineBreak;
      if (end > start) {
        indent(indent);
        out.append(text, start, end);
      }
      out.append('\n');
    }
  }

  void indent(int spaces) {
    int left = spaces;
    for (; left >= INDENTS.length; left -= INDENTS.length - 1) {
      out.append(INDENTS[INDENTS.length - 1]);
    }
    out.append(INDENTS[left]);
  }

  /** Writes {@code text} as it is, but for what cannot be seen, which is escaped. */
  void visible(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (Visible.isVisible(c)) {
        out.appendCodePoint(c);
      } else {
        escaped(c);
      }
    }
  }

  private static boolean beginsPlain(String text) {
    char first = text.charAt(0);
    if (isLetter(first)) {
      return !isWord(text);
    }
    if (isDigit(first)) {
      return isQuantity(text);
    }
    return first == '/' || isFlag(text);
  }

  private static boolean staysPlain(String text) {
    int last = text.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
      if (c == ':' && (i == last || text.charAt(i + 1) == ' ')) {
        return false;
      }
    }
    return text.charAt(last) != ' ';
  }

  /** The words, in any case, that some reader takes for a boolean, for null or for a number. */
  private static boolean isWord(String text) {
    return switch (text.charAt(0)) {
      case 'y', 'Y' -> is(text, "y") || is(text, "yes");
      case 'n', 'N' -> is(text, "n") || is(text, "no") || is(text, "null") || is(text, "nan");
      case 'o', 'O' -> is(text, "on") || is(text, "off");
      case 't', 'T' -> is(text, "true");
      case 'f', 'F' -> is(text, "false");
      case 'i', 'I' -> is(text, "inf") || is(text, "infinity");
      default -> false;
    };
  }

  private static boolean is(String text, String word) {
    return text.equalsIgnoreCase(word);
  }

  /**
   * Digits, then a suffix as in {@code 100m}, {@code 64Mi}, {@code 15s} and {@code 25%}. For no
   * reader these letters make a number, as {@code e}, {@code E}, {@code x}, {@code o} and {@code b}
   * do.
   */
  private static boolean isQuantity(String text) {
    int suffix = 1;
    while (suffix < text.length() && isDigit(text.charAt(suffix))) {
      suffix++;
    }
    return switch (text.length() - suffix) {
      case 1 -> "mkMGTsh%".indexOf(text.charAt(suffix)) >= 0;
      case 2 ->
          text.endsWith("ms") || (text.endsWith("i") && "KMGT".indexOf(text.charAt(suffix)) >= 0);
      default -> false;
    };
  }

  /** A long option of a command, such as {@code --port=8080}. */
  private static boolean isFlag(String text) {
    return text.startsWith("--") && text.length() > 2 && isLetter(text.charAt(2));
  }

  private void quoted(String text) {
    out.append('"');
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (Visible.isVisible(c)) {
        out.appendCodePoint(c);
      } else {
        escaped(c);
      }
    }
    out.append('"');
  }

  private void escaped(int c) {
    if (isSurrogate(c)) {
      throw new IllegalArgumentException(
          "YAML cannot hold half of a surrogate pair, but the text has U+%X alone.".formatted(c));
    }
    Visible.escape(c, out);
  }

  private static boolean isSurrogate(int c) {
    return isIn(c, Character.MIN_SURROGATE, Character.MAX_SURROGATE);
  }

  private static boolean isLetter(int c) {
    return isIn(c, 'a', 'z') || isIn(c, 'A', 'Z');
  }

  private static boolean isDigit(int c) {
    return isIn(c, '0', '9');
  }

  private static boolean isIn(int c, int first, int last) {
    return first <= c && c <= last;
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isBreakOrTab(char c) {
    return c == '\n' || c == '\t';
  }
}
