package environments.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/** Parses and formats durations in whole seconds, minutes or hours, such as {@code 90s}. */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smh])");

  private Durations() {}

  /** Reads {@code 90s}, {@code 5m} or {@code 1h}. */
  public static Duration parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw InvalidSpecException.of(
          Fault.ofText("Must be a duration with its unit, such as `30s`, `5m` or `1h`", text));
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> throw new IllegalStateException("The pattern accepts no other unit: " + text);
    };
  }

  /**
   * Returns the shortest notation: {@code 2m}, not {@code 120s}. Shows fractions of a second, too,
   * although files cannot contain them.
   */
  public static String text(Duration duration) {
    if (duration.toNanosPart() != 0) {
      var seconds =
          BigDecimal.valueOf(duration.toNanosPart(), 9)
              .add(BigDecimal.valueOf(duration.toSeconds()));
      return seconds.stripTrailingZeros().toPlainString() + "s (not whole seconds)";
    }
    long seconds = duration.toSeconds();
    if (seconds != 0 && seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  public static boolean between(Duration duration, long minSeconds, long maxSeconds) {
    return duration.toNanosPart() == 0
        && duration.toSeconds() >= minSeconds
        && duration.toSeconds() <= maxSeconds;
  }
}
