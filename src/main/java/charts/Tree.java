package stacks;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Kubernetes object read by field names; what is not there is empty. */
record Tree(Object node) {
  static Tree of(Object node) {
    return new Tree(node);
  }

  Tree at(String key) {
    var value = mapping().get(key);
    return new Tree(value == null ? Map.of() : value);
  }

  @SuppressWarnings("unchecked") // mappings of Kubernetes objects have string keys
  Map<String, Object> mapping() {
    return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  List<Tree> items() {
    return node instanceof List<?> list ? list.stream().map(Tree::of).toList() : List.of();
  }

  Optional<String> text() {
    return node instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<Integer> number() {
    return node instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
  }
}
