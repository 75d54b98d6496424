package charts;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes object, or a part of one, read by field names; missing fields are empty. */
public record Tree(Object node) {
  public static Tree of(Object node) {
    return new Tree(node);
  }

  /** Returns the value at these keys, each of which is a key in the value of the one before. */
  public Tree at(String... keys) {
    var tree = this;
    for (var key : keys) {
      var value = tree.mapping().get(key);
      tree = new Tree(value == null ? Map.of() : value);
    }
    return tree;
  }

  @SuppressWarnings("unchecked") // mappings of Kubernetes objects have string keys
  public Map<String, Object> mapping() {
    return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  public List<Tree> items() {
    return node instanceof List<?> list ? list.stream().map(Tree::of).toList() : List.of();
  }

  /**
   * Returns the first item of a list.
   *
   * @throws IndexOutOfBoundsException if there is none
   */
  public Tree first() {
    return items().get(0);
  }

  public Optional<String> text() {
    return node instanceof String text ? Optional.of(text) : Optional.empty();
  }

  public Optional<Integer> number() {
    return node instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
  }
}
