package charts;

import environments.values.Kinds;
import java.util.Map;

/**
 * One Kubernetes object: an immutable tree of ordered mappings, lists, strings, integers and
 * booleans. What it is given is copied.
 *
 * @param fields all of it, {@code apiVersion} and {@code kind} first, in the order in which it is
 *     written
 */
public record Manifest(Map<String, Object> fields) {
  /**
   * @throws IllegalArgumentException for a null, a fraction, a number beyond 64 bits, what is not
   *     one object, and where {@code apiVersion}, {@code kind} or {@code metadata.name} is missing
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

  /**
   * The namespace, or the empty string for an object of the whole cluster, which has none even
   * where it names one.
   */
  public String namespace() {
    return metadata().get("namespace") instanceof String namespace
            && !Kinds.isOfCluster(apiVersion(), kind())
        ? namespace
        : "";
  }

  /** Returns what is below these keys, such as {@code spec} and {@code replicas}. */
  public Tree at(String... keys) {
    return Tree.of(fields).at(keys);
  }

  /** What people call it, such as {@code Deployment shop/checkout-blue}. */
  public String id() {
    return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
  }

  /**
   * What tells it from every other object of a cluster, such as
   * {@code Deployment.apps shop checkout-blue}: two API groups may have a kind of one name, and the
   * versions of a group show the same objects.
   */
  String key() {
    return kindAndGroup() + " " + (namespace().isEmpty() ? "" : namespace() + " ") + name();
  }

  /** The same without the namespace, which tells objects of some kinds apart. */
  String keyWithoutNamespace() {
    return kindAndGroup() + " " + name();
  }

  /** Whether it is known if objects of this kind are in namespaces. */
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
