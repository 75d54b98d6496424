package charts;

import static charts.Fields.fields;

import environments.apps.App;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code metadata} of objects: name, namespace, labels and annotations, in this order. */
final class Metadata {
  private Metadata() {}

  /** Returns the metadata of an object that belongs to the whole app. */
  static Fields ofApp(App app, String name) {
    return ofApp(app, name, Map.of());
  }

  static Fields ofApp(App app, String name, Map<String, String> annotations) {
    return of(
        name,
        app.namespace().value(),
        Labels.ofApp(app),
        merged(annotations, app.spec().workload().metadata().annotations()));
  }

  /** Returns the metadata of an object that belongs to one Deployment. */
  static Fields ofInstance(Instance instance, String name) {
    return of(
        name,
        instance.namespace().value(),
        instance.labels().stable(),
        instance.workload().metadata().annotations());
  }

  /** Returns the metadata of an object that tests one Deployment. */
  static Fields ofSmokeTest(Instance instance, String name, Map<String, String> annotations) {
    return of(
        name,
        instance.namespace().value(),
        instance.labels().ofSmokeTest(),
        merged(annotations, instance.workload().metadata().annotations()));
  }

  /** Returns the metadata of the Deployment itself. */
  static Fields ofDeployment(Instance instance, Map<String, String> annotations) {
    return of(
        instance.name(),
        instance.namespace().value(),
        instance.labels().versioned(),
        merged(annotations, instance.workload().metadata().annotations()));
  }

  private static Fields of(
      String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {
    return fields()
        .set("name", name)
        .set("namespace", namespace)
        .set("labels", labels)
        .set("annotations", annotations);
  }

  /** Merges annotations; an object's own take precedence over those for all objects of the app. */
  private static Map<String, String> merged(Map<String, String> own, Map<String, String> ofApp) {
    if (ofApp.isEmpty()) {
      return own;
    }
    var all = new LinkedHashMap<>(own);
    ofApp.forEach(all::putIfAbsent);
    return all;
  }
}
