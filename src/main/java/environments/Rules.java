package environments;

import environments.InvalidSpecException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The rules of one spec, checked together so that a user sees every violation at once. */
final class Rules {
  private final List<Violation> violations = new ArrayList<>();

  private Rules() {}

  static Rules check() {
    return new Rules();
  }

  Rules that(boolean holds, String keyPath, Supplier<String> sentence) {
    if (!holds) {
      violations.add(new Violation(keyPath, Fault.of(sentence.get())));
    }
    return this;
  }

  /** One that says what is there instead. */
  Rules value(boolean holds, String keyPath, Supplier<Fault> fault) {
    if (!holds) {
      violations.add(new Violation(keyPath, fault.get()));
    }
    return this;
  }

  void enforce() {
    if (!violations.isEmpty()) {
      throw new InvalidSpecException(violations);
    }
  }
}
