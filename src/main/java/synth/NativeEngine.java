package synth;

import charts.EnvironmentChart;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes the manifest trees as they are; needs only Java. */
public final class NativeEngine implements Engine {
  @Override
  public SynthesizedEnvironment synthesize(EnvironmentChart chart) {
    Map<String, String> files = new LinkedHashMap<>();
    var emitter = new YamlEmitter(new StringBuilder(16 * 1024));
    for (var construct : chart.constructs()) {
      var file = GeneratedFile.of(chart.environment(), construct.name());
      files.put(file.name(), file.content(construct.manifests(), emitter));
    }
    return new SynthesizedEnvironment(chart.environment().name().value(), files);
  }
}
