package stacks.cluster;

import charts.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The status that Gateways report for an HTTPRoute.
 *
 * @param generation of the route; conditions of an earlier one do not count
 * @param route its fields except {@code metadata}
 * @see <a href="https://gateway-api.sigs.k8s.io/reference/spec/#routeconditiontype">Conditions
 *     of routes</a>
 */
record RouteStatus(long generation, Map<String, Object> route) {
  private static final List<String> CONDITIONS = List.of("Accepted", "ResolvedRefs");

  /** Returns why a Gateway does not send requests as the route says; empty if all do. */
  Optional<String> problem() {
    return Tree.of(route).at("spec", "parentRefs").items().stream()
        .map(this::problem)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> problem(Tree reference) {
    var gateway = "Gateway " + reference.at("name").text().orElse("");
    var said =
        Tree.of(route).at("status", "parents").items().stream()
            .filter(parent -> isSame(parent.at("parentRef"), reference))
            .toList();
    return said.isEmpty()
        ? Optional.of(gateway + " has not reported a status for it")
        : said.stream()
            .flatMap(parent -> CONDITIONS.stream().map(type -> problem(gateway, parent, type)))
            .flatMap(Optional::stream)
            .findFirst();
  }

  /** Defaults may be written in one and missing in the other. */
  private static boolean isSame(Tree parent, Tree reference) {
    return parent.at("name").equals(reference.at("name"))
        && parent.at("sectionName").equals(reference.at("sectionName"));
  }

  private Optional<String> problem(String gateway, Tree parent, String type) {
    var condition =
        parent.at("conditions").items().stream()
            .filter(each -> each.at("type").text().equals(Optional.of(type)))
            .filter(each -> each.at("observedGeneration").number().orElse(0) >= generation)
            .findFirst();
    if (condition.isEmpty()) {
      return Optional.of(gateway + " has not reported `" + type + "` for its current generation");
    }
    return condition
        .filter(each -> !each.at("status").text().equals(Optional.of("True")))
        .map(each -> gateway + " reports " + words(type, each));
  }

  private static String words(String type, Tree condition) {
    return type
        + "="
        + condition.at("status").text().orElse("")
        + ", "
        + condition.at("reason").text().orElse("")
        + ": "
        + TerminalText.of(condition.at("message").text().orElse(""));
  }
}
