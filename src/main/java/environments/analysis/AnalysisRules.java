package environments.analysis;

import environments.cluster.Cluster;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.WeightTable;
import environments.workload.Ports;
import java.util.Optional;

/** The rules that an analysis and its app must satisfy together. */
public final class AnalysisRules {
  public static final String NO_STEPS = "Must have at least one weight, such as `[5, 25, 50]`.";

  private AnalysisRules() {}

  public static void check(
      Rules rules, Optional<Analysis> analysis, Ports ports, Optional<SmokeTest> smokeTest) {
    if (analysis.isPresent()) {
      rules.that(
          !analysis.get().metrics().isEmpty(),
          SpecPath.of("analysis", "metrics"),
          () -> "Must have at least one metric, or nothing is analyzed.");
      rules.that(
          analysis.get().metrics().isEmpty()
              || analysis.get().metrics().stream()
                  .anyMatch(metric -> metric.mode() == Metric.Mode.DECIDES),
          SpecPath.of("analysis", "metrics"),
          () ->
              "Must have at least one metric that decides, but all have `dryRun: true`; remove it"
                  + " from one of them.");
      for (var metric : analysis.get().metrics()) {
        metric.checkApp(rules, keyPath(metric), ports, smokeTest);
      }
    }
  }

  /** Checks an app whose traffic moves in shares. */
  public static void checkShares(Rules rules, Optional<Analysis> analysis) {
    rules.that(
        analysis.isEmpty() || !analysis.get().steps().isEmpty(),
        SpecPath.of("analysis", "steps"),
        () -> NO_STEPS);
  }

  /** Checks an app whose traffic moves all at once. */
  public static void checkSwitch(Rules rules, Optional<Analysis> analysis) {
    if (analysis.isPresent()) {
      rules.that(
          analysis.get().steps().isEmpty(),
          SpecPath.of("analysis", "steps"),
          () ->
              "Needs a router: without one, all traffic moves to the preview color at once, so"
                  + " there are no steps; add `router`, or remove the key.");
      for (var metric : analysis.get().metrics()) {
        rules.that(
            !metric.isRelative(),
            keyPath(metric).then("maxRelative"),
            () ->
                "Needs a router: without one, only one color has traffic at a time, and there is"
                    + " nothing to compare with; add `router`, or use `max` instead.");
      }
    }
  }

  /** Checks a canary without a router, whose steps are numbers of pods. */
  public static void checkRatio(Rules rules, Optional<Analysis> analysis, int replicas) {
    if (analysis.isPresent()) {
      for (var step : analysis.get().steps()) {
        rules.that(
            replicas % step.smallestReplicas() == 0,
            SpecPath.of("analysis", "steps"),
            () ->
                "Must be weights that "
                    + replicas
                    + " replicas (`replicas` of the app) make exactly ("
                    + WeightTable.achievable(replicas)
                    + "), got "
                    + step
                    + (analysis.get().steps().equals(Analysis.DEFAULT_STEPS) ? " by default" : "")
                    + "; "
                    + step
                    + " takes a router, or "
                    + step.smallestReplicas()
                    + " replicas or a multiple of them.");
      }
    }
  }

  /** Checks what only the cluster can provide. */
  public static void checkCluster(Rules rules, Optional<Analysis> analysis, Cluster cluster) {
    if (analysis.isPresent()) {
      for (var metric : analysis.get().metrics()) {
        metric.checkCluster(rules, keyPath(metric), analysis.get(), cluster);
      }
    }
  }

  private static SpecPath keyPath(Metric metric) {
    return SpecPath.of("analysis", "metrics", metric.name());
  }
}
