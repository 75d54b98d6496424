package cli;

import environments.yaml.SourcePosition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import review.Finding;
import review.Lint;

/** A finding with the environments that have it: a problem in the base is shown once. */
record EnvironmentFinding(Finding finding, List<String> environments) {
  /**
   * @param lints by the names of their environments
   */
  static List<EnvironmentFinding> of(LinkedHashMap<String, Lint> lints, LocalDate today) {
    var all = new LinkedHashMap<Finding, List<String>>();
    lints.forEach(
        (environment, lint) ->
            lint.findings(today)
                .forEach(
                    finding ->
                        all.computeIfAbsent(finding, f -> new ArrayList<>()).add(environment)));
    return all.entrySet().stream()
        .map(found -> new EnvironmentFinding(found.getKey(), found.getValue()))
        .toList();
  }

  /** Every environment of a project is read from files. */
  SourcePosition position() {
    return finding.position().orElseThrow();
  }

  /** Returns it on one line. */
  String inWords() {
    var object = finding.object().isEmpty() ? "" : finding.object() + " ";
    return object
        + finding.path()
        + ": "
        + finding.message()
        + " In "
        + String.join(", ", environments)
        + ".";
  }
}
