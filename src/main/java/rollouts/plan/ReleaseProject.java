package rollouts.plan;

import charts.EnvironmentChart;
import environments.Environment;
import environments.apps.App;
import environments.apps.ReleaseState;
import environments.reader.EnvironmentFiles;
import environments.reader.Inputs;
import environments.reader.ReleaseText;
import environments.text.Suggestion;
import environments.values.DnsLabel;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import synth.FileChange;
import synth.NativeEngine;
import synth.SynthesizedEnvironment;

/**
 * The files of an environment, as they are and as they would be with another release state of an
 * app.
 */
public final class ReleaseProject {
  private final Inputs inputs;
  private final Environment environment;

  private ReleaseProject(Inputs inputs) {
    this.inputs = inputs;
    environment = inputs.environment();
  }

  /**
   * @throws RefusedException with every problem in the environment's files
   */
  public static ReleaseProject of(Path project, String environment) {
    return new ReleaseProject(EnvironmentFiles.in(project).read(environment));
  }

  public Environment environment() {
    return environment;
  }

  public Inputs inputs() {
    return inputs;
  }

  /**
   * @throws PlanException if there is no such app
   */
  public App app(String name) {
    return environment.apps().stream()
        .filter(app -> app.name().value().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private PlanException unknown(String name) {
    var names = environment.apps().stream().map(app -> app.name().value()).toList();
    return new PlanException(
        environment.name() + " has no app `" + name + "`." + Suggestion.question(name, names));
  }

  /**
   * Returns the changes to the app's file in {@code dist/} between two release states.
   *
   * @throws PlanException if one of them is not possible for the app
   */
  List<FileChange> changes(String app, ReleaseState from, ReleaseState to) {
    var file = Path.of("dist", environment.name().value(), SynthesizedEnvironment.file(app));
    var change = new FileChange(file, content(app, from), content(app, to));
    return change.before().equals(change.after()) ? List.of() : List.of(change);
  }

  /**
   * @throws PlanException if one of the plan's release states is not possible for the app
   */
  public Plan possible(Plan plan) {
    plan.steps().forEach(step -> with(plan.app(), step.release()));
    return plan;
  }

  private Optional<String> content(String app, ReleaseState release) {
    var files = new NativeEngine().synthesize(EnvironmentChart.of(with(app, release))).files();
    return Optional.ofNullable(files.get(SynthesizedEnvironment.file(app)));
  }

  /** Returns the environment with only this app, in another release state. */
  public Environment with(String app, ReleaseState release) {
    try {
      return inputs.only(DnsLabel.parse(app), ReleaseText.of(release)).environment();
    } catch (RefusedException e) {
      throw new PlanException(
          app + " cannot have " + ReleaseText.of(release) + ": " + messages(e.problems()));
    }
  }

  private static String messages(List<Problem> problems) {
    var text = new StringJoiner(" ");
    problems.forEach(problem -> text.add(problem.keyPath() + ": " + problem.message()));
    return text.toString();
  }
}
