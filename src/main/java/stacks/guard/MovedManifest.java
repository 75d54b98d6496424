package stacks.guard;

import charts.Manifest;
import charts.RouteKind;
import java.util.Map;
import java.util.Optional;
import stacks.cluster.RouteWeights;

/** A Service or a route that moves traffic, as it is applied. */
public record MovedManifest(Manifest manifest) {
  String kind() {
    return manifest.kind();
  }

  String namespace() {
    return manifest.namespace();
  }

  String name() {
    return manifest.name();
  }

  String id() {
    return manifest.id();
  }

  String targetName() {
    return isService() ? "selector" : "weights";
  }

  boolean isService() {
    return kind().equals("Service");
  }

  /** Empty for a Service. */
  Optional<RouteKind> route() {
    return RouteKind.of(kind());
  }

  boolean selects(DeploymentManifest deployment) {
    return isService() && target().equals(deployment.selector());
  }

  /** Returns the selector of a Service, or the weights of a route by Service. */
  public Map<String, ?> target() {
    return isService()
        ? manifest.at("spec", "selector").mapping()
        : RouteWeights.of(route().orElseThrow(), manifest.fields());
  }
}
