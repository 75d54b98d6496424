package environments;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Why a check is not made, in words that a reviewer can judge.
 *
 * @param expires the first day on which it is made again; none for as long as the reason stands there
 */
public record Reason(String text, Optional<LocalDate> expires) {
  public static Reason of(String text) {
    return new Reason(text, Optional.empty());
  }

  public Reason until(LocalDate expiry) {
    return new Reason(text, Optional.of(expiry));
  }

  /** Whoever has reasons checks them: together with all else that is wrong. */
  static void check(Rules rules, Map<?, Reason> exemptions) {
    exemptions.forEach(
        (check, reason) ->
            rules.that(
                !reason.text.isBlank(),
                "exemptions." + check,
                () -> "Must be the reason, in words that a reviewer can judge."));
  }

  /**
   * @throws InvalidSpecException if one is blank
   */
  public static void require(Map<CheckName, Reason> exemptions) {
    var rules = Rules.check();
    check(rules, exemptions);
    rules.enforce();
  }

  /** A day such as {@code 2027-01-31}. */
  static LocalDate parseDay(String text) {
    try {
      if (isDay(text)) {
        return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
      }
    } catch (DateTimeException e) {
      // Not a day of the calendar: refused like any other text.
    }
    throw InvalidSpecException.of(
        "Must be a day of the calendar such as `2027-01-31`, but is `" + text + "`.");
  }

  private static boolean isDay(String text) {
    boolean separated = text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
    for (int i = 0; separated && i < text.length(); i++) {
      separated = i == 4 || i == 7 || Ascii.isDigit(text.charAt(i));
    }
    return separated;
  }

  private static int number(String text, int start, int end) {
    return Integer.parseInt(text.substring(start, end));
  }

  /** As manifests show it. */
  @Override
  public String toString() {
    return expires.isEmpty() ? text : text + " (expires " + expires.get() + ")";
  }
}
