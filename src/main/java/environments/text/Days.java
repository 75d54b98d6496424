package environments.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses calendar days in the form of YAML: the month and the day have one or two digits. */
public final class Days {
  private static final Pattern FORM =
      Pattern.compile("(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})");

  private Days() {}

  public static boolean looksLikeOne(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns empty if the text does not look like a day, or the calendar does not have that day. */
  public static Optional<LocalDate> parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDate.of(number(form, "year"), number(form, "month"), number(form, "day")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher form, String group) {
    return Integer.parseInt(form.group(group));
  }
}
