package charts;

import java.util.List;
import java.util.Set;
import review.Field;
import review.ManifestIndex;

/** Finds objects that a construct generated. */
final class MadeObjects {
  private MadeObjects() {}

  static ManifestIndex objects(Construct construct) {
    return new ManifestIndex(construct.manifests(), Set.of());
  }

  static List<String> ids(Construct construct) {
    return construct.manifests().stream().map(Manifest::id).toList();
  }

  /**
   * @throws AssertionError if there is not exactly one
   */
  static Field one(ManifestIndex objects, String kind, String name) {
    var found =
        objects.ofKind(kind).filter(object -> object.manifest().name().equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "Expected one " + kind + " " + name + ", but there are " + found.size() + ".");
    }
    return found.get(0);
  }

  /** Returns the Deployments whose pods a Service selects. */
  static List<String> selected(ManifestIndex objects, String service) {
    var object = one(objects, "Service", service);
    return objects.workloadsWith(object, object.at("spec", "selector").texts()).stream()
        .map(deployment -> deployment.manifest().name())
        .toList();
  }
}
