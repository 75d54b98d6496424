package review;

import charts.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Finds the manifests that are the same object before and after a change, renamed or not. */
final class ManifestMatcher {
  private ManifestMatcher() {}

  /**
   * For each manifest its partner: of the same name if there is one, or else the next of its kind
   * that nobody has.
   */
  static List<Optional<Manifest>> of(List<Manifest> before, List<Manifest> after) {
    var free = new ArrayList<>(after);
    var partners = new ArrayList<Optional<Manifest>>();
    before.forEach(manifest -> partners.add(take(free, manifest, ManifestMatcher::sameName)));
    for (int i = 0; i < before.size(); i++) {
      if (partners.get(i).isEmpty()) {
        partners.set(i, take(free, before.get(i), (a, b) -> a.kind().equals(b.kind())));
      }
    }
    return partners;
  }

  private static boolean sameName(Manifest a, Manifest b) {
    return a.kind().equals(b.kind()) && a.name().equals(b.name());
  }

  private static Optional<Manifest> take(
      List<Manifest> free, Manifest wanted, BiPredicate<Manifest, Manifest> matches) {
    var found = free.stream().filter(candidate -> matches.test(wanted, candidate)).findFirst();
    found.ifPresent(free::remove);
    return found;
  }
}
