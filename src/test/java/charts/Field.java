package charts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place in a manifest, whether anything stands there or not.
 *
 * @param path the keys to it; empty for the whole manifest
 */
record Field(Manifest manifest, String path, Optional<Object> value) {
  static Field of(Manifest manifest) {
    return new Field(manifest, "", Optional.of(manifest.fields()));
  }

  Field at(String... keys) {
    var field = this;
    for (var key : keys) {
      field = field.child(key);
    }
    return field;
  }

  private Field child(String key) {
    Optional<Object> below =
        value.orElse("") instanceof Map<?, ?> entries
            ? Optional.ofNullable(entries.get(key))
            : Optional.empty();
    return new Field(manifest, path.isEmpty() ? key : path + "." + key, below);
  }

  /** The items of a list; none where there is no list. */
  List<Field> items() {
    var items = new ArrayList<Field>();
    if (value.orElse("") instanceof List<?> list) {
      for (var item : list) {
        items.add(new Field(manifest, path + "[" + items.size() + "]", Optional.of(item)));
      }
    }
    return items;
  }

  /** The entries of a mapping; none where there is no mapping. */
  Map<String, Field> entries() {
    var entries = new LinkedHashMap<String, Field>();
    if (value.orElse("") instanceof Map<?, ?> mapping) {
      mapping.keySet().forEach(key -> entries.put((String) key, child((String) key)));
    }
    return entries;
  }

  /** A mapping of texts, such as labels or a selector. */
  Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    entries().forEach((key, field) -> texts.put(key, field.text()));
    return texts;
  }

  boolean isPresent() {
    return value.isPresent();
  }

  boolean is(Object expected) {
    return value.isPresent() && value.get().equals(expected);
  }

  /** What stands there, as text; empty where nothing does. */
  String text() {
    return value.map(Object::toString).orElse("");
  }

  /** The number that stands there, or -1, which no number of a manifest is. */
  int number() {
    return value.orElse(-1) instanceof Integer number ? number : -1;
  }

  Stream<Finding> mustBe(Object expected) {
    return must(is(expected), "Must be `" + expected + "`");
  }

  Stream<Finding> mustBeAbsent() {
    return must(!isPresent(), "Must be absent");
  }

  Stream<Finding> mustBeAtLeast(int least) {
    return must(number() >= least, "Must be at least " + least);
  }

  /**
   * @param rule what must hold, as the beginning of a sentence, such as {@code Must be absent}
   */
  Stream<Finding> must(boolean holds, String rule) {
    return holds
        ? Stream.of()
        : Stream.of(new Finding(manifest, path, rule + ", but " + inWords() + "."));
  }

  private String inWords() {
    if (value.isEmpty()) {
      return "is missing";
    }
    return value.get() instanceof Map<?, ?> || value.get() instanceof List<?>
        ? "is " + value.get()
        : "is `" + value.get() + "`";
  }
}
