package synth;

import charts.Cdk8sCharts;
import charts.Construct;
import charts.EnvironmentChart;
import charts.Manifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;

/**
 * Mounts each construct as a chart of a cdk8s app and writes what cdk8s returns; needs Node.js. If
 * cdk8s changes or drops an object, nothing of that environment is written.
 */
public final class Cdk8sEngine implements Engine {
  @Override
  public SynthesizedEnvironment synthesize(EnvironmentChart chart) {
    return Cdk8sCharts.call(() -> synthesize(new App(), chart));
  }

  private static SynthesizedEnvironment synthesize(App app, EnvironmentChart environment) {
    Map<String, String> files = new LinkedHashMap<>();
    var emitter = new YamlEmitter(new StringBuilder(16 * 1024));
    for (var mounted : mount(app, environment)) {
      var construct = mounted.construct();
      var file = GeneratedFile.of(environment.environment(), construct.name());
      files.put(
          file.name(),
          file.content(unchanged(construct, Cdk8sCharts.manifests(mounted.chart())), emitter));
    }
    return new SynthesizedEnvironment(environment.environment().name().value(), files);
  }

  /** Mounts all constructs in order before any chart is asked for its objects. */
  static List<Mounted> mount(App app, EnvironmentChart environment) {
    return environment.constructs().stream().map(construct -> mount(app, construct)).toList();
  }

  private static Mounted mount(App app, Construct construct) {
    var chart = new Chart(app, construct.name());
    Cdk8sCharts.mount(chart, construct);
    return new Mounted(construct, chart);
  }

  /**
   * Returns the manifests with the construct's own order of keys: JavaScript moves numeric keys,
   * such as a file {@code 10} of a ConfigMap, to the front.
   */
  static List<Manifest> unchanged(Construct construct, List<Manifest> returned) {
    var mounted = construct.manifests();
    if (returned.size() != mounted.size()) {
      throw new IllegalStateException(
          "cdk8s must return the "
              + mounted.size()
              + " objects of `"
              + construct.name()
              + "`, got "
              + returned.size()
              + ".");
    }
    for (int i = 0; i < mounted.size(); i++) {
      if (!mounted.get(i).equals(returned.get(i))) {
        throw new IllegalStateException(
            "cdk8s changed " + mounted.get(i).id() + " into " + returned.get(i).fields() + ".");
      }
    }
    return mounted;
  }

  /** A construct and the chart that holds its objects. */
  record Mounted(Construct construct, Chart chart) {}
}
