package synth;

import environments.text.Visible;
import java.util.Arrays;

/**
 * Writes a string so that every YAML reader gets the same string back: plain if it cannot be
 * mistaken for something else, in double quotes, or as a literal block ({@code |}).
 */
final class ScalarWriter {
  /**
   * The characters that plain text may contain: none that look like syntax, such as quotes,
   * brackets and {@code #}.
   */
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

  /** Plain texts by their hash, because most keys and values occur many times. */
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
   * Returns whether {@code text} is written as a block: it has several lines, all of it is visible,
   * and no tool would change it. Editors and commit hooks remove trailing white space and blank
   * lines at the end of a file; readers measure the indentation by the first line, and a tab or an
   * empty line there misleads them. Such text is quoted.
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

  /** Writes the indentation, too, if the first line begins with a space: readers need it then. */
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

  /** Writes {@code text} with invisible characters escaped. */
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

  /** Returns whether, in any case, some reader takes this for a boolean, null or a number. */
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
   * Returns whether {@code text} is digits followed by a suffix, as in {@code 100m}, {@code 64Mi},
   * {@code 15s} and {@code 25%}. Unlike {@code e}, {@code E}, {@code x}, {@code o} and {@code b},
   * these letters are part of a number for no reader.
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

  /** Returns whether {@code text} is a long option of a command, such as {@code --port=8080}. */
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
          "YAML cannot represent half of a surrogate pair, but the text contains U+%X alone."
              .formatted(c));
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
