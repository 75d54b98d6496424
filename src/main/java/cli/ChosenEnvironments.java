package cli;

import charts.EnvironmentChart;
import environments.reader.EnvironmentFiles;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The environments named on a command line, or all of them. */
final class ChosenEnvironments {
  private final Path project;
  private final PositionalParamSpec argument =
      Commands.arguments(
          "ENVIRONMENT", "The environments (default: all files in environments/ except base).");

  ChosenEnvironments(Path project) {
    this.project = project;
  }

  PositionalParamSpec argument() {
    return argument;
  }

  /**
   * Reads all environments before anything is done with the first, so that a user sees all
   * problems.
   */
  List<EnvironmentChart> read() {
    var files = EnvironmentFiles.in(project);
    var problems = new ArrayList<Problem>();
    var charts = new ArrayList<EnvironmentChart>();
    for (var name : chosen(files)) {
      try {
        charts.add(EnvironmentChart.of(files.read(name).environment()));
      } catch (RefusedException e) {
        e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return charts;
  }

  /**
   * Without any environment, all of {@code dist/} would be outdated: more likely the folder is
   * wrong.
   */
  private Collection<String> chosen(EnvironmentFiles files) {
    var chosen = new LinkedHashSet<>(names().isEmpty() ? files.names() : names());
    if (chosen.isEmpty()) {
      var nowhere = new SourcePosition("environments", 1, 1);
      throw new RefusedException(
          List.of(
              new Problem(
                  nowhere,
                  "",
                  "Must contain `base.yaml` and a file for each environment, got no environments;"
                      + " create them with `./sluice init`, or change to the folder of the"
                      + " project.")));
    }
    return chosen;
  }

  /**
   * Returns leftovers of environments that no longer exist, if all environments were asked for;
   * they do not affect named ones.
   */
  List<Problem> lost() {
    return names().isEmpty() ? EnvironmentFiles.in(project).lost() : List.of();
  }

  /** Returns the names; none for all environments. */
  List<String> names() {
    String @Nullable [] names = argument.getValue();
    return names == null ? List.of() : List.of(names);
  }
}
