package environments.text;

import environments.text.InvalidSpecException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The rules of one spec, checked together so that a user sees every violation at once. */
public final class Rules {
  private final List<Violation> violations = new ArrayList<>();

  private Rules() {}

  public static Rules check() {
    return new Rules();
  }

  public Rules that(boolean holds, String keyPath, Supplier<String> sentence) {
    if (!holds) {
      violations.add(new Violation(keyPath, Fault.of(sentence.get())));
    }
    return this;
  }

  /** One that says what is there instead. */
  public Rules value(boolean holds, String keyPath, Supplier<Fault> fault) {
    if (!holds) {
      violations.add(new Violation(keyPath, fault.get()));
    }
    return this;
  }

  public void enforce() {
    if (!violations.isEmpty()) {
      throw new InvalidSpecException(violations);
    }
  }
}
