package rollouts.pulumi;

import charts.EnvironmentChart;
import charts.Manifest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import environments.apps.ReleaseState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import rollouts.plan.ReleaseProject;

/**
 * The commands with which a person moves an app's traffic if neither Sluice nor Pulumi can. They
 * change exactly what a step of a release would change.
 */
record Kubectl(ReleaseProject project, String app) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the commands; none if the version that served before no longer runs. */
  List<String> back(ReleaseState now, ReleaseState before) {
    var idle = before.candidate();
    boolean hasMoved = before.sides().size() > 1 && now.version(idle).isPresent();
    boolean isThere =
        before.sides().stream()
            .filter(before::serves)
            .allMatch(side -> now.version(side).equals(before.version(side)));
    if (!hasMoved || !isThere) {
      return List.of();
    }
    var wanted = now.dividedAs(before);
    return changes(wanted.divided(idle, 100), wanted);
  }

  private List<String> changes(ReleaseState from, ReleaseState to) {
    var old = manifests(from);
    var commands = new ArrayList<String>();
    manifests(to)
        .forEach(
            (id, manifest) -> {
              var earlier = old.getOrDefault(id, manifest);
              var changes = changes(earlier.at("spec").mapping(), manifest.at("spec").mapping());
              if (!changes.isEmpty()) {
                commands.add(patch(manifest, Map.of("spec", changes)));
              }
            });
    return commands;
  }

  private Map<String, Manifest> manifests(ReleaseState release) {
    var alone = project.with(app, release).apps().get(0);
    var found = new LinkedHashMap<String, Manifest>();
    EnvironmentChart.of(alone).manifests().forEach(each -> found.put(each.id(), each));
    return found;
  }

  private static Map<String, Object> changes(Map<String, Object> from, Map<String, Object> to) {
    var changes = new LinkedHashMap<String, Object>();
    to.forEach(
        (key, value) -> {
          if (!value.equals(from.get(key))) {
            changes.put(key, value);
          }
        });
    return changes;
  }

  private String patch(Manifest manifest, Map<String, Object> change) {
    var context =
        project.inputs().settings().context().map(name -> " --context " + quoted(name)).orElse("");
    return "kubectl"
        + context
        + " patch "
        + manifest.kind().toLowerCase(Locale.ROOT)
        + " "
        + manifest.name()
        + " -n "
        + manifest.namespace()
        + " --type merge -p "
        + quoted(json(change));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static String json(Map<String, Object> tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
