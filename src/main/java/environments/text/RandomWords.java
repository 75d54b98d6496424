package environments.text;

/**
 * Finds generated keys: words of 32 to 128 letters and digits without a pattern. Longer text is the
 * content of a file. Hashes, which are not secrets, have only lower-case letters and digits, or
 * name their algorithm.
 */
final class RandomWords {
  private static final int SHORTEST = 32;
  private static final int LONGEST = 128;
  private static final int SMALL = 1;
  private static final int CAPITAL = 2;
  private static final int DIGIT = 4;
  private static final int ALL = SMALL | CAPITAL | DIGIT;

  /** In bits per character; repetitive words have less. */
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
   * Returns the last position within the shortest length that is not part of a word; -1 if there is
   * none. Searches backwards, so that most text is skipped.
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

  /** Everything in certificates and public keys looks random. */
  private static boolean isPublic(String text) {
    return text.contains("-----BEGIN CERTIFICATE") || text.contains("PUBLIC KEY-----");
  }

  private static boolean isPart(char c) {
    return Ascii.isLetterOrDigit(c) || c == '+' || c == '/' || c == '_' || c == '-';
  }

  /** Excludes hashes of a Content-Security-Policy and SSH public keys by their prefixes. */
  private static boolean isRandom(String word) {
    return !word.startsWith("sha") && !word.startsWith("AAAA") && isMixed(word) && isVaried(word);
  }

  /**
   * Returns whether the word has lower-case letters, capitals and digits, and switches between them
   * at least once in 2.5 characters on average; ordinary words rarely do.
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
