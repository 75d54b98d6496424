package stacks.program;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pulumi.core.Output;
import environments.StackSecret;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The secrets that Pulumi's engine has decrypted. Values leave this class only as secret outputs,
 * and never in the text of an error.
 */
final class SecretValues {
  private static final JsonMapper JSON = new JsonMapper();

  /** As long as the shortest encrypted value. */
  static final String CONCEALED = "{secure: 'x---------------'}";

  private final JsonNode values;

  private SecretValues(JsonNode values) {
    this.values = values;
  }

  /**
   * @param json values by namespace, Secret and key; empty if there are none
   * @return empty if it is not JSON
   */
  static Optional<SecretValues> parse(Optional<String> json) {
    try {
      return Optional.of(new SecretValues(JSON.readTree(json.orElse("{}"))));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns the data of a Secret, all of whose keys are known. */
  Output<Map<String, String>> data(StackSecret secret) {
    return Output.ofSecret(encoded(secret));
  }

  /** Returns the same data for comparisons only: it must not be shown. */
  Map<String, String> encoded(StackSecret secret) {
    var found = values.path(secret.namespace().value()).path(secret.name().value());
    var data = new LinkedHashMap<String, String>();
    secret.keys().forEach(key -> data.put(key, encoded(found.required(key).asText())));
    return data;
  }

  private static String encoded(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
  }

  /** Returns them as in the stack's file, with the same placeholder for each value. */
  String concealed() {
    return mapping(values, names -> mapping(names, data -> mapping(data, SecretValues::concealed)));
  }

  private static String concealed(JsonNode value) {
    return value.isValueNode() ? CONCEALED : "null";
  }

  private static String mapping(JsonNode entries, Function<JsonNode, String> form) {
    return entries.isObject()
        ? entries.properties().stream()
            .map(entry -> EngineConfig.quoted(entry.getKey()) + ": " + form.apply(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"))
        : "null";
  }
}
