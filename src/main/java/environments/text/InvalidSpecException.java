package environments.text;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown by constructors that reject an invalid value or spec; carries all violations. */
public final class InvalidSpecException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private final transient List<Violation> violations;

  public InvalidSpecException(List<Violation> violations) {
    super(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")));
    this.violations = List.copyOf(violations);
  }

  public static InvalidSpecException of(String sentence) {
    return of(Fault.of(sentence));
  }

  public static InvalidSpecException of(Fault fault) {
    return new InvalidSpecException(List.of(new Violation(SpecPath.WHOLE, fault)));
  }

  public List<Violation> violations() {
    return violations;
  }

  /**
   * Returns the message about a text without a key, such as an argument. If the text is a secret,
   * no part of it is shown.
   */
  public String messageAbout(String text) {
    return violations.stream()
        .map(violation -> violation.fault().partOf("", text).sentence(""))
        .collect(Collectors.joining("\n"));
  }

  /**
   * @param path the path from the spec to the value
   */
  public record Violation(SpecPath path, Fault fault) {
    @Override
    public String toString() {
      return (path.isWhole() ? "" : path + ": ") + fault.sentence("");
    }
  }
}
