package stacks.edits;

import charts.Manifest;
import charts.RouteKind;
import charts.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stacks.cluster.FieldPath;
import stacks.plan.Layout;
import stacks.plan.TransitionPlan.Means;

/** Decides which fields of an app's objects belong to its release state. */
final class ReleaseFields {
  private static final FieldPath SELECTOR = FieldPath.of("spec", "selector");
  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
  private static final FieldPath CONTAINERS =
      FieldPath.of("spec", "template", "spec", "containers");

  private ReleaseFields() {}

  /**
   * @param layout of the object's app; empty if it belongs to none
   */
  static Edit.Kind kind(
      Optional<Layout> layout,
      Manifest manifest,
      FieldPath path,
      Object live,
      Optional<Object> wanted) {
    return layout.map(app -> kind(app, manifest, path, live, wanted)).orElse(Edit.Kind.OTHER);
  }

  private static Edit.Kind kind(
      Layout app, Manifest manifest, FieldPath path, Object live, Optional<Object> wanted) {
    return switch (manifest.kind()) {
      case "Service" -> ofService(app, manifest, path);
      case "Deployment" -> ofDeployment(app, manifest, path, live, wanted);
      default ->
          RouteKind.of(manifest.kind())
              .map(route -> ofRoute(route, path, live, wanted))
              .orElse(Edit.Kind.OTHER);
    };
  }

  /** The selector of a side's own Service never changes: no release state has another one. */
  private static Edit.Kind ofService(Layout app, Manifest manifest, FieldPath path) {
    if (!path.isAtOrBelow(SELECTOR)) {
      return Edit.Kind.OTHER;
    }
    return app.traffic().stream().anyMatch(each -> each.id().equals(manifest.id()))
        ? Edit.Kind.RELEASE
        : Edit.Kind.TRAFFIC;
  }

  private static Edit.Kind ofRoute(
      RouteKind route, FieldPath path, Object live, Optional<Object> wanted) {
    if (!path.isAtOrBelow(FieldPath.of("spec", route.rules()))) {
      return Edit.Kind.OTHER;
    }
    if (FieldPath.isSame(backends(route, live), backends(route, wanted.orElse("")))) {
      return Edit.Kind.OTHER;
    }
    return FieldPath.isSame(unweighted(live), unweighted(wanted.orElse("")))
        ? Edit.Kind.RELEASE
        : Edit.Kind.TRAFFIC;
  }

  /** Returns the weighted backends of each rule, and nothing else. */
  private static List<Object> backends(RouteKind route, Object rules) {
    return Tree.of(rules).items().stream()
        .<Object>map(
            rule ->
                rule.mapping().entrySet().stream()
                    .filter(entry -> entry.getKey().equals(route.backends()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
        .toList();
  }

  private static Object unweighted(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ReleaseFields::unweighted).toList();
    }
    if (value instanceof Map<?, ?>) {
      var rest = new LinkedHashMap<String, Object>();
      Tree.of(value)
          .mapping()
          .forEach(
              (key, entry) -> {
                if (!key.equals("weight")) {
                  rest.put(key, unweighted(entry == null ? "" : entry));
                }
              });
      return rest;
    }
    return value;
  }

  private static Edit.Kind ofDeployment(
      Layout app, Manifest manifest, FieldPath path, Object live, Optional<Object> wanted) {
    if (path.isAtOrBelow(CONTAINERS)) {
      return path.steps().equals(image(manifest)) ? Edit.Kind.RELEASE : Edit.Kind.OTHER;
    }
    boolean isOfRelease =
        path.isAtOrBelow(REPLICAS)
            && (app.means() == Means.RATIO
                || isZero(live)
                || wanted.stream().anyMatch(ReleaseFields::isZero));
    return isOfRelease ? Edit.Kind.RELEASE : Edit.Kind.OTHER;
  }

  /** The image of the container that runs the app's version. */
  private static List<FieldPath.Segment> image(Manifest deployment) {
    var containers = deployment.at("spec", "template", "spec", "containers");
    var name = containers.first().at("name").text().orElse("");
    var container = FieldPath.and(CONTAINERS.steps(), new FieldPath.Item(Map.of("name", name)));
    return FieldPath.and(container, new FieldPath.MapEntry("image"));
  }

  private static boolean isZero(Object value) {
    return value instanceof Number number && number.intValue() == 0;
  }
}
