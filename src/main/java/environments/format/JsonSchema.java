package environments.format;

import environments.values.Strategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Generates JSON Schemas for the files from the table that the reader uses. They accept everything
 * that the reader accepts; only the reader checks more, such as rules that span files.
 *
 * @see <a href="https://json-schema.org/draft-07">JSON Schema, draft 7, which editors read</a>
 */
public final class JsonSchema {
  private final SchemaLayer layer;
  private final Map<Keys, String> names = new LinkedHashMap<>();
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  /** The file that a schema describes; each requires other keys. */
  private enum SchemaLayer {
    /** Requires only the strategy of each app. */
    BASE,
    /** Requires no keys of apps, and removes keys of the base with {@code null}. */
    ENVIRONMENT,
    /** Overrides no other file. */
    STACK
  }

  private JsonSchema(SchemaLayer layer) {
    this.layer = layer;
  }

  /** Returns the schema of {@code environments/base.yaml}. */
  public static Map<String, Object> ofBase() {
    return new JsonSchema(SchemaLayer.BASE).ofFile("environments/base.yaml: the apps");
  }

  /** Returns the schema of {@code environments/<environment>.yaml}. */
  public static Map<String, Object> ofEnvironment() {
    return new JsonSchema(SchemaLayer.ENVIRONMENT)
        .ofFile("environments/<environment>.yaml: the differences of an environment");
  }

  /**
   * Returns the schema of {@code Pulumi.<environment>.yaml}, which allows the keys of other
   * programs.
   */
  public static Map<String, Object> ofStack() {
    var schema = new JsonSchema(SchemaLayer.STACK);
    return schema.root(
        "Pulumi.<environment>.yaml: the release state of the apps", schema.stackFile());
  }

  private Map<String, Object> ofFile(String title) {
    Mappings.of(EnvironmentKeys.FILE, "").forEach((keys, paths) -> names.put(keys, paths.get(0)));
    var file = mapping(EnvironmentKeys.FILE.keys(), false);
    file.put("required", List.of("version"));
    return root(title, file);
  }

  private Map<String, Object> root(String title, Map<String, Object> file) {
    var root = new LinkedHashMap<String, Object>();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", title);
    root.putAll(file);
    if (!definitions.isEmpty()) {
      root.put("definitions", definitions);
    }
    return root;
  }

  private Map<String, Object> stackFile() {
    var config = mapping(ReleaseKeys.CONFIG.keys(), true);
    config.remove("additionalProperties");
    var others =
        ReleaseKeys.CONFIG.keys().names().stream()
            .map(name -> name.substring(name.indexOf(':') + 1) + "$")
            .collect(Collectors.joining("|"));
    config.put("patternProperties", Map.of("^sluice:(?!" + others + ")", false));
    return object("type", "object", "properties", object("config", config));
  }

  /**
   * @param isWhole whether nothing overrides the mapping, so that it must have its required keys
   */
  private Map<String, Object> mapping(Keys keys, boolean isWhole) {
    var schema = object("type", "object", "additionalProperties", false);
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    var rules = new ArrayList<Object>();
    for (var key : keys.all()) {
      properties.put(key.name(), property(key, isWhole));
      if (key.isRequired() && isWhole) {
        required.add(key.name());
      }
    }
    keys.choices().forEach(choice -> addRules(rules, choice, isWhole));
    schema.put("properties", properties);
    putUnlessEmpty(schema, "required", required);
    putUnlessEmpty(schema, "allOf", rules);
    return schema;
  }

  private static void putUnlessEmpty(Map<String, Object> schema, String key, List<?> list) {
    if (!list.isEmpty()) {
      schema.put(key, list);
    }
  }

  private static void addRules(List<Object> rules, Alternatives choice, boolean isWhole) {
    if (choice.needsOne() && isWhole) {
      rules.add(
          object("anyOf", choice.keys().stream().map(key -> required(List.of(key))).toList()));
    }
    for (int i = 0; choice.isExclusive() && i < choice.keys().size(); i++) {
      for (var other : choice.keys().subList(i + 1, choice.keys().size())) {
        rules.add(object("not", bothGiven(choice.keys().get(i), other)));
      }
    }
  }

  /** An alternative that is {@code null} does not count: it only removes the one of the base. */
  private static Map<String, Object> bothGiven(String key, String other) {
    var notNull = object("not", object("type", "null"));
    var both = required(List.of(key, other));
    both.put("properties", object(key, notNull, other, notNull));
    return both;
  }

  private static Map<String, Object> required(List<String> keys) {
    return object("required", keys);
  }

  private Map<String, Object> property(Key key, boolean isWhole) {
    var property = object("description", description(key));
    if (layer == SchemaLayer.ENVIRONMENT && key.equals(AppKeys.APP.keys().key("strategy"))) {
      property.put("not", Map.of());
    } else if (isNullable(isWhole) && !key.name().equals("version")) {
      property.put("anyOf", List.of(value(key.shape(), isWhole), object("type", "null")));
    } else if (key.shape() instanceof Shape.Mapping) {
      // Validators ignore siblings of a `$ref`.
      property.put("allOf", List.of(value(key.shape(), isWhole)));
    } else {
      property.putAll(value(key.shape(), isWhole));
    }
    return property;
  }

  private boolean isNullable(boolean isWhole) {
    return layer == SchemaLayer.ENVIRONMENT && !isWhole;
  }

  private static String description(Key key) {
    var note = key.note().isEmpty() ? "" : "; " + key.note();
    var fallback =
        key.isRequired()
            ? " Required."
            : key.fallback().isEmpty() ? "" : " Default: " + key.fallback() + ".";
    var meaning = key.meaning();
    return Character.toUpperCase(meaning.charAt(0))
        + meaning.substring(1)
        + " ("
        + key.shape().words()
        + note
        + ")."
        + fallback;
  }

  private Map<String, Object> value(Shape shape, boolean isWhole) {
    if (shape instanceof Shape.Mapping mapping) {
      return reference(mapping.keys(), isWhole);
    }
    if (shape instanceof Shape.TextOr either) {
      return object(
          "anyOf", List.of(value(either.text(), isWhole), value(either.mapping(), isWhole)));
    }
    if (shape instanceof Shape.Items list) {
      var items = object("type", "array", "items", value(list.item(), true));
      if (list.least() > 0) {
        items.put("minItems", list.least());
      }
      return items;
    }
    if (shape instanceof Shape.Named named) {
      return named(named, isWhole);
    }
    return single(shape);
  }

  private Map<String, Object> named(Shape.Named named, boolean isWhole) {
    var schema = object("type", "object");
    if (!named.name().pattern().isEmpty()) {
      schema.put("propertyNames", object("pattern", whole(named.name().pattern())));
    }
    var value = named.value().equals(AppKeys.APP) ? app() : namedValue(named.value(), isWhole);
    schema.put(
        "additionalProperties",
        isNullable(isWhole) ? object("anyOf", List.of(value, object("type", "null"))) : value);
    return schema;
  }

  private Map<String, Object> namedValue(Shape value, boolean isWhole) {
    return value.equals(ReleaseKeys.RELEASE) ? release() : value(value, isWhole);
  }

  /** Only the base names the strategy. */
  private Map<String, Object> app() {
    if (layer == SchemaLayer.ENVIRONMENT) {
      return reference(AppKeys.APP.keys(), false);
    }
    var schema = object("type", "object", "required", List.of("strategy"));
    schema.put(
        "properties", object("strategy", property(AppKeys.APP.keys().key("strategy"), false)));
    var cases = new ArrayList<Object>();
    for (var strategy : Strategy.values()) {
      var isIt = object("const", strategy.toString());
      Mappings.of(new Shape.Mapping(AppKeys.of(strategy)), strategy.toString())
          .forEach((keys, paths) -> names.putIfAbsent(keys, paths.get(0)));
      cases.add(
          object(
              "if",
              object("required", List.of("strategy"), "properties", object("strategy", isIt)),
              "then",
              reference(AppKeys.of(strategy), false)));
    }
    schema.put("allOf", cases);
    return schema;
  }

  /**
   * Tells the strategies apart by their keys, since the stack's file does not name the strategy.
   */
  private Map<String, Object> release() {
    return object(
        "if",
        required(List.of("version")),
        "then",
        mapping(ReleaseKeys.of(Strategy.AUTOSCALED), true),
        "else",
        object(
            "if",
            required(List.of("active")),
            "then",
            mapping(ReleaseKeys.of(Strategy.BLUE_GREEN), true),
            "else",
            mapping(ReleaseKeys.of(Strategy.CANARY), true)));
  }

  /** Defines a mapping that occurs in several places once. */
  private Map<String, Object> reference(Keys keys, boolean isWhole) {
    var path = names.get(keys);
    if (path == null) {
      return mapping(keys, isWhole);
    }
    var name = path.replace("<", "").replace(">", "").replace("[]", "");
    if (!definitions.containsKey(name)) {
      definitions.put(name, Map.of());
      definitions.put(name, mapping(keys, isWhole));
    }
    return object("$ref", "#/definitions/" + name);
  }

  private static Map<String, Object> single(Shape shape) {
    if (shape instanceof Shape.Text text) {
      var schema = object("type", "string");
      if (!text.pattern().isEmpty()) {
        schema.put("pattern", whole(text.pattern()));
      }
      return schema;
    }
    if (shape instanceof Shape.Tag tag) {
      return numberOr(tag.pattern());
    }
    if (shape instanceof Shape.Words words) {
      return object("enum", words.all());
    }
    if (shape instanceof Shape.Whole number) {
      return object("type", "integer", "minimum", number.least(), "maximum", number.most());
    }
    if (shape instanceof Shape.Amount) {
      return numberOr("[0-9]+(?:\\.[0-9]{1,3})?(?:m|[kMGTP]|[KMGTP]i)?");
    }
    if (shape instanceof Shape.Flag) {
      return object("enum", List.of(true, false, "true", "false"));
    }
    throw new IllegalStateException("No schema for " + shape);
  }

  /** Returns the schema of a whole number, or text that matches the pattern. */
  private static Map<String, Object> numberOr(String pattern) {
    return object(
        "anyOf",
        List.of(
            object("type", "integer", "minimum", 0),
            object("type", "string", "pattern", whole(pattern))));
  }

  private static String whole(String pattern) {
    return "^(?:" + pattern + ")$";
  }

  private static Map<String, Object> object(Object... keysAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return object;
  }
}
