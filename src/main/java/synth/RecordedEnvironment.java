package synth;

import charts.EnvironmentChart;
import environments.Environment;
import environments.Environment.AppSource;
import environments.apps.App;
import environments.reader.EnvironmentFiles;
import environments.reader.Inputs;
import environments.yaml.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An environment as {@code dist/} should contain it if only release states have changed since it
 * was written: each app is synthesized with the state that its file records.
 */
public final class RecordedEnvironment {
  private final Inputs inputs;
  private final Environment environment;
  private final Dist dist;

  private RecordedEnvironment(Inputs inputs, Environment environment, Dist dist) {
    this.inputs = inputs;
    this.environment = environment;
    this.dist = dist;
  }

  /**
   * @throws RefusedException with every problem in the environment's files
   */
  public static RecordedEnvironment of(Path project, String name) {
    var inputs = EnvironmentFiles.in(project).read(name);
    return new RecordedEnvironment(inputs, inputs.environment(), Dist.in(project));
  }

  public String name() {
    return environment.name().value();
  }

  /** Returns the inputs as they were read. */
  public Inputs inputs() {
    return inputs;
  }

  /** Returns the environment with its current release states. */
  public Environment environment() {
    return environment;
  }

  /**
   * Returns the files that {@code dist/} should contain. An app whose recorded state is no longer
   * possible is synthesized with its current one.
   */
  public SynthesizedEnvironment synthesized() {
    Map<String, String> files = new LinkedHashMap<>();
    new NativeEngine()
        .synthesize(EnvironmentChart.of(environment))
        .files()
        .forEach((file, content) -> files.put(file, recorded(file).orElse(content)));
    return new SynthesizedEnvironment(name(), files);
  }

  /** Returns the differences between {@code dist/} and these files. */
  public Comparison compare(SynthesizedEnvironment synthesized) {
    return dist.compare(List.of(synthesized));
  }

  /** Returns the names of the apps whose release state differs from the one in their file. */
  public List<String> lagging() {
    var lagging = new ArrayList<String>();
    for (var app : environment.apps()) {
      var name = app.name().value();
      if (!recordedState(name).equals(Optional.of(currentState(name)))) {
        lagging.add(name);
      }
    }
    return lagging;
  }

  private Optional<String> recorded(String file) {
    return environment.apps().stream()
        .filter(app -> file.equals(SynthesizedEnvironment.file(app.name().value())))
        .findFirst()
        .flatMap(app -> recordedState(app.name().value()).flatMap(state -> with(app, state, file)));
  }

  /**
   * Returns an app's file with this state; empty if the app can no longer have the state, so that
   * its file is outdated in any case.
   */
  private Optional<String> with(App app, String state, String file) {
    try {
      var alone = inputs.only(app.name(), state).environment();
      return Optional.ofNullable(
          new NativeEngine().synthesize(EnvironmentChart.of(alone)).files().get(file));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private Optional<String> recordedState(String app) {
    return dist.release(name(), app);
  }

  private String currentState(String app) {
    return environment
        .source()
        .map(source -> source.apps().get(app))
        .map(AppSource::release)
        .orElseThrow();
  }
}
