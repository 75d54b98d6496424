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

  Rules that(boolean holds, String keyPath, Supplier<String> message) {
    if (!holds) {
      violations.add(new Violation(keyPath, message.get()));
    }
    return this;
  }

  void enforce() {
    if (!violations.isEmpty()) {
      throw new InvalidSpecException(violations);
    }
  }
}
