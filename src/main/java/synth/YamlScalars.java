package synth;

/**
 * The three ways to write a string so that every reader takes it for that string: plain where nothing can be mistaken,
 * between double quotes, and as a literal block ({@code |}) of lines.
 */
final class YamlScalars {
  private static final String HEX = "0123456789ABCDEF";

  /** What may stand in a plain scalar: no quote, bracket, backslash or {@code #}, which read as if they had a meaning. */
  private static final boolean[] PLAIN = new boolean[128];

  static {
    String others = " -_./:@+%=,~()*$!<>?;^&|";
    for (int i = 0; i < others.length(); i++) {
      PLAIN[others.charAt(i)] = true;
    }
    for (int c = 0; c < PLAIN.length; c++) {
      PLAIN[c] |= isLetter(c) || isDigit(c);
    }
  }

  private YamlScalars() {}

  /** Writes {@code text} into the current line, plain or quoted. */
  static void line(StringBuilder out, String text) {
    if (isPlain(text)) {
      out.append(text);
    } else {
      quoted(out, text);
    }
  }

  /**
   * Whether {@code text} goes into a block: it has lines, and a reader, a person and the tools between them see all of
   * it. Editors and commit hooks drop white space at the end of a line and blank lines at the end of a file, and some
   * readers stumble over a tab, or no text, where they measure the indentation; such text is quoted.
   */
  static boolean isBlock(String text) {
    if (text.indexOf('\n') < 0 || isBreakOrTab(text.charAt(0)) || text.endsWith("\n\n")) {
      return false;
    }
    int before = 0;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '\n' ? isBlank(before) : c != '\t' && !isVisible(c)) {
        return false;
      }
      before = c;
    }
    return !isBlank(before);
  }

  /** Where the first line begins with a space, a reader must be told the indentation. */
  static void blockHeader(StringBuilder out, String text) {
    out.append(text.charAt(0) == ' ' ? "|2" : "|").append(text.endsWith("\n") ? "" : "-");
  }

  static void blockLines(StringBuilder out, String text, int indent) {
    int end;
    for (int start = 0; start < text.length(); start = end + 1) {
      int lineBreak = text.indexOf('\n', start);
      end = lineBreak < 0 ? text.length() : lineBreak;
      if (end > start) {
        indent(out, indent);
        out.append(text, start, end);
      }
      out.append('\n');
    }
  }

  static void indent(StringBuilder out, int indent) {
    for (int i = 0; i < indent; i += 2) {
      out.append("  ");
    }
  }

  /** Writes {@code text} as it is, but for what cannot be seen, which is escaped. */
  static void visible(StringBuilder out, String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (isVisible(c)) {
        out.appendCodePoint(c);
      } else {
        escaped(out, c);
      }
    }
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty() && beginsPlain(text) && staysPlain(text);
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
   * Digits, then a suffix as in {@code 100m}, {@code 64Mi}, {@code 15s} and {@code 25%}. None of these letters makes a
   * number for a reader, as {@code e}, {@code E}, {@code x}, {@code o} and {@code b} do.
   */
  private static boolean isQuantity(String text) {
    int suffix = 1;
    while (suffix < text.length() && isDigit(text.charAt(suffix))) {
      suffix++;
    }
    return switch (text.length() - suffix) {
      case 1 -> "mkMGTsh%".indexOf(text.charAt(suffix)) >= 0;
      case 2 -> text.endsWith("ms") || (text.endsWith("i") && "KMGT".indexOf(text.charAt(suffix)) >= 0);
      default -> false;
    };
  }

  /** A long option of a command, such as {@code --port=8080}. */
  private static boolean isFlag(String text) {
    return text.startsWith("--") && text.length() > 2 && isLetter(text.charAt(2));
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"');
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append((char) c);
      } else if (isVisible(c)) {
        out.appendCodePoint(c);
      } else {
        escaped(out, c);
      }
    }
    out.append('"');
  }

  private static void escaped(StringBuilder out, int c) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        out.append(Character.isBmpCodePoint(c) ? "\\u" : "\\U");
        hex(out, c, Character.isBmpCodePoint(c) ? 4 : 8);
      }
    }
    if (isSurrogate(c)) {
      throw new IllegalArgumentException(
          "YAML cannot hold half of a surrogate pair, but the text has "
              + out.substring(out.length() - 6)
              + " without its other half.");
    }
  }

  private static void hex(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(HEX.charAt(c >> shift & 0xF));
    }
  }

  /**
   * Whether YAML may hold {@code c} as it is, and a reviewer sees it: no control, no line break, nothing without width,
   * nothing that turns the direction of the text. A list of our own, as {@link Character#getType(int)} changes with the
   * version of Java.
   */
  private static boolean isVisible(int c) {
    if (c < 0x7F) {
      return c >= ' ';
    }
    if (c < 0x2000) {
      return c >= 0xA0 && c != 0xAD && c != 0x61C && c != 0x180E;
    }
    if (c < 0x2070) {
      return !(c >= 0x200B && c <= 0x200F || c >= 0x2028 && c <= 0x202E || c >= 0x2060);
    }
    return !isSurrogate(c)
        && c != 0xFEFF
        && !(c >= 0xFFF9 && c <= 0xFFFB)
        && !(c >= 0xE0000 && c <= 0xE007F)
        && (c & 0xFFFE) != 0xFFFE;
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isBreakOrTab(char c) {
    return c == '\n' || c == '\t';
  }
}
