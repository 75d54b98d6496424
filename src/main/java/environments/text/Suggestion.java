package environments.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses the word that a user mistyped. */
public final class Suggestion {
  /** Longer words are unlikely to be mistyped keys, and slow to compare. */
  private static final int LONGEST = 100;

  private Suggestion() {}

  /** Returns a sentence with the word that was probably meant, or with all known words. */
  public static String sentence(String word, Collection<String> known) {
    var meant = closest(word, known);
    if (meant.isPresent()) {
      return "Did you mean `" + meant.get() + "`?";
    }
    if (known.isEmpty()) {
      return "There are none.";
    }
    return "Expected " + (known.size() == 1 ? "`" : "one of `") + String.join("`, `", known) + "`.";
  }

  /**
   * Returns a question that suggests a similar word, with a space in front; empty if no word is
   * similar.
   */
  public static String question(String word, Collection<String> known) {
    var meant = closest(word, known);
    return meant.isPresent() ? " Did you mean `" + meant.get() + "`?" : "";
  }

  static Optional<String> closest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<String> closest = Optional.empty();
    int least = Math.max(1, word.length() / 3) + 1;
    for (var candidate : known) {
      int distance = distance(lower(word), lower(candidate));
      if (distance < least) {
        least = distance;
        closest = Optional.of(candidate);
      }
    }
    return closest;
  }

  /** Returns how many letters have to be added, removed, replaced or swapped with the next one. */
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int step(int[][] rows, String a, String b, int i, int j) {
    int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }

  private static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }
}
