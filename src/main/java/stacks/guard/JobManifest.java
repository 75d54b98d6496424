package stacks.guard;

import charts.Labels;
import charts.Manifest;
import java.time.Duration;

/** Reads the manifest of a smoke test's Job. */
record JobManifest(Manifest manifest) {
  String namespace() {
    return manifest.namespace();
  }

  String name() {
    return manifest.name();
  }

  String id() {
    return manifest.id();
  }

  String app() {
    var labels = manifest.at("metadata", "labels");
    return labels.at(Labels.NAME).text().orElseThrow();
  }

  Duration deadline() {
    var seconds = manifest.at("spec", "activeDeadlineSeconds").number();
    return Duration.ofSeconds(seconds.orElseThrow());
  }
}
