package charts;

import static charts.Fields.fields;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of one color or track. Its name carries a hash of its content, so that a change is a new object: pods
 * of the version before keep theirs until they are gone.
 */
final class ConfigMaps {
  private static final int HASH_LENGTH = 10;

  private ConfigMaps() {}

  static Optional<String> name(Instance instance) {
    var config = instance.workload().config();
    return config.isEmpty()
        ? Optional.empty()
        : Optional.of(instance.name() + "-config-" + hash(config));
  }

  static Optional<Manifest> configMap(Instance instance) {
    return name(instance)
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

  /** Of names and contents, in an order of its own: that of the author means nothing. */
  private static String hash(Map<String, String> config) {
    var digest = sha256();
    new TreeMap<>(config)
        .forEach(
            (name, content) -> {
              digest.update(name.getBytes(UTF_8));
              digest.update((byte) 0);
              digest.update(content.getBytes(UTF_8));
              digest.update((byte) 0);
            });
    return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
