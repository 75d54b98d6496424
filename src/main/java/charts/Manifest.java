package charts;

import environments.values.Kinds;
import java.util.Map;

/**
 * One Kubernetes object: an immutable tree of ordered mappings, lists, strings, integers and
 * booleans. The constructor copies its argument.
 *
 * @param fields all fields, {@code apiVersion} and {@code kind} first, in the order in which
 *     they are written
 */
public record Manifest(Map<String, Object> fields) {
  /**
   * @throws IllegalArgumentException for a null, a fraction, a number beyond 64 bits, anything
   *     but one object, and if {@code apiVersion}, {@code kind} or {@code metadata.name} is missing
   */
  public Manifest {
    fields = fields instanceof FrozenMap ? fields : ForeignManifests.fields(fields, "Manifest");
  }

  public String apiVersion() {
    return (String) at(fields, "apiVersion");
  }

  public String kind() {
    return (String) at(fields, "kind");
  }

  public String name() {
    return (String) at(metadata(), "name");
  }

  /** Returns the namespace; an empty string for a cluster-scoped object, even if one is given. */
  public String namespace() {
    return metadata().get("namespace") instanceof String namespace
            && !Kinds.isOfCluster(apiVersion(), kind())
        ? namespace
        : "";
  }

  /** Returns the value at these keys, such as {@code spec} and {@code replicas}. */
  public Tree at(String... keys) {
    return Tree.of(fields).at(keys);
  }

  /** Returns the object's name for people, such as {@code Deployment shop/checkout-blue}. */
  public String id() {
    return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
  }

  /**
   * Returns the object's identity in a cluster, such as {@code Deployment.apps shop checkout-blue}:
   * two API groups may have a kind of the same name, and all versions of a group serve the same
   * objects.
   */
  String key() {
    return kindAndGroup() + " " + (namespace().isEmpty() ? "" : namespace() + " ") + name();
  }

  /** Returns the key without the namespace, which identifies cluster-scoped objects. */
  String keyWithoutNamespace() {
    return kindAndGroup() + " " + name();
  }

  /** Returns whether Sluice knows if objects of this kind are namespaced. */
  boolean isOfKnownScope() {
    return Kinds.isKnown(apiVersion(), kind());
  }

  private String kindAndGroup() {
    int slash = apiVersion().indexOf('/');
    return kind() + (slash < 0 ? "" : "." + apiVersion().substring(0, slash));
  }

  @SuppressWarnings("unchecked") // a manifest's mappings have string keys by construction
  private Map<String, Object> metadata() {
    return (Map<String, Object>) at(fields, "metadata");
  }

  private static Object at(Map<String, Object> mapping, String key) {
    var value = mapping.get(key);
    if (value == null) {
      throw new IllegalArgumentException("A manifest needs the field `" + key + "`.");
    }
    return value;
  }
}
