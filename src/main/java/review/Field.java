package review;

import charts.Manifest;
import environments.text.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A place in a manifest, which may have a value or not; used to report violations.
 *
 * @param steps the keys and list indices that lead to it; none for the whole manifest
 */
public record Field(Manifest manifest, List<Object> steps, Optional<Object> value) {
  public Field {
    steps = List.copyOf(steps);
  }

  public static Field of(Manifest manifest) {
    return new Field(manifest, List.of(), Optional.of(manifest.fields()));
  }

  public Field at(String... keys) {
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
    return step(key, below);
  }

  private Field step(Object step, Optional<Object> below) {
    var longer = new ArrayList<>(steps);
    longer.add(step);
    return new Field(manifest, longer, below);
  }

  /** Returns the path as text, such as {@code spec.template.spec.containers[0].image}. */
  public String path() {
    var path = new StringBuilder();
    for (var step : steps) {
      if (step instanceof Integer index) {
        path.append('[').append(index).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step);
      }
    }
    return path.toString();
  }

  /** Returns the items of a list; none if there is no list. */
  public List<Field> items() {
    var items = new ArrayList<Field>();
    if (value.orElse("") instanceof List<?> list) {
      for (var item : list) {
        items.add(step(items.size(), Optional.of(item)));
      }
    }
    return items;
  }

  /** Returns the entries of a mapping; none if there is no mapping. */
  public Map<String, Field> entries() {
    var entries = new LinkedHashMap<String, Field>();
    if (value.orElse("") instanceof Map<?, ?> mapping) {
      mapping.keySet().forEach(key -> entries.put((String) key, child((String) key)));
    }
    return entries;
  }

  /** Returns a mapping of texts, such as labels or a selector. */
  public Map<String, String> texts() {
    var texts = new LinkedHashMap<String, String>();
    entries().forEach((key, field) -> texts.put(key, field.text()));
    return texts;
  }

  public boolean isPresent() {
    return value.isPresent();
  }

  public boolean is(Object expected) {
    return value.isPresent() && value.get().equals(expected);
  }

  /** Returns the value as text; empty if there is none. */
  public String text() {
    return value.map(Object::toString).orElse("");
  }

  /** Returns the number, or -1, which no manifest contains. */
  public int number() {
    return value.orElse(-1) instanceof Integer number ? number : -1;
  }

  Stream<FieldViolation> mustBe(Object expected) {
    return must(is(expected), "Must be " + wanted(expected));
  }

  Stream<FieldViolation> mustBeAbsent() {
    return must(!isPresent(), "Must be absent");
  }

  Stream<FieldViolation> mustBeAtLeast(int least) {
    return must(number() >= least, "Must be at least " + least);
  }

  Stream<FieldViolation> mustBeBetween(int least, int most) {
    return must(number() >= least && number() <= most, "Must be between " + least + " and " + most);
  }

  /**
   * @param rule the beginning of a sentence, such as {@code Must be absent}
   */
  Stream<FieldViolation> must(boolean holds, String rule) {
    return must(holds, rule, this::inWords);
  }

  Stream<FieldViolation> must(boolean holds, String rule, Supplier<String> actual) {
    return holds
        ? Stream.of()
        : Stream.of(new FieldViolation(this, rule + ", got " + actual.get() + "."));
  }

  /** Never shows a value that could be a secret, nor nested values, which might contain one. */
  private String inWords() {
    return value.map(this::shown).orElse("nothing");
  }

  private String shown(Object found) {
    if (found instanceof Map<?, ?> mapping) {
      return mapping.isEmpty() ? "an empty mapping" : "a mapping of " + names(mapping);
    }
    if (found instanceof List<?> list) {
      return list.stream().allMatch(item -> item instanceof String)
          ? list.stream().map(this::shown).collect(Collectors.joining(", ", "[", "]"))
          : "a list of " + list.size();
    }
    return found instanceof String text
        ? Redaction.value(steps.isEmpty() ? "" : steps.get(steps.size() - 1).toString(), text)
        : "`" + found + "`";
  }

  private static String wanted(Object expected) {
    return expected instanceof List<?> list
        ? list.stream().map(Field::wanted).collect(Collectors.joining(", ", "[", "]"))
        : "`" + expected + "`";
  }

  private static String names(Map<?, ?> mapping) {
    return mapping.keySet().stream()
        .map(key -> Redaction.value("", String.valueOf(key)))
        .collect(Collectors.joining(", "));
  }
}
