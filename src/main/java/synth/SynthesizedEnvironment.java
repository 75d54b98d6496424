package synth;

import charts.EnvironmentChart;
import environments.reader.EnvironmentFiles;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The YAML of an environment.
 *
 * @param name the name of the environment
 * @param files the contents of files by their names within the environment's folder
 */
public record SynthesizedEnvironment(String name, Map<String, String> files) {
  public SynthesizedEnvironment {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /** Returns the name of an app's file within the folder of its environment. */
  public static String file(String app) {
    return app + GeneratedFile.SUFFIX;
  }

  /** Returns the environment of this name in the project in the working directory. */
  public static SynthesizedEnvironment of(String name) {
    return of(Path.of(""), name);
  }

  /**
   * @throws environments.yaml.RefusedException with every problem in the environment's files
   */
  public static SynthesizedEnvironment of(Path project, String name) {
    var environment = EnvironmentFiles.in(project).read(name).environment();
    return new NativeEngine().synthesize(EnvironmentChart.of(environment));
  }
}
