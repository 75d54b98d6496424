package documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import environments.format.JsonSchema;
import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Compares the JSON Schemas with the reader. */
class JsonSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonSchemaFactory DRAFT_7 = JsonSchemaFactory.getInstance(VersionFlag.V7);

  /** Replaces a value, to see which of the two refuses it. */
  private static final List<String> OTHERS =
      List.of(
          "{}", "[]", "[1]", "[x]", "{x: y}", "x y!", "x", "12", "-1", "100000", "true", "null");

  /** A file, with an example that contains every key. */
  enum File {
    BASE(JsonSchema.ofBase(), EveryKey.SHAPE),
    ENVIRONMENT(JsonSchema.ofEnvironment(), withoutStrategies()),
    STACK(JsonSchema.ofStack(), EveryKey.RELEASE);

    @SuppressWarnings("ImmutableEnumChecker") // nobody changes a schema that is made
    private final com.networknt.schema.JsonSchema schema;

    private final String example;

    @SuppressWarnings("ImmutableEnumChecker") // made when it is asked for first
    private final List<Change> changes = new ArrayList<>();

    File(Map<String, Object> schema, String example) {
      this.schema = DRAFT_7.getSchema(JSON.<JsonNode>valueToTree(schema));
      this.example = example;
    }

    /**
     * Returns the example with each value in turn replaced by each of the others, and with an
     * unknown key.
     */
    private synchronized List<Change> changes() {
      if (changes.isEmpty()) {
        var tree = tree(example);
        var places = new ArrayList<JsonPointer>();
        collect(tree, JsonPointer.empty(), places);
        for (var place : places) {
          OTHERS.forEach(other -> changes.add(change(tree, place, tree(other))));
          if (tree.at(place).isObject()) {
            changes.add(change(tree, place.appendProperty("Zzz zzz"), tree("1")));
          }
        }
      }
      return changes;
    }

    private Change change(JsonNode tree, JsonPointer place, JsonNode other) {
      var content = replaced(tree, place, other);
      boolean isValid = schema.validate(content).isEmpty();
      return new Change(place, tree.at(place), other, isValid, isLoaded(content));
    }

    private boolean isLoaded(JsonNode content) {
      try {
        inputs(content.toString()).environment();
        return true;
      } catch (RefusedException e) {
        return false;
      }
    }

    private Inputs inputs(String content) {
      return Inputs.of(
              DnsLabel.parse("test"),
              SourceFile.of("base.yaml", this == BASE ? content : EveryKey.SHAPE),
              SourceFile.of("test.yaml", this == ENVIRONMENT ? content : "version: 1\n"),
              SourceFile.of("Pulumi.test.yaml", this == STACK ? content : EveryKey.RELEASE))
          .withManifests(List.of(SourceFile.of("manifests/redis.yaml", EveryKey.MANIFEST)));
    }

    private static String withoutStrategies() {
      return EveryKey.SHAPE.replaceAll("(?m)^ +strategy: .*\n", "");
    }
  }

  @ParameterizedTest
  @EnumSource
  void schemasAreSchemas(File file) {
    var draft7 =
        DRAFT_7.getSchema(
            file.schema.getSchemaNode().get("$schema") == null
                ? ""
                : "{\"$ref\": \"http://json-schema.org/draft-07/schema#\"}");
    assertThat(draft7.validate(file.schema.getSchemaNode())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void anExampleWithEveryKeyIsValidAndLoaded(File file) {
    var example = tree(file.example);
    assertThat(file.schema.validate(example)).isEmpty();
    assertThat(file.isLoaded(example)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "staging", "production"})
  void theProjectsFilesAreValid(String environment) {
    assertThat(File.BASE.schema.validate(file("environments/base.yaml"))).isEmpty();
    assertThat(File.ENVIRONMENT.schema.validate(file("environments/" + environment + ".yaml")))
        .isEmpty();
    assertThat(File.STACK.schema.validate(file("Pulumi." + environment + ".yaml"))).isEmpty();
  }

  /** An editor never marks what Sluice accepts. */
  @ParameterizedTest
  @EnumSource
  void whatASchemaRefusesTheLoaderRefuses(File file) {
    assertThat(file.changes())
        .filteredOn(change -> !change.isValid)
        .hasSizeGreaterThan(50)
        .filteredOn(Change::isLoaded)
        .extracting(Change::words)
        .isEmpty();
  }

  /** A value of another kind, or an unknown key, is refused without the other files. */
  @ParameterizedTest
  @EnumSource
  void aWrongKindOrKeyThatTheLoaderRefusesTheSchemaRefuses(File file) {
    assertThat(file.changes())
        .filteredOn(Change::isOfAnotherKind)
        .filteredOn(change -> !change.isLoaded)
        .hasSizeGreaterThan(50)
        .filteredOn(Change::isValid)
        .extracting(Change::words)
        .isEmpty();
  }

  /**
   * An example with one change.
   *
   * @param before the value before; missing if a key was added
   */
  private record Change(
      JsonPointer place, JsonNode before, JsonNode after, boolean isValid, boolean isLoaded) {
    /** Numbers are quantities, too; and a variable without keys may get one from an environment. */
    private boolean isOfAnotherKind() {
      boolean mayBe =
          (after.isInt() && place.toString().matches(".*/(requests|limits)/[a-z-]+"))
              || (after.isEmpty() && place.toString().contains("/env/"));
      return before.getNodeType() != after.getNodeType() && !after.isNull() && !mayBe;
    }

    private String words() {
      return place + " = " + after;
    }
  }

  private static void collect(JsonNode node, JsonPointer place, List<JsonPointer> places) {
    places.add(place);
    node.properties()
        .forEach(entry -> collect(entry.getValue(), place.appendProperty(entry.getKey()), places));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      collect(node.get(i), place.appendIndex(i), places);
    }
  }

  private static JsonNode replaced(JsonNode example, JsonPointer place, JsonNode other) {
    if (place.matches()) {
      return other;
    }
    var copy = example.deepCopy();
    var parent = copy.at(place.head());
    if (parent instanceof ObjectNode mapping) {
      mapping.set(place.last().getMatchingProperty(), other);
    } else if (parent instanceof ArrayNode list) {
      list.set(place.last().getMatchingIndex(), other);
    }
    return copy;
  }

  private static JsonNode file(String name) {
    try {
      return tree(Files.readString(Path.of(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode tree(String yaml) {
    return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }
}
