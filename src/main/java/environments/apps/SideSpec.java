package environments.apps;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.workload.Autoscaling;
import environments.workload.Scaling;
import environments.workload.ScalingBehavior.SelectPolicy;
import environments.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The pods of one color or track, and their number. */
public record SideSpec(Workload workload, Scaling scaling) {
  private static final Duration LEAST_WINDOW = Duration.ofMinutes(1);

  public SideSpec {
    Rules.check()
        .value(
            workload.maxUnavailable() < scaling.fewest(),
            "maxUnavailable",
            () ->
                Fault.of(
                    "Must be below the fewest replicas ("
                        + scaling.fewest()
                        + "), or a drained node could take them all",
                    workload.maxUnavailable()))
        .enforce();
  }

  /**
   * Both sides share Services, routes, a Role and the history of an image, so these values must be
   * equal. After traffic moves between them, it takes metrics about half a minute to reach an
   * autoscaler, which must keep the pods until then.
   */
  static void checkBoth(Rules rules, String kind, SideSpec one, SideSpec other) {
    var differences = differences(one.workload, other.workload);
    rules.that(
        differences.isEmpty(),
        kind,
        () ->
            "Both "
                + kind
                + " must have the same namespace, image, ports, permissions, labels and"
                + " annotations, but differ in "
                + String.join(", ", differences)
                + ".");
    var hasty = Stream.of(one, other).flatMap(side -> side.hastyWindow().stream()).findFirst();
    rules.value(
        hasty.isEmpty(),
        one.scaling.equals(other.scaling)
            ? SpecPath.of("autoscaling", "scaleDown", "stabilizationWindow")
            : SpecPath.of(kind),
        () ->
            Fault.of(
                    "`scaleDown.stabilizationWindow` must be at least 1m",
                    Durations.text(hasty.orElseThrow()))
                .withFix(
                    ": a side that just received traffic would lose pods before its metrics show"
                        + " the traffic; raise it, or remove the key."));
  }

  private Optional<Duration> hastyWindow() {
    return scaling instanceof Autoscaling autoscaling
            && autoscaling.scaleDown().selectPolicy() != SelectPolicy.DISABLED
        ? Optional.of(autoscaling.scaleDown().stabilizationWindow())
            .filter(window -> window.compareTo(LEAST_WINDOW) < 0)
        : Optional.empty();
  }

  private static List<String> differences(Workload one, Workload other) {
    if (one == other) {
      return List.of();
    }
    var differences = new ArrayList<String>();
    compare(differences, "namespace", one.namespace(), other.namespace());
    compare(differences, "image", one.image(), other.image());
    compare(differences, "ports", one.ports(), other.ports());
    compare(differences, "permissions", one.permissions(), other.permissions());
    compare(differences, "labels", one.metadata().labels(), other.metadata().labels());
    compare(
        differences, "annotations", one.metadata().annotations(), other.metadata().annotations());
    return differences;
  }

  private static void compare(List<String> differences, String name, Object one, Object other) {
    if (!one.equals(other)) {
      differences.add(name);
    }
  }
}
