package stacks.cluster;

import charts.Tree;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An object as it is in the cluster, with those who have set its fields.
 *
 * @param fields all of it, but for {@code managedFields}
 */
public record LiveObject(Map<String, Object> fields, List<FieldOwner> owners) {
  public LiveObject {
    owners = List.copyOf(owners);
  }

  /**
   * @param object with its {@code managedFields}
   */
  public static LiveObject of(Map<String, Object> object) {
    var metadata = new LinkedHashMap<>(Tree.of(object).at("metadata").mapping());
    var owners =
        Tree.of(metadata).at("managedFields").items().stream()
            .map(entry -> FieldOwner.of(entry.mapping()))
            .toList();
    metadata.remove("managedFields");
    var fields = new LinkedHashMap<>(object);
    fields.put("metadata", metadata);
    return new LiveObject(fields, owners);
  }

  /** The version of the object, by which the API server knows that it is still as it was read. */
  public String version() {
    return Tree.of(fields).at("metadata", "resourceVersion").text().orElse("");
  }

  /** The name of Pulumi's manager that updates it. */
  public String pulumi() {
    return owners.stream()
        .map(FieldOwner::manager)
        .filter(manager -> manager.startsWith(Ownership.PULUMI))
        .max(Comparator.comparing(String::length))
        .orElse(Ownership.PULUMI);
  }

  public List<FieldOwner> foreign() {
    return owners.stream().filter(FieldOwner::isForeign).toList();
  }
}
