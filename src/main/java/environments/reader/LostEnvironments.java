package environments.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.text.Suggestion;
import environments.yaml.Problem;
import environments.yaml.SourceFile;
import environments.yaml.SourcePosition;
import environments.yaml.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds leftovers of environments whose file is missing or has the wrong name, before somebody
 * deletes the objects of those environments unintentionally.
 */
final class LostEnvironments {
  private LostEnvironments() {}

  /**
   * Returns a problem for a file that looks like an environment but is not read.
   *
   * @param folder the folder of the file
   * @param suffix the suffix of files that are read
   */
  static Optional<Problem> file(String folder, String name, String suffix) {
    var lower = name.toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    if (name.endsWith(suffix) || !(lower.endsWith(".yml") || lower.endsWith(suffix))) {
      return Optional.empty();
    }
    return Optional.of(
        problem(
            new SourcePosition(folder + "/" + name, 1, 1),
            "Only files whose names end in `"
                + suffix
                + "` are read; rename this one to `"
                + name.substring(0, dot)
                + suffix
                + "`."));
  }

  /**
   * Returns a problem if the file of a stack without an environment has keys of Sluice.
   *
   * @param environment the environment of the stack, which does not exist
   * @param own the name of the missing file of the environment
   * @param others the environments without a stack
   */
  static List<Problem> stack(
      SourceFile file, String environment, String own, Collection<String> others) {
    var problems = new ArrayList<Problem>();
    var root = YamlReader.read(file.name(), file.content(), problems);
    if (!problems.isEmpty()) {
      return new String(file.content(), UTF_8).contains(ReleaseFile.OWN_PREFIX)
          ? problems
          : List.of();
    }
    return root.flatMap(ReleaseFile::firstOwnKey).stream()
        .map(position -> problem(position, message(file.name(), environment, own, others)))
        .toList();
  }

  private static String message(
      String file, String environment, String own, Collection<String> others) {
    return "Contains keys of Sluice, but "
        + own
        + " does not exist."
        + Suggestion.question(environment, others)
        + " Restore it. To remove the environment, run `pulumi destroy --stack "
        + environment
        + "` and then `pulumi stack rm "
        + environment
        + "`, which removes "
        + file
        + ".";
  }

  private static Problem problem(SourcePosition position, String message) {
    return new Problem(position, "", message);
  }
}
