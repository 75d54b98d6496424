package environments.text;

/**
 * Makes all of a text visible to people and prevents programs from interpreting it: invisible
 * characters, and commands to a terminal or a CI log, become the escape sequences of YAML, JSON and
 * Java.
 *
 * <p>Commands are {@code ::name::} at the beginning of a line, even after white space or the plus
 * or minus sign of a diff, and {@code ##[name]} or {@code ##name[...]} anywhere. For commands that
 * begin with a control character, escaping that character is enough.
 *
 * @see <a
 *     href="https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs">GitHub</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands">Azure
 *     Pipelines</a>
 */
public final class Visible {
  private static final String HEX = "0123456789ABCDEF";

  /**
   * The first and last character of each range beyond ASCII without visible letters, marks or
   * signs: controls, formats, separators and spaces, noncharacters, private use, and characters
   * for which fonts show nothing. The list is explicit because {@link Character#getType(int)}
   * depends on the version of Java.
   */
  private static final int[] INVISIBLE = {
    0x7F, 0xA0, 0xAD, 0xAD, 0x34F, 0x34F, 0x600, 0x605, 0x61C, 0x61C, 0x6DD, 0x6DD, 0x70F, 0x70F,
    0x890, 0x891, 0x8E2, 0x8E2, 0x115F, 0x1160, 0x1680, 0x1680, 0x17B4, 0x17B5, 0x180B, 0x180F,
    0x2000, 0x200F, 0x2028, 0x202F, 0x205F, 0x206F, 0x2800, 0x2800, 0x3000, 0x3000, 0x3164, 0x3164,
    0xD800, 0xF8FF, 0xFDD0, 0xFDEF, 0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFFB,
    0x110BD, 0x110BD, 0x110CD, 0x110CD, 0x13430, 0x1343F, 0x16FE4, 0x16FE4, 0x1BCA0, 0x1BCA3,
    0x1D159, 0x1D159, 0x1D173, 0x1D17A, 0xE0000, 0xE0FFF, 0xF0000, 0x10FFFF
  };

  private Visible() {}

  /** Returns whether a person sees {@code c}; the space is the only visible white space. */
  public static boolean isVisible(int c) {
    if (c < 0x7F) {
      return c >= ' ';
    }
    return (c & 0xFFFE) != 0xFFFE && !isInvisible(c);
  }

  private static boolean isInvisible(int c) {
    int low = 0;
    int high = INVISIBLE.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) / 2;
      if (c < INVISIBLE[2 * middle]) {
        high = middle - 1;
      } else if (c > INVISIBLE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Returns the first invisible code point; -1 if there is none. */
  public static int firstInvisible(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!isVisible(c)) {
        return c;
      }
    }
    return -1;
  }

  /** Returns the text on one line. */
  public static String line(String text) {
    return shown(text, "");
  }

  /** Returns the text with its lines and tabs. */
  public static String text(String text) {
    return shown(text, "\n\t");
  }

  private static String shown(String text, String kept) {
    var shown = new StringBuilder(text.length() + 16);
    boolean isBeginning = true;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      boolean isCommand =
          c == ':' ? isBeginning && text.startsWith("::", i) : c == '#' && isCommand(text, i);
      if (isCommand || !(isVisible(c) || kept.indexOf(c) >= 0)) {
        escape(c, shown);
      } else {
        shown.appendCodePoint(c);
      }
      isBeginning = c == '\n' || (isBeginning && " \t+-".indexOf(c) >= 0);
    }
    return shown.toString();
  }

  /** Returns whether {@code ##[} or {@code ##name[} begins here. */
  private static boolean isCommand(String text, int start) {
    if (!text.startsWith("##", start)) {
      return false;
    }
    int end = start + 2;
    while (end < text.length() && Ascii.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return end < text.length() && text.charAt(end) == '[';
  }

  /** Appends an escape such as {@code \n}, {@code \u200B} or {@code \U000E0101}. */
  public static void escape(int c, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        boolean isShort = Character.isBmpCodePoint(c);
        out.append(isShort ? "\\u" : "\\U");
        for (int shift = isShort ? 12 : 28; shift >= 0; shift -= 4) {
          out.append(HEX.charAt((c >> shift) & 0xF));
        }
      }
    }
  }
}
