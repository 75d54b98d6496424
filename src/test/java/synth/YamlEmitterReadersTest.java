package synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import environments.text.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reader that a user's tools may have reads back what is written. */
class YamlEmitterReadersTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void awkwardStringsAreReadBack(JavaReader reader) {
    for (var text : AwkwardStrings.listed()) {
      assertReadBack(reader, AwkwardStrings.everywhere(text));
    }
  }

  /** No reader may take a plain scalar for anything but a string. */
  @ParameterizedTest
  @EnumSource
  void shortStringsThatLookLikeNumbersAreReadBack(JavaReader reader) {
    var tree = new ArrayList<String>();
    for (var start : List.of("0", "1", "7", "08", "10", "077", "999")) {
      addWithEnds(tree, start, "0189abdeEfghikLmMnoOpPGsTKuxXB_.:+-% ");
    }
    assertReadBack(reader, Map.of("list", tree));
  }

  private static void addWithEnds(List<String> strings, String start, String ends) {
    for (int i = 0; i < ends.length(); i++) {
      strings.add(start + ends.charAt(i));
      for (int j = 0; j < ends.length(); j++) {
        strings.add(start + ends.charAt(i) + ends.charAt(j));
      }
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void generatedTreesAreReadBack(@ForAll("trees") Map<String, Object> tree) {
    for (var reader : JavaReader.values()) {
      assertReadBack(reader, tree);
    }
  }

  @Property(tries = 3000)
  void generatedNumberLikeStringsAreReadBack(@ForAll("numberLike") String text) {
    for (var reader : JavaReader.values()) {
      assertReadBack(reader, Map.of(text, text));
    }
  }

  @Property(tries = 2000)
  void whateverCannotBeSeenIsWrittenAsAnEscapeAndReadBack(@ForAll("anyText") String text) {
    var tree = AwkwardStrings.everywhere(text);
    assertThat(YamlEmitter.document(tree).codePoints())
        .allMatch(c -> c == '\n' || c == '\t' || Visible.isVisible(c));
    for (var reader : JavaReader.values()) {
      assertReadBack(reader, tree);
    }
  }

  /** Generates everything that YAML can contain, and invisible characters more often. */
  @Provide
  Arbitrary<String> anyText() {
    var invisible =
        Arbitraries.of(
            0x9B, 0xA0, 0xAD, 0x34F, 0x115F, 0x180B, 0x200D, 0x202E, 0x2028, 0x3000, 0x3164, 0xE000,
            0xFDD0, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFE, 0x1D173, 0x1FFFF, 0xE0101, 0x10FFFF);
    return Arbitraries.oneOf(
            Arbitraries.of((int) '\n', (int) '\t', (int) ' ', (int) 'a', 0x2764, 0x1F468),
            invisible,
            Arbitraries.integers().between(0, Character.MAX_CODE_POINT))
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .list()
        .ofMaxSize(8)
        .map(list -> list.stream().map(Character::toString).collect(Collectors.joining()));
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    return AwkwardStrings.trees();
  }

  @Provide
  Arbitrary<String> numberLike() {
    return AwkwardStrings.numberLike();
  }

  @Test
  void pythonReadsAwkwardStringsBack() throws Exception {
    var trees = new ArrayList<Map<String, Object>>();
    for (var text : AwkwardStrings.listed()) {
      trees.add(AwkwardStrings.everywhere(text));
    }
    assertPythonReadsBack(trees);
  }

  @Test
  void pythonReadsGeneratedTreesBack() throws Exception {
    assertPythonReadsBack(AwkwardStrings.generated(AwkwardStrings.trees(), 300));
  }

  private static void assertReadBack(JavaReader reader, Map<String, ?> tree) {
    var yaml = YamlEmitter.document(tree);
    assertThat(reader.read(yaml)).as(yaml).isEqualTo(tree);
  }

  /** Uses PyYAML, by itself and with libyaml if it is installed; one process reads all. */
  private void assertPythonReadsBack(List<Map<String, Object>> trees) throws Exception {
    var out = new StringBuilder();
    var emitter = new YamlEmitter(out);
    trees.forEach(emitter::write);
    var file = Files.writeString(folder.resolve("all.yaml"), out);
    for (var loader : List.of("SafeLoader", "CSafeLoader")) {
      var read = python(loader, file);
      assertThat(read).hasSameSizeAs(trees);
      for (int i = 0; i < trees.size(); i++) {
        assertThat(read.get(i))
            .as(loader + ":\n" + YamlEmitter.document(trees.get(i)))
            .isEqualTo(trees.get(i));
      }
    }
  }

  private List<?> python(String loader, Path file) throws Exception {
    var json = folder.resolve(loader + ".json");
    var script =
        """
        import json, sys
        try:
            import yaml
        except ImportError:
            sys.exit("no module yaml")
        loader = getattr(yaml, sys.argv[1], yaml.SafeLoader)
        with open(sys.argv[2], encoding="utf-8", newline="") as file:
            json.dump(list(yaml.load_all(file, loader)), sys.stdout)
        """;
    var errors = folder.resolve("errors").toFile();
    int exit =
        run(
            new ProcessBuilder("python3", "-c", script, loader, file.toString())
                .redirectOutput(json.toFile())
                .redirectError(errors));
    var error = exit == 0 ? "" : Files.readString(errors.toPath());
    assumeTrue(
        !error.contains("no module yaml"), "Skipped: python3 has no PyYAML (pip install pyyaml).");
    assertThat(error).isEmpty();
    return new ObjectMapper().readValue(Files.readString(json, StandardCharsets.UTF_8), List.class);
  }

  private static int run(ProcessBuilder command) throws InterruptedException {
    try {
      return command.start().waitFor();
    } catch (IOException e) {
      abort("Skipped: there is no python3 on the PATH: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  enum JavaReader {
    YAML_1_1 {
      @Override
      Object read(String yaml) {
        var options = new org.yaml.snakeyaml.LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new org.yaml.snakeyaml.Yaml(
                new org.yaml.snakeyaml.constructor.SafeConstructor(options))
            .load(yaml);
      }
    },
    YAML_1_2_JSON_SCHEMA {
      @Override
      Object read(String yaml) {
        return readWith(new org.snakeyaml.engine.v2.schema.JsonSchema(), yaml);
      }
    },
    YAML_1_2_CORE_SCHEMA {
      @Override
      Object read(String yaml) {
        return readWith(new org.snakeyaml.engine.v2.schema.CoreSchema(), yaml);
      }
    };

    abstract Object read(String yaml);

    private static Object readWith(org.snakeyaml.engine.v2.schema.Schema schema, String yaml) {
      // In one piece: up to version 3.0.1, the engine fails if a piece ends within a surrogate
      // pair.
      var settings =
          org.snakeyaml.engine.v2.api.LoadSettings.builder()
              .setSchema(schema)
              .setBufferSize(yaml.length() + 1)
              .build();
      return new org.snakeyaml.engine.v2.api.Load(settings).loadFromString(yaml);
    }
  }
}
