package environments;

import environments.format.Alternatives;
import environments.format.EnvironmentKeys;
import environments.format.Key;
import environments.format.Keys;
import environments.format.Mappings;
import environments.format.ReleaseKeys;
import environments.format.Shape;
import environments.values.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Generates the reference of all keys in Markdown, from the table that the reader uses. */
public final class Reference {
  private static final String BEGINNING =
      """
      # Reference: every key

      Look up the meaning, form and default of a key. [environment-files.md](environment-files.md) explains
      how the files work together and how values are written. *Required* means that the merged files must
      have the key. This page is generated from what the loader knows.

      """;

  private static final String STACK =
      """
      ## Pulumi.\\<environment\\>.yaml

      The file belongs to Pulumi. Sluice reads only the keys that begin with `sluice:`.

      """;

  private Reference() {}

  public static String text() {
    return BEGINNING
        + "## environments/\\*.yaml\n\n"
        + tables(EnvironmentKeys.FILE, "")
        + "\n"
        + STACK
        + tables(ReleaseKeys.CONFIG, "config");
  }

  private static String tables(Shape.Mapping root, String path) {
    var tables = new ArrayList<String>();
    Mappings.of(root, path).forEach((keys, paths) -> tables.add(table(keys, paths)));
    return String.join("\n", tables);
  }

  private static String table(Keys keys, List<String> paths) {
    var table = new StringBuilder();
    table.append("### ").append(heading(paths)).append("\n\n");
    keys.choices().forEach(choice -> table.append(sentence(choice)).append("\n\n"));
    table.append("| key | meaning | value | default |\n|---|---|---|---|\n");
    keys.all().forEach(key -> table.append(row(key)));
    return table.toString();
  }

  private static String heading(List<String> paths) {
    return paths.get(0).isEmpty()
        ? "The file"
        : paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
  }

  private static String sentence(Alternatives choice) {
    var words = new Shape.Words(choice.keys()).words();
    return switch (choice.count()) {
      case ONE -> "One of " + words + " is required, and no other beside it.";
      case AT_MOST_ONE -> "Not both " + words.replace(" or ", " and ") + ".";
      case AT_LEAST_ONE -> "At least one of " + words + " is required.";
    };
  }

  private static String row(Key key) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            key.name(), meaning(key), value(key), key.isRequired() ? "required" : key.fallback());
  }

  /** The strategies that have a key precede its meaning. */
  private static String meaning(Key key) {
    boolean ofAll = key.strategies().size() == Strategy.values().length;
    var words = key.strategies().stream().map(strategy -> "`" + strategy + "`");
    return (ofAll ? "" : words.collect(Collectors.joining(" and ")) + ": ") + key.meaning();
  }

  private static String value(Key key) {
    var words = key.shape().words();
    return key.note().isEmpty() ? words : words + "; " + key.note();
  }
}
