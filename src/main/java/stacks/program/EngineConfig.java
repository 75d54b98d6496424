package stacks.program;

import environments.Environment;
import environments.Environment.AppSource;
import environments.StackSettings;
import environments.reader.Inputs;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The configuration that Pulumi's engine has. What is applied is read from the stack's file, with
 * its positions and rules, so both must agree.
 */
final class EngineConfig {
  private final Function<String, Optional<String>> values;
  private final Optional<SecretValues> secrets;

  /**
   * @param values by key, without the namespace {@code sluice:}; structured ones as JSON
   */
  EngineConfig(Function<String, Optional<String>> values) {
    this.values = values;
    secrets = SecretValues.parse(values.apply("secrets"));
  }

  /** Returns the secrets; call it once the rest is known to match the stack's file. */
  SecretValues secrets() {
    return secrets.orElseThrow();
  }

  /**
   * @throws RefusedException if the engine's configuration differs from the stack's file
   */
  void checkSameAs(Inputs inputs, Environment environment, StackSettings settings) {
    if (secrets.isEmpty() || !isSame(inputs, environment, settings)) {
      var file = "Pulumi." + environment.name() + ".yaml";
      throw new RefusedException(
          List.of(
              new Problem(
                  new SourcePosition(file, 1, 1),
                  "config",
                  "`config` must have the `sluice:` keys that Pulumi was given, got others. Run"
                      + " Pulumi without `--config-file`, and quote versions that look like numbers"
                      + " or dates.")));
    }
  }

  private boolean isSame(Inputs inputs, Environment environment, StackSettings settings) {
    try {
      var given = inputs.withStackFile(stackFile());
      return releases(given.environment()).equals(releases(environment))
          && given.settings().equals(settings);
    } catch (RefusedException e) {
      return false;
    }
  }

  /** JSON is YAML. */
  private String stackFile() {
    return "config:\n"
        + entry("rollouts", Function.identity())
        + entry("requireReviewed", Function.identity())
        + entry("applyUnreviewed", EngineConfig::quoted)
        + entry("undoEdits", EngineConfig::quoted)
        + entry("context", EngineConfig::quoted)
        + entry("cluster", Function.identity())
        + entry("secrets", json -> secrets().concealed())
        + entry("journalKey", key -> SecretValues.CONCEALED)
        + entry("journalPublicKey", EngineConfig::quoted);
  }

  private String entry(String key, Function<String, String> form) {
    return values
        .apply(key)
        .map(form)
        .map(value -> "  sluice:" + key + ": " + value + "\n")
        .orElse("");
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static Map<String, String> releases(Environment environment) {
    return environment.source().orElseThrow().apps().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, app -> release(app.getValue())));
  }

  private static String release(AppSource app) {
    return app.release();
  }
}
