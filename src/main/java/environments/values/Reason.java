package environments.values;

import environments.text.Days;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Rules;
import environments.text.SpecPath;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * The reason for an exemption, in words that a reviewer can judge.
 *
 * @param expires the first day without the exemption; empty if it does not expire
 */
public record Reason(String text, Optional<LocalDate> expires) {
  public static Reason of(String text) {
    return new Reason(text, Optional.empty());
  }

  public Reason until(LocalDate expiry) {
    return new Reason(text, Optional.of(expiry));
  }

  /** Called by the owner of the reasons, so that they are checked along with everything else. */
  public static void check(Rules rules, Map<?, Reason> exemptions) {
    exemptions.forEach(
        (check, reason) ->
            rules.that(
                !reason.text.isBlank(),
                SpecPath.of("exemptions", check),
                () -> "Must be a reason that a reviewer can judge."));
  }

  /**
   * @throws InvalidSpecException if one is blank
   */
  public static void require(Map<CheckName, Reason> exemptions) {
    var rules = Rules.check();
    check(rules, exemptions);
    rules.enforce();
  }

  /** Reads a day such as {@code 2027-01-31}, with all of its digits. */
  public static LocalDate parseDay(String text) {
    return Days.parse(text)
        .filter(day -> day.toString().equals(text))
        .orElseThrow(
            () ->
                InvalidSpecException.of(
                    Fault.ofText("Must be a calendar day such as `2027-01-31`", text)));
  }

  /** Returns it as manifests show it. */
  @Override
  public String toString() {
    return expires.isEmpty() ? text : text + " (expires " + expires.get() + ")";
  }
}
