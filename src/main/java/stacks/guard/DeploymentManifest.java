package stacks.guard;

import charts.Labels;
import charts.Manifest;
import charts.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the manifest of a Deployment. */
record DeploymentManifest(Manifest manifest) {
  private static final List<String> SIDES = List.of(Labels.COLOR, Labels.TRACK);

  /** Kubernetes' own default, in seconds. */
  private static final int DEFAULT_DEADLINE = 600;

  String namespace() {
    return manifest.namespace();
  }

  String name() {
    return manifest.name();
  }

  String id() {
    return manifest.id();
  }

  /** Empty where an autoscaler decides. */
  Optional<Integer> replicas() {
    return spec().at("replicas").number();
  }

  Duration progressDeadline() {
    var seconds = spec().at("progressDeadlineSeconds").number();
    return Duration.ofSeconds(seconds.orElse(DEFAULT_DEADLINE));
  }

  Map<String, Object> selector() {
    return spec().at("selector", "matchLabels").mapping();
  }

  /** Returns the version in the label of its pods; empty if there is none. */
  String version() {
    return label(Labels.VERSION).orElse("");
  }

  /**
   * Returns the key of the version in the release state, such as {@code checkout.versions.green}.
   */
  String versionKey() {
    var app = label(Labels.NAME).orElse(name());
    for (var side : SIDES) {
      var role = label(side);
      if (role.isPresent()) {
        return app + ".versions." + role.get();
      }
    }
    return app + ".version";
  }

  /** Returns the number of a named container port. */
  Optional<Integer> port(String name) {
    return pod().at("containers").items().stream()
        .flatMap(container -> container.at("ports").items().stream())
        .filter(port -> port.at("name").text().equals(Optional.of(name)))
        .flatMap(port -> port.at("containerPort").number().stream())
        .findFirst();
  }

  private Optional<String> label(String key) {
    return spec().at("template", "metadata", "labels").at(key).text();
  }

  private Tree pod() {
    return spec().at("template", "spec");
  }

  private Tree spec() {
    return manifest.at("spec");
  }
}
