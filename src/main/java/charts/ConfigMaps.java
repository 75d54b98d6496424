package charts;

import static charts.Fields.fields;

import environments.text.Sha256;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of one color or track. Its name ends with a hash of its content, so that each
 * change makes a new object. Sluice only generates the new one; the tool that applies it must keep
 * the old one while pods that use it are running.
 */
public final class ConfigMaps {
  private static final int HASH_LENGTH = 10;

  private ConfigMaps() {}

  static Optional<String> name(String instance, Map<String, String> config) {
    return config.isEmpty() ? Optional.empty() : Optional.of(instance + "-config-" + hash(config));
  }

  static Optional<Manifest> configMap(Instance instance) {
    return instance
        .configMap()
        .map(
            name ->
                new Manifest(
                    fields()
                        .set("apiVersion", "v1")
                        .set("kind", "ConfigMap")
                        .set("metadata", Metadata.ofInstance(instance, name))
                        .set("immutable", true)
                        .set("data", instance.workload().config())
                        .map()));
  }

  /** Returns a hash of the names and contents that does not depend on their order. */
  public static String hash(Map<String, String> config) {
    var text = new StringBuilder();
    new TreeMap<>(config)
        .forEach((name, content) -> text.append(name).append('\0').append(content).append('\0'));
    return Sha256.hex(text.toString()).substring(0, HASH_LENGTH);
  }
}
