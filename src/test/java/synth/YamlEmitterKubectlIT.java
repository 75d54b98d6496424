package synth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import e2e.SharesCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * kubectl and the cluster that {@code KUBECONFIG} names read back what is written; nothing is
 * stored there.
 */
@SharesCluster
class YamlEmitterKubectlIT {
  /** An object of the cluster may have 1 MiB, its annotations 256 KiB. */
  private static final int STRINGS_AN_OBJECT = 40;

  @TempDir private Path folder;

  @Test
  void kubectlReadsAwkwardStringsBack() throws Exception {
    assertReadBack("annotate", "--local", "--overwrite", "sluice.dev/added=1", "-o", "json", "-f");
  }

  @Test
  void clusterReadsAwkwardStringsBack() throws Exception {
    assertReadBack("create", "--dry-run=server", "-o", "json", "-f");
  }

  private void assertReadBack(String... arguments) throws Exception {
    var strings = new ArrayList<>(AwkwardStrings.listed());
    strings.addAll(AwkwardStrings.generated(AwkwardStrings.strings(), 1000));
    var configMaps = configMaps(strings);
    var out = new StringBuilder();
    var emitter = new YamlEmitter(out);
    configMaps.forEach(emitter::write);
    var file = Files.writeString(folder.resolve("all.yaml"), out);
    var read = kubectl(file, arguments);
    assertThat(read).hasSameSizeAs(configMaps);
    for (int i = 0; i < read.size(); i++) {
      assertThat(strings(read.get(i).path("data"))).isEqualTo(configMaps.get(i).get("data"));
      assertThat(strings(read.get(i).at("/metadata/annotations")))
          .containsAllEntriesOf(annotations(configMaps.get(i)));
    }
  }

  private List<JsonNode> kubectl(Path file, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("kubectl"));
    command.addAll(List.of(arguments));
    command.add(file.toString());
    var json = folder.resolve("read.json").toFile();
    var errors = folder.resolve("errors").toFile();
    int exit =
        new ProcessBuilder(command).redirectOutput(json).redirectError(errors).start().waitFor();
    assertThat(exit).as(() -> command + ": " + text(errors.toPath())).isZero();
    try (var nodes = new ObjectMapper().readerFor(JsonNode.class).<JsonNode>readValues(json)) {
      return flat(nodes.readAll());
    }
  }

  /** kubectl prints objects one after the other, or in a List. */
  private static List<JsonNode> flat(List<JsonNode> nodes) {
    var flat = new ArrayList<JsonNode>();
    for (var node : nodes) {
      if (node.has("items")) {
        node.get("items").forEach(flat::add);
      } else {
        flat.add(node);
      }
    }
    return flat;
  }

  private static List<Map<String, Object>> configMaps(List<String> strings) {
    var configMaps = new ArrayList<Map<String, Object>>();
    for (int start = 0; start < strings.size(); start += STRINGS_AN_OBJECT) {
      int end = Math.min(start + STRINGS_AN_OBJECT, strings.size());
      configMaps.add(configMap("awkward-" + start, strings.subList(start, end)));
    }
    return configMaps;
  }

  private static Map<String, Object> configMap(String name, List<String> strings) {
    var data = new LinkedHashMap<String, Object>();
    var annotations = new LinkedHashMap<String, Object>();
    for (int i = 0; i < strings.size(); i++) {
      data.put("key-" + i, strings.get(i));
      annotations.put("sluice.dev/key-" + i, strings.get(i));
    }
    var tree = new LinkedHashMap<String, Object>();
    tree.put("apiVersion", "v1");
    tree.put("kind", "ConfigMap");
    tree.put("metadata", Map.of("name", name, "namespace", "default", "annotations", annotations));
    tree.put("data", data);
    return tree;
  }

  private static Map<?, ?> annotations(Map<String, Object> configMap) {
    return (Map<?, ?>) ((Map<?, ?>) configMap.get("metadata")).get("annotations");
  }

  private static Map<Object, Object> strings(JsonNode object) {
    var strings = new LinkedHashMap<Object, Object>();
    object.properties().forEach(field -> strings.put(field.getKey(), field.getValue().textValue()));
    return strings;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
