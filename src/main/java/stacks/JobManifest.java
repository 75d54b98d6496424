package stacks;

import charts.Labels;
import charts.Manifest;
import java.time.Duration;

/** What the manifest of a smoke test's Job asks for. */
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
    var labels = Tree.of(manifest.fields()).at("metadata").at("labels");
    return labels.at(Labels.NAME).text().orElseThrow();
  }

  Duration deadline() {
    var seconds = Tree.of(manifest.fields()).at("spec").at("activeDeadlineSeconds").number();
    return Duration.ofSeconds(seconds.orElseThrow());
  }
}
