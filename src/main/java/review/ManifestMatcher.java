package review;

import charts.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Matches manifests of the same object before and after a change, even if it was renamed. */
final class ManifestMatcher {
  private ManifestMatcher() {}

  /**
   * Returns a partner for each manifest: the one with the same name or, without one, the next
   * unmatched one of its kind.
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
