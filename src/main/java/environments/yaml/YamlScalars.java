package environments.yaml;

/**
 * Decides which type YAML parsers give a plain scalar. Parsers of YAML 1.1 (Kubernetes tools,
 * PyYAML, Ruby) and of YAML 1.2 disagree on many words and numbers. If any of them reads a scalar
 * as something other than text, it is not {@link Kind#TEXT} here.
 *
 * @see <a href="https://yaml.org/type/">Types of YAML 1.1</a>
 * @see <a href="https://yaml.org/spec/1.2.2/#103-core-schema">Core schema of YAML 1.2</a>
 */
public final class YamlScalars {
  private static final int LONGEST_WORD = 5;

  private YamlScalars() {}

  /** The type that all parsers give a plain scalar, or that they disagree. */
  public enum Kind {
    TEXT,
    /** Decimal, without a plus sign, leading zeros or underscores, in the range of {@code int}. */
    INTEGER,
    /** {@code true} or {@code false}, spelled like this. */
    BOOLEAN,
    /** {@code null}, spelled like this. */
    NULL,
    /**
     * Read as something other than text by some parser, and therefore refused: {@code yes}, {@code
     * 1.10}, {@code 0777}.
     */
    AMBIGUOUS
  }

  /**
   * Ignores syntax: {@code a: b} and {@code - a} count as text, although they cannot be written
   * without quotes.
   */
  public static boolean isText(String plain) {
    return type(plain) == Type.TEXT;
  }

  public static Kind kindOf(String plain) {
    return switch (type(plain)) {
      case TEXT -> Kind.TEXT;
      case NUMBER -> isInteger(plain) ? Kind.INTEGER : Kind.AMBIGUOUS;
      case BOOLEAN -> isBoolean(plain) ? Kind.BOOLEAN : Kind.AMBIGUOUS;
      case NULL -> plain.equals("null") ? Kind.NULL : Kind.AMBIGUOUS;
      case DATE, TIME, MERGE, DEFAULT -> Kind.AMBIGUOUS;
    };
  }

  /** Returns whether some YAML parser reads it as a number. */
  public static boolean mayBeNumber(String plain) {
    return type(plain) == Type.NUMBER;
  }

  /** Returns whether some YAML parser reads it as null. */
  public static boolean mayBeNull(String plain) {
    return type(plain) == Type.NULL;
  }

  /**
   * Returns its type for messages, with an article: {@code a number}, {@code a boolean}, {@code
   * null}, {@code a date}, {@code text}.
   */
  public static String readAs(String plain) {
    return type(plain).words;
  }

  private enum Type {
    TEXT("text"),
    NUMBER("a number"),
    BOOLEAN("a boolean"),
    NULL("null"),
    DATE("a date"),
    TIME("a time"),
    MERGE("a merge key"),
    DEFAULT("a default value");

    private final String words;

    Type(String words) {
      this.words = words;
    }
  }

  private static Type type(String plain) {
    if (plain.isEmpty()) {
      return Type.NULL;
    }
    return switch (plain.charAt(0)) {
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> digits(plain);
      case '+', '-', '.' -> isNumber(plain) ? Type.NUMBER : isTime(plain) ? Type.TIME : Type.TEXT;
      case 'y', 'Y', 'n', 'N', 't', 'T', 'f', 'F', 'o', 'O' -> word(plain);
      case '~' -> plain.length() == 1 ? Type.NULL : Type.TEXT;
      case '<' -> plain.equals("<<") ? Type.MERGE : Type.TEXT;
      case '=' -> plain.length() == 1 ? Type.DEFAULT : Type.TEXT;
      default -> Type.TEXT;
    };
  }

  private static Type digits(String plain) {
    if (isNumber(plain)) {
      return Type.NUMBER;
    }
    if (isDate(plain)) {
      return Type.DATE;
    }
    return isTime(plain) ? Type.TIME : Type.TEXT;
  }

  /** Ignores case, as Ruby does. */
  private static Type word(String plain) {
    if (plain.length() > LONGEST_WORD) {
      return Type.TEXT;
    }
    return switch (lowerCase(plain)) {
      case "y", "yes", "n", "no", "true", "false", "on", "off" -> Type.BOOLEAN;
      case "null" -> Type.NULL;
      default -> Type.TEXT;
    };
  }

  private static boolean isBoolean(String plain) {
    return plain.equals("true") || plain.equals("false");
  }

  private static boolean isInteger(String number) {
    int start = number.charAt(0) == '-' ? 1 : 0;
    int digits = number.length() - start;
    if (digits > 10 || plainDigitsEnd(number, start) < number.length()) {
      return false;
    }
    var value = Long.parseLong(number);
    return value == (int) value && (number.charAt(start) != '0' || number.equals("0"));
  }

  private static boolean isNumber(String plain) {
    int start = sign(plain, 0);
    return isPrefixed(plain, start) || isDecimal(plain, start) || isSpecial(plain, start);
  }

  /**
   * Recognizes binary, octal and hexadecimal numbers: {@code 0b1010}, {@code 0o777}, {@code 0x1F}.
   */
  private static boolean isPrefixed(String plain, int start) {
    if (plain.length() < start + 3 || plain.charAt(start) != '0') {
      return false;
    }
    int radix =
        switch (plain.charAt(start + 1)) {
          case 'b', 'B' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 0;
        };
    return radix > 0 && digitsEnd(plain, start + 2, radix) == plain.length();
  }

  /** Recognizes {@code 0777}, {@code 1_000}, {@code .5}, {@code 1.} and {@code 1e3}. */
  private static boolean isDecimal(String plain, int start) {
    int whole = digitsEnd(plain, start);
    boolean point = whole < plain.length() && plain.charAt(whole) == '.';
    int end = point ? digitsEnd(plain, whole + 1) : whole;
    boolean hasDigits = isDigit(plain, start) || (point && isDigit(plain, whole + 1));
    return hasDigits && (end == plain.length() || isExponent(plain, end));
  }

  private static boolean isExponent(String plain, int start) {
    int digits = sign(plain, start + 1);
    return (plain.charAt(start) | 0x20) == 'e'
        && digits < plain.length()
        && plainDigitsEnd(plain, digits) == plain.length();
  }

  private static boolean isSpecial(String plain, int start) {
    if (plain.length() != start + 4 || plain.charAt(start) != '.') {
      return false;
    }
    var name = lowerCase(plain.substring(start + 1));
    return name.equals("inf") || name.equals("nan");
  }

  /** Recognizes base-60 numbers, YAML 1.1's times: {@code 12:30:45}, {@code 22:22}. */
  private static boolean isTime(String plain) {
    int start = sign(plain, 0);
    int end = digitsEnd(plain, start);
    if (!isDigit(plain, start) || end == plain.length()) {
      return false;
    }
    while (end < plain.length() && plain.charAt(end) == ':') {
      int next = sixtiethEnd(plain, end + 1);
      if (next < 0) {
        return false;
      }
      end = next;
    }
    return end == plain.length()
        || (plain.charAt(end) == '.' && digitsEnd(plain, end + 1) == plain.length());
  }

  /** Returns the end of one digit, or of two up to 59; -1 if there is neither. */
  private static int sixtiethEnd(String plain, int start) {
    int end = plainDigitsEnd(plain, start);
    boolean fits = end == start + 1 || (end == start + 2 && plain.charAt(start) <= '5');
    return fits ? end : -1;
  }

  /**
   * Recognizes {@code 2001-01-01}, {@code 2001-1-1}, {@code 2001-12-14T21:59:43.10-05:00} and
   * {@code 2001-12-14 21:59:43 +5}.
   */
  private static boolean isDate(String plain) {
    int month = plainDigitsEnd(plain, 0);
    if (month != 4 || !isDash(plain, month)) {
      return false;
    }
    int day = plainDigitsEnd(plain, month + 1);
    if (!isOneOrTwo(day - month - 1) || !isDash(plain, day)) {
      return false;
    }
    int end = plainDigitsEnd(plain, day + 1);
    return isOneOrTwo(end - day - 1) && (end == plain.length() || isClock(plain, end));
  }

  private static boolean isClock(String plain, int start) {
    if ("Tt \t".indexOf(plain.charAt(start)) < 0) {
      return false;
    }
    int end = start + 1;
    while (end < plain.length() && "0123456789:.+-Zz \t".indexOf(plain.charAt(end)) >= 0) {
      end++;
    }
    return end == plain.length();
  }

  private static boolean isOneOrTwo(int count) {
    return count == 1 || count == 2;
  }

  private static boolean isDash(String plain, int index) {
    return index < plain.length() && plain.charAt(index) == '-';
  }

  private static boolean isDigit(String plain, int index) {
    return index < plain.length() && plain.charAt(index) >= '0' && plain.charAt(index) <= '9';
  }

  private static int sign(String plain, int index) {
    boolean signed = index < plain.length() && "+-".indexOf(plain.charAt(index)) >= 0;
    return signed ? index + 1 : index;
  }

  private static int plainDigitsEnd(String plain, int start) {
    int end = start;
    while (isDigit(plain, end)) {
      end++;
    }
    return end;
  }

  private static int digitsEnd(String plain, int start) {
    return digitsEnd(plain, start, 10);
  }

  /** Skips thousands separators: underscores and, in Ruby, commas. */
  private static int digitsEnd(String plain, int start, int radix) {
    int end = start;
    while (end < plain.length() && isDigitOrSeparator(plain.charAt(end), radix)) {
      end++;
    }
    return end;
  }

  private static boolean isDigitOrSeparator(char c, int radix) {
    return c == '_' || c == ',' || (c < 128 && Character.digit(c, radix) >= 0);
  }

  /** Changes ASCII letters only, independently of the locale. */
  private static String lowerCase(String word) {
    var letters = word.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      letters[i] = letters[i] >= 'A' && letters[i] <= 'Z' ? (char) (letters[i] | 0x20) : letters[i];
    }
    return new String(letters);
  }
}
