import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Compares all fields of the Kubernetes objects in two YAML files, whatever the order of documents
 * and keys, and prints the number of objects. Refuses duplicate keys. If objects differ, prints
 * them and exits with 1.
 */
final class SameObjects {
  private SameObjects() {}

  public static void main(String[] files) throws IOException {
    var one = read(Path.of(files[0]));
    var other = read(Path.of(files[1]));
    var ids = new TreeSet<>(one.keySet());
    ids.addAll(other.keySet());
    ids.removeIf(id -> one.containsKey(id) && one.get(id).equals(other.get(id)));
    if (!ids.isEmpty()) {
      var first = ids.first();
      System.err.printf("%d objects differ: %s%n", ids.size(), ids);
      System.err.printf("%s in %s and in %s:%n", first, files[0], files[1]);
      differences("", one.get(first), other.get(first)).forEach(System.err::println);
      System.exit(1);
    }
    System.out.println(one.size());
  }

  private static Map<String, Map<?, ?>> read(Path file) throws IOException {
    var settings =
        LoadSettings.builder().setAllowDuplicateKeys(false).setCodePointLimit(1 << 28).build();
    var objects = new TreeMap<String, Map<?, ?>>();
    for (var document : new Load(settings).loadAllFromString(Files.readString(file))) {
      var object = (Map<?, ?>) document;
      var id = id(object);
      if (objects.put(id, object) != null) {
        throw new IllegalArgumentException("Duplicate " + id + " in " + file + ".");
      }
    }
    return objects;
  }

  /** Returns a line for each innermost field that differs. */
  private static Stream<String> differences(String path, Object one, Object other) {
    if (one instanceof Map<?, ?> fields && other instanceof Map<?, ?> others) {
      var keys = new LinkedHashSet<Object>(fields.keySet());
      keys.addAll(others.keySet());
      return keys.stream()
          .flatMap(key -> differences(path + "." + key, fields.get(key), others.get(key)));
    }
    return Objects.equals(one, other)
        ? Stream.empty()
        : Stream.of("  " + path + ": " + one + " and " + other);
  }

  private static String id(Map<?, ?> object) {
    var metadata = (Map<?, ?>) object.get("metadata");
    return object.get("kind") + " " + metadata.get("namespace") + "/" + metadata.get("name");
  }
}
