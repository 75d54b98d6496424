package environments.format;

import environments.format.Alternatives.Count;
import environments.format.Key.Need;
import environments.values.Strategy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The keys that a mapping of the format accepts. */
public final class Keys {
  private static final Set<Strategy> EVERY_STRATEGY = EnumSet.allOf(Strategy.class);

  private final Map<String, Key> keys;
  private final List<Alternatives> choices;
  private final List<String> required = new ArrayList<>();

  /** Keys that only apps with other strategies have. */
  private final Map<String, Key> elsewhere;

  private Keys(Map<String, Key> keys, List<Alternatives> choices, Map<String, Key> elsewhere) {
    this.keys = keys;
    this.choices = choices;
    this.elsewhere = elsewhere;
    for (var key : keys.values()) {
      if (key.isRequired()) {
        required.add(key.name());
      }
    }
  }

  static Builder builder() {
    return new Builder();
  }

  public Iterable<Key> all() {
    return keys.values();
  }

  /** Returns the names of the required keys. */
  public List<String> required() {
    return required;
  }

  public List<Alternatives> choices() {
    return choices;
  }

  public Set<String> names() {
    return keys.keySet();
  }

  public boolean has(String key) {
    return keys.containsKey(key);
  }

  public Key key(String name) {
    return Objects.requireNonNull(keys.get(name), name);
  }

  Shape shape(String key) {
    var found = keys.get(key);
    return found == null ? new Shape.Unknown() : found.shape();
  }

  /** Returns the strategies whose apps have a key that this mapping does not have. */
  public Set<Strategy> strategiesWith(String key) {
    var found = elsewhere.get(key);
    return found == null ? Set.of() : found.strategies();
  }

  /**
   * Returns some of these keys, all optional, for a mapping that overrides one with all of them.
   */
  Keys overlay(String... names) {
    var some = new Builder();
    for (var name : names) {
      var key = key(name);
      some.add(
          new Key(
              name,
              Need.OPTIONAL,
              key.shape(),
              key.meaning(),
              key.note(),
              "the app's",
              key.strategies()));
    }
    return some.build();
  }

  /** Returns the keys that apps with the strategy have; the same instance if those are all keys. */
  @SuppressWarnings(
      "ReferenceEquality") // equality of records is generated at run time, which is slow
  Keys of(Strategy strategy) {
    var some = new Builder();
    boolean hasAll = true;
    for (var key : keys.values()) {
      if (key.strategies().contains(strategy)) {
        var same = key.of(strategy);
        some.add(same);
        hasAll = hasAll && same == key;
      } else {
        some.elsewhere.put(key.name(), key);
        hasAll = false;
      }
    }
    for (var choice : choices) {
      some.add(choice);
    }
    return hasAll ? this : some.build();
  }

  /** Builds keys, in the order of the reference. */
  static final class Builder {
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final List<Alternatives> choices = new ArrayList<>();
    private final Map<String, Key> elsewhere = new LinkedHashMap<>();
    private Set<Strategy> strategies = EVERY_STRATEGY;

    private Builder() {}

    /** Limits the keys that follow to apps of these strategies. */
    Builder of(Strategy first, Strategy... others) {
      strategies = EnumSet.of(first, others);
      return this;
    }

    Builder required(String name, Shape shape, String meaning) {
      return required(name, shape, meaning, "");
    }

    Builder required(String name, Shape shape, String meaning, String note) {
      return add(new Key(name, Need.REQUIRED, shape, meaning, note, "", strategies));
    }

    Builder optional(String name, Shape shape, String meaning, Object fallback) {
      return optional(name, shape, meaning, "", fallback);
    }

    /**
     * @param fallback the default; the reference shows its text
     */
    Builder optional(String name, Shape shape, String meaning, String note, Object fallback) {
      return add(
          new Key(name, Need.OPTIONAL, shape, meaning, note, fallback.toString(), strategies));
    }

    /** Requires exactly one of these keys. */
    Builder one(String... names) {
      return choice(Count.ONE, names);
    }

    Builder choice(Count count, String... names) {
      choices.add(new Alternatives(List.of(names), count));
      return this;
    }

    /** Adds the alternatives whose keys exist here; the last one left becomes a required key. */
    private void add(Alternatives choice) {
      var here = new ArrayList<>(choice.keys());
      here.retainAll(keys.keySet());
      if (here.size() > 1) {
        choices.add(new Alternatives(here, choice.count()));
      } else if (choice.needsOne()) {
        here.forEach(left -> keys.computeIfPresent(left, (name, key) -> key.asRequired()));
      }
    }

    private Builder add(Key key) {
      keys.put(key.name(), key);
      return this;
    }

    Keys build() {
      return new Keys(keys, choices, elsewhere);
    }

    Shape.Mapping mapping() {
      return new Shape.Mapping(build());
    }
  }
}
