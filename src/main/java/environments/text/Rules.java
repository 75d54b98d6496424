package environments.text;

import environments.text.InvalidSpecException.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Checks all rules of a spec, so that users see every violation at once. */
public final class Rules {
  private final List<Violation> violations = new ArrayList<>();

  private Rules() {}

  public static Rules check() {
    return new Rules();
  }

  /**
   * @param key the key of the value; empty for the spec itself
   */
  public Rules that(boolean holds, String key, Supplier<String> sentence) {
    return holds ? this : that(false, path(key), sentence);
  }

  public Rules that(boolean holds, SpecPath path, Supplier<String> sentence) {
    return holds ? this : value(false, path, () -> Fault.of(sentence.get()));
  }

  /** Adds a rule whose violation names the actual value. */
  public Rules value(boolean holds, String key, Supplier<Fault> fault) {
    return holds ? this : value(false, path(key), fault);
  }

  public Rules value(boolean holds, SpecPath path, Supplier<Fault> fault) {
    if (!holds) {
      violations.add(new Violation(path, fault.get()));
    }
    return this;
  }

  private static SpecPath path(String key) {
    return key.isEmpty() ? SpecPath.WHOLE : SpecPath.of(key);
  }

  public void enforce() {
    if (!violations.isEmpty()) {
      throw new InvalidSpecException(violations);
    }
  }
}
