package synth;

import charts.EnvironmentChart;

/**
 * Turns an environment into the YAML files that are reviewed. Every engine generates the same
 * bytes.
 */
public interface Engine {
  SynthesizedEnvironment synthesize(EnvironmentChart chart);
}
