package stacks.cluster;

import charts.Tree;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The path to a field of an object as in {@code managedFields}: items of a list are identified by
 * their keys, wherever they are.
 *
 * @param isMember whether it only states that such an entry or item exists, whatever it
 *     contains
 * @see <a
 *     href="https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.32/#fieldsv1-v1-meta">FieldsV1</a>
 */
public record FieldPath(List<FieldPath.Segment> steps, boolean isMember) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MEMBER = ".";

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** A step from a value to one inside it. */
  public sealed interface Segment {
    /** Returns the key or list index at which a value has it; empty if it does not. */
    Optional<Object> place(Object value);

    /** Returns it as people write it after the path to its parent. */
    String text();
  }

  /** An entry of a mapping. */
  public record MapEntry(String name) implements Segment {
    @Override
    public Optional<Object> place(Object value) {
      return Tree.of(value).mapping().containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    @Override
    public String text() {
      return name.matches("[A-Za-z0-9_-]+") ? "." + name : "[\"" + name + "\"]";
    }
  }

  /** An item of a list of mappings, by the values of its keys. */
  public record Item(Map<String, Object> keys) implements Segment {
    public Item {
      keys = Map.copyOf(keys);
    }

    @Override
    public Optional<Object> place(Object value) {
      return index(Tree.of(value).items().stream().map(this::isMet).toList());
    }

    /** The API server adds keys that a manifest omits, such as the protocol of a port. */
    private boolean isMet(Tree item) {
      var found = item.mapping();
      return keys.keySet().stream().anyMatch(found::containsKey)
          && keys.entrySet().stream()
              .allMatch(
                  key -> isSame(key.getValue(), found.getOrDefault(key.getKey(), key.getValue())));
    }

    @Override
    public String text() {
      return keys.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(key -> key.getKey() + "=" + key.getValue())
          .toList()
          .toString();
    }
  }

  /** An item of a list of unique values. */
  record SetItem(Object value) implements Segment {
    @Override
    public Optional<Object> place(Object list) {
      return index(Tree.of(list).items().stream().map(item -> isSame(value, item.node())).toList());
    }

    @Override
    public String text() {
      return "[" + value + "]";
    }
  }

  /** An item of a list without keys. */
  public record Index(int index) implements Segment {
    @Override
    public Optional<Object> place(Object value) {
      return index < Tree.of(value).items().size() ? Optional.of(index) : Optional.empty();
    }

    @Override
    public String text() {
      return "[" + index + "]";
    }
  }

  private static Optional<Object> index(List<Boolean> met) {
    int index = met.indexOf(true);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  /** Returns all paths of an entry of {@code managedFields}. */
  public static List<FieldPath> of(Map<String, Object> fieldsV1) {
    var paths = new ArrayList<FieldPath>();
    collect(List.of(), fieldsV1, paths);
    return List.copyOf(paths);
  }

  private static void collect(List<Segment> at, Map<String, Object> fields, List<FieldPath> paths) {
    fields.forEach(
        (key, value) -> {
          var below = Tree.of(value).mapping();
          if (key.equals(MEMBER)) {
            paths.add(new FieldPath(at, true));
          } else if (below.isEmpty()) {
            paths.add(new FieldPath(and(at, step(key)), false));
          } else {
            collect(and(at, step(key)), below, paths);
          }
        });
  }

  /**
   * Returns an entry of {@code managedFields} without some of its fields; empty if none is left.
   */
  public static Map<String, Object> without(
      Map<String, Object> fieldsV1, Collection<FieldPath> some) {
    return without(List.of(), fieldsV1, Set.copyOf(some));
  }

  private static Map<String, Object> without(
      List<Segment> at, Map<String, Object> fields, Set<FieldPath> some) {
    var left = new LinkedHashMap<String, Object>();
    fields.forEach(
        (key, value) -> {
          var below = Tree.of(value).mapping();
          if (key.equals(MEMBER)) {
            if (!some.contains(new FieldPath(at, true))) {
              left.put(key, value);
            }
          } else if (below.isEmpty()) {
            if (!some.contains(new FieldPath(and(at, step(key)), false))) {
              left.put(key, value);
            }
          } else {
            var rest = without(and(at, step(key)), below, some);
            if (!rest.isEmpty()) {
              left.put(key, rest);
            }
          }
        });
    return left;
  }

  public static List<Segment> and(List<Segment> steps, Segment last) {
    var all = new ArrayList<>(steps);
    all.add(last);
    return List.copyOf(all);
  }

  private static Segment step(String key) {
    var text = key.substring(2);
    return switch (key.substring(0, 2)) {
      case "f:" -> new MapEntry(text);
      case "k:" -> new Item(parsed(text, new TypeReference<LinkedHashMap<String, Object>>() {}));
      case "v:" -> new SetItem(parsed(text, new TypeReference<Object>() {}));
      case "i:" -> new Index(Integer.parseInt(text));
      default -> throw new IllegalArgumentException("No field of FieldsV1: " + key);
    };
  }

  private static <T> T parsed(String json, TypeReference<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("No field of FieldsV1: " + json, e);
    }
  }

  public static FieldPath of(String... names) {
    return new FieldPath(
        List.of(names).stream().map(MapEntry::new).map(Segment.class::cast).toList(), false);
  }

  /** Returns the value of an object at this path. */
  public Optional<Object> in(Object object) {
    var value = object;
    for (var step : steps) {
      var place = step.place(value);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      value = at(value, place.get());
    }
    return Optional.of(value);
  }

  private static Object at(Object value, Object place) {
    return place instanceof Integer index
        ? ((List<?>) value).get(index)
        : Objects.requireNonNullElse(((Map<?, ?>) value).get(place), "");
  }

  /** Returns the keys and indices of this path in an object, as far as the object has it. */
  public List<Object> places(Object object) {
    var places = new ArrayList<Object>();
    var value = object;
    for (var step : steps) {
      var place = step.place(value);
      if (place.isEmpty()) {
        return List.copyOf(places);
      }
      places.add(place.get());
      value = at(value, place.get());
    }
    return List.copyOf(places);
  }

  public boolean isAtOrBelow(FieldPath above) {
    return isAtOrBelow(above.steps);
  }

  private boolean isAtOrBelow(List<Segment> above) {
    return steps.size() >= above.size() && steps.subList(0, above.size()).equals(above);
  }

  /** Such as {@code .spec.template.spec.containers[name=checkout].image}. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    steps.forEach(step -> text.append(step.text()));
    return text.toString();
  }

  /** Returns whether two values are equal in JSON, where 2 and 2.0 are. */
  public static boolean isSame(Object one, Object other) {
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
      return map.keySet().equals(others.keySet())
          && map.entrySet().stream()
              .allMatch(
                  entry ->
                      isSame(
                          Objects.requireNonNullElse(entry.getValue(), ""),
                          Objects.requireNonNullElse(others.get(entry.getKey()), "")));
    }
    if (one instanceof List<?> list && other instanceof List<?> others) {
      boolean same = list.size() == others.size();
      for (int i = 0; same && i < list.size(); i++) {
        same = isSame(list.get(i), others.get(i));
      }
      return same;
    }
    return (one instanceof Number number && other instanceof Number second)
        ? number.doubleValue() == second.doubleValue()
        : one.equals(other);
  }
}
