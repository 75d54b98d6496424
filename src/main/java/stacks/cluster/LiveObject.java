package stacks.cluster;

import charts.Tree;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A live object, with the owners of its fields.
 *
 * @param fields all but {@code managedFields}
 */
public record LiveObject(Map<String, Object> fields, List<FieldOwner> owners) {
  public LiveObject {
    owners = List.copyOf(owners);
  }

  /**
   * @param object including its {@code managedFields}
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

  /** Returns the resource version, by which the API server detects changes since it was read. */
  public String version() {
    return Tree.of(fields).at("metadata", "resourceVersion").text().orElse("");
  }

  /** Returns the name of Pulumi's manager that updates it. */
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
