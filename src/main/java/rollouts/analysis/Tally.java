package rollouts.analysis;

import environments.analysis.Analysis.Limits;
import java.util.Optional;

/**
 * How often a metric has not passed.
 *
 * @param errors how many errors occurred in a row
 */
record Tally(int failures, int inconclusive, int errors) {
  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(Verdict verdict) {
    return switch (verdict) {
      case PASS -> new Tally(failures, inconclusive, 0);
      case FAIL -> new Tally(failures + 1, inconclusive, 0);
      case INCONCLUSIVE -> new Tally(failures, inconclusive + 1, 0);
      case ERROR -> new Tally(failures, inconclusive, errors + 1);
    };
  }

  /** Returns the exceeded limit that leads to a rollback, if there is one. */
  Optional<String> excess(Limits limits) {
    return excess("failed", failures, "failureLimit", limits.failure())
        .or(
            () ->
                excess(
                    "was inconclusive", inconclusive, "inconclusiveLimit", limits.inconclusive()))
        .or(() -> errorExcess(limits, Limits.OnError.ROLL_BACK));
  }

  /** Returns the exceeded limit after which a person has to decide, if there is one. */
  Optional<String> undecided(Limits limits) {
    return errorExcess(limits, Limits.OnError.HOLD);
  }

  private Optional<String> errorExcess(Limits limits, Limits.OnError consequence) {
    return limits.onError() == consequence
        ? excess("could not be measured", errors, "errorLimit", limits.error())
        : Optional.empty();
  }

  private static Optional<String> excess(String what, int count, String key, int limit) {
    return count > limit
        ? Optional.of(
            what + " " + (count == 1 ? "once" : count + " times") + ", `" + key + "` is " + limit)
        : Optional.empty();
  }
}
