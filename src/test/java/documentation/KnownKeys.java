package documentation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The keys that the reader itself names: each mapping of an example with every key gets an unknown
 * key in turn, and the refusal lists those that are known there. Without such a refusal, the keys
 * are names that users choose.
 */
final class KnownKeys {
  static final String OF_USER = "<>";
  private static final String STRANGER = "zzzzzzzzzz";
  private static final Pattern WORD = Pattern.compile("`([^`]+)`");
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode shape;
  private final JsonNode release;
  private final Map<String, Set<String>> bySection = new TreeMap<>();
  private final Map<String, Place> occurring = new TreeMap<>();

  /** The place of a key in the example. */
  private record Place(ObjectNode mapping, String key) {}

  private KnownKeys(String shape, String release) {
    this.shape = tree(shape);
    this.release = tree(release);
  }

  /** Returns the known keys by the path of their section, such as {@code apps.<>.ports.<>}. */
  static KnownKeys of(String shape, String release) {
    var keys = new KnownKeys(shape, release);
    keys.inputs().environment();
    keys.explore(keys.shape, "");
    keys.explore(keys.release.get("config"), "config");
    return keys;
  }

  Map<String, Set<String>> bySection() {
    return bySection;
  }

  /** Returns the paths of the known keys in the example. */
  Set<String> occurring() {
    return occurring.keySet();
  }

  /** Returns the problems with a key when it has another value. */
  List<String> refusals(String path, JsonNode value) {
    var place = Optional.ofNullable(occurring.get(path)).orElseThrow();
    var before = place.mapping.replace(place.key, value);
    try {
      inputs().environment();
      return List.of();
    } catch (RefusedException e) {
      return e.problems().stream()
          .filter(problem -> problem.keyPath().endsWith(place.key))
          .map(Problem::message)
          .toList();
    } finally {
      place.mapping.set(place.key, before);
    }
  }

  /** Returns a path without the names that users choose. */
  static String kind(String path) {
    return path.replaceAll("<[^>]*>", OF_USER)
        .replaceAll("\\.(probes|resources|colors|tracks)\\.\\w+", ".$1." + OF_USER)
        .replaceAll("\\.scale(Up|Down)", "." + OF_USER);
  }

  static String path(String section, String key) {
    return section.isEmpty() ? key : section + "." + key;
  }

  private void explore(JsonNode node, String path) {
    if (node instanceof ObjectNode mapping) {
      var known = known(mapping, path);
      known.ifPresent(keys -> bySection.computeIfAbsent(path, p -> new TreeSet<>()).addAll(keys));
      for (var entry : List.copyOf(mapping.properties())) {
        var key = known.isEmpty() || isKind(path, entry.getKey()) ? OF_USER : entry.getKey();
        known.ifPresent(
            keys ->
                occurring.putIfAbsent(
                    path(path, entry.getKey()), new Place(mapping, entry.getKey())));
        explore(entry.getValue(), path(path, key));
      }
    } else if (node instanceof ArrayNode items) {
      items.forEach(item -> explore(item, path + "[]"));
    }
  }

  /** Returns whether the key leads to the same as its neighbors. */
  private static boolean isKind(String path, String key) {
    return path.matches(".*\\.(probes|resources|colors|tracks)")
        || key.matches("scaleUp|scaleDown");
  }

  private Optional<List<String>> known(ObjectNode mapping, String path) {
    var stranger = path.equals("config") ? "sluice:" + STRANGER : STRANGER;
    mapping.put(stranger, 1);
    try {
      inputs().environment();
      return Optional.empty();
    } catch (RefusedException e) {
      return e.problems().stream()
          .filter(problem -> problem.keyPath().endsWith(stranger))
          .filter(problem -> problem.message().startsWith("Unknown key. Expected "))
          .map(problem -> WORD.matcher(problem.message()).results().map(KnownKeys::word).toList())
          .findFirst();
    } finally {
      mapping.remove(stranger);
    }
  }

  private static String word(MatchResult match) {
    return match.group(1);
  }

  private Inputs inputs() {
    return Inputs.of(
            DnsLabel.parse("test"),
            SourceFile.of("base.yaml", shape.toString()),
            SourceFile.of("test.yaml", "version: 1\n"),
            SourceFile.of("Pulumi.test.yaml", release.toString()))
        .withManifests(List.of(SourceFile.of("manifests/redis.yaml", EveryKey.MANIFEST)));
  }

  private static JsonNode tree(String yaml) {
    try {
      var loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return JSON.readTree(JSON.writeValueAsString(loaded));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns every path of a section and a known key, for comparison. */
  List<String> paths() {
    var paths = new ArrayList<String>();
    bySection.forEach((section, keys) -> keys.forEach(key -> paths.add(path(section, key))));
    return paths;
  }
}
