package environments.text;

/**
 * Finds generated keys: words of 32 to 128 letters and digits without a pattern. Longer text is a
 * file; hashes that are no secrets consist of lower-case letters and digits, or name their
 * algorithm.
 */
final class RandomWords {
  private static final int SHORTEST = 32;
  private static final int LONGEST = 128;
  private static final int SMALL = 1;
  private static final int CAPITAL = 2;
  private static final int DIGIT = 4;
  private static final int ALL = SMALL | CAPITAL | DIGIT;

  /** Bits per character: random words have more, repetitive ones fewer. */
  private static final double LEAST_ENTROPY = 4.2;

  private RandomWords() {}

  static boolean hasOne(String text) {
    if (text.length() < SHORTEST || isPublic(text)) {
      return false;
    }
    int start = 0;
    while (start + SHORTEST <= text.length()) {
      int gap = lastGap(text, start);
      int end = gap < 0 ? end(text, start + SHORTEST) : gap;
      if (gap < 0 && end - start <= LONGEST && isRandom(text.substring(start, end))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /**
   * Returns where a word that begins here ends too soon. Searches from its end, so that most text
   * is skipped.
   */
  private static int lastGap(String text, int start) {
    int i = start + SHORTEST - 1;
    while (i >= start && isPart(text.charAt(i))) {
      i--;
    }
    return i < start ? -1 : i;
  }

  private static int end(String text, int from) {
    int i = from;
    while (i < text.length() && isPart(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** In the lines of certificates and public keys everything looks random. */
  private static boolean isPublic(String text) {
    return text.contains("-----BEGIN CERTIFICATE") || text.contains("PUBLIC KEY-----");
  }

  private static boolean isPart(char c) {
    return Ascii.isLetterOrDigit(c) || c == '+' || c == '/' || c == '_' || c == '-';
  }

  /** Hashes of scripts in a Content-Security-Policy, and SSH public keys, say what they are. */
  private static boolean isRandom(String word) {
    return !word.startsWith("sha") && !word.startsWith("AAAA") && isMixed(word) && isVaried(word);
  }

  /**
   * Matches lower-case letters, capitals and digits that change their class at least every 2.5
   * characters; in ordinary words they rarely do.
   */
  private static boolean isMixed(String word) {
    int kinds = 0;
    int changes = 0;
    for (int i = 0; i < word.length(); i++) {
      int kind = kind(word.charAt(i));
      kinds |= kind;
      changes += i > 0 && kind != kind(word.charAt(i - 1)) ? 1 : 0;
    }
    return (kinds & ALL) == ALL && changes * 5 >= word.length() * 2;
  }

  private static int kind(char c) {
    if (Ascii.isLowerCase(c)) {
      return SMALL;
    }
    if (Ascii.isDigit(c)) {
      return DIGIT;
    }
    return c >= 'A' && c <= 'Z' ? CAPITAL : 0;
  }

  private static boolean isVaried(String word) {
    var counts = new int[128];
    for (int i = 0; i < word.length(); i++) {
      counts[word.charAt(i)]++;
    }
    double entropy = 0;
    for (int count : counts) {
      double share = (double) count / word.length();
      entropy -= count == 0 ? 0 : share * Math.log(share) / Math.log(2);
    }
    return entropy >= LEAST_ENTROPY;
  }
}
