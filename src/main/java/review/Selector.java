package review;

import java.util.List;
import java.util.Map;

/**
 * A label selector: the selected pods have all of its labels, and satisfy all of its expressions.
 * An empty one selects all pods.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements">
 *     Resources that support set-based requirements</a>
 */
record Selector(Map<String, String> labels, List<Expression> expressions) {
  static Selector of(Field selector) {
    var expressions = selector.at("matchExpressions").items().stream().map(Expression::of).toList();
    return new Selector(selector.at("matchLabels").texts(), expressions);
  }

  static Selector ofLabels(Map<String, String> labels) {
    return new Selector(labels, List.of());
  }

  /** Returns the number of its requirements. */
  int size() {
    return labels.size() + expressions.size();
  }

  boolean selects(Map<String, String> labelsOfPod) {
    return labelsOfPod.entrySet().containsAll(labels.entrySet())
        && expressions.stream().allMatch(expression -> expression.holds(labelsOfPod));
  }

  /** A requirement on a label, with values to compare. */
  record Expression(String key, String operator, List<String> values) {
    static Expression of(Field expression) {
      return new Expression(
          expression.at("key").text(),
          expression.at("operator").text(),
          expression.at("values").items().stream().map(Field::text).toList());
    }

    /** The API server refuses any other operator. */
    boolean holds(Map<String, String> labels) {
      return switch (operator) {
        case "In" -> labels.containsKey(key) && values.contains(labels.get(key));
        case "NotIn" -> !labels.containsKey(key) || !values.contains(labels.get(key));
        case "Exists" -> labels.containsKey(key);
        case "DoesNotExist" -> !labels.containsKey(key);
        default -> false;
      };
    }
  }
}
