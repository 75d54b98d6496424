package stacks.guard;

import charts.Manifest;
import java.util.Map;
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

  boolean selects(DeploymentManifest deployment) {
    return isService() && target().equals(deployment.selector());
  }

  /** The selector of a Service, or the weights of a route by backend Service. */
  public Map<String, ?> target() {
    return switch (kind()) {
      case "Service" -> manifest.at("spec", "selector").mapping();
      case "HTTPRoute", "VirtualService" -> RouteWeights.of(kind(), manifest.fields());
      default -> throw new IllegalArgumentException("Does not move traffic: " + manifest.id());
    };
  }
}
