package rollouts;

import java.time.Duration;
import java.util.List;

/**
 * What a verb does with an app, before anything is touched.
 *
 * @param verb as the user gave it, such as {@code deploy 1.1.0}
 * @param before the release state that a roll back returns to
 */
public record Plan(String environment, String app, String verb, Release before, List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  public boolean movesTraffic() {
    return steps.stream().anyMatch(Step::isTraffic);
  }

  /** How long it takes at most, when no measurement has to be repeated. */
  public Duration budget(Budgets budgets) {
    return steps.stream().map(budgets::of).reduce(Duration.ZERO, Duration::plus);
  }
}
