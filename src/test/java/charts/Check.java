package charts;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule for the objects of an environment. An object is exempted by its annotation {@code
 * sluice.dev/exempt-<id>}, which holds the reason.
 *
 * @param id in lower-case words, such as {@code pss-host-namespaces}
 */
record Check(String id, Function<Objects, Stream<Finding>> rule) {
  /** What the check objects to, exemptions left out. */
  List<Finding> findings(Objects objects) {
    return rule.apply(objects).filter(finding -> !isExempt(finding.manifest())).distinct().toList();
  }

  private boolean isExempt(Manifest manifest) {
    return !Field.of(manifest).at("metadata", "annotations", Exemptions.key(id)).text().isBlank();
  }
}
