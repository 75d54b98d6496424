package stacks.cluster;

import charts.Tree;
import java.util.List;
import java.util.Map;

/**
 * A manager that owns fields of an object.
 *
 * @param manager its name
 * @param subresource through which it set them; empty for the object itself
 * @param time of its last change; empty if unknown
 */
public record FieldOwner(String manager, String subresource, String time, List<FieldPath> fields) {
  private static final String KUBECTL = "kubectl";
  private static final String SCALE = "scale";

  /**
   * The names of Pulumi's provider: one for its updates, with a suffix for each object, and an
   * older one.
   */
  private static final List<String> PULUMI = List.of(Ownership.PULUMI, Ownership.RESTORED);

  public FieldOwner {
    fields = List.copyOf(fields);
  }

  /**
   * @param entry of {@code managedFields}
   */
  static FieldOwner of(Map<String, Object> entry) {
    var tree = Tree.of(entry);
    return new FieldOwner(
        tree.at("manager").text().orElse(""),
        tree.at("subresource").text().orElse(""),
        tree.at("time").text().orElse(""),
        FieldPath.of(tree.at("fieldsV1").mapping()));
  }

  public boolean isPulumi() {
    return PULUMI.stream().anyMatch(manager::startsWith);
  }

  public boolean isKubectl() {
    return manager.startsWith(KUBECTL);
  }

  /** Returns whether it has set a number of pods by hand. */
  public boolean isScaledByHand() {
    return isKubectl() && subresource.equals(SCALE);
  }

  /**
   * Returns whether Pulumi's provider takes over its fields before an update, which then removes
   * those that are not in the manifest.
   *
   * @see <a
   *     href="https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/">Server-side
   *     apply</a>
   */
  public boolean isTakenOver() {
    return isKubectl() && subresource.isEmpty();
  }

  /**
   * Returns whether an update could undo what it has set. A subresource, such as a status, is not
   * affected by updates.
   */
  boolean isForeign() {
    return !isPulumi() && (subresource.isEmpty() || isScaledByHand());
  }
}
