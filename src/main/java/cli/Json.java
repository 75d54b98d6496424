package cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import environments.reader.explain.Leaf;
import environments.yaml.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import review.Explanation;
import synth.Diff;
import synth.FileChange;
import synth.SynthesizedEnvironment;

/** Prints the output of {@code --json}: one object, whose keys are documented in docs/cli.md. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static String changes(
      List<SynthesizedEnvironment> environments, List<FileChange> changes, boolean written) {
    var root = MAPPER.createObjectNode();
    root.put("written", written);
    var names = root.putArray("environments");
    environments.forEach(environment -> names.add(environment.name()));
    var files = root.putArray("changes");
    changes.forEach(change -> add(files, change));
    return text(root);
  }

  static String findings(List<EnvironmentFinding> found) {
    var root = MAPPER.createObjectNode();
    var findings = root.putArray("findings");
    found.forEach(each -> add(findings, each));
    return text(root);
  }

  private static void add(ArrayNode findings, EnvironmentFinding found) {
    var check = found.finding().check();
    var node =
        findings
            .addObject()
            .put("rule", check.id())
            .put("object", found.finding().object())
            .put("path", found.finding().path())
            .put("message", found.finding().message())
            .put("holds", check.holds())
            .put("reason", check.reason())
            .put("source", check.source().name())
            .put("fix", check.fix())
            .put("file", found.position().file())
            .put("line", found.position().line())
            .put("column", found.position().column());
    check.source().url().ifPresent(url -> node.put("url", url));
    found.environments().forEach(node.putArray("environments")::add);
  }

  static String problems(RefusedException refused) {
    var root = MAPPER.createObjectNode();
    var problems = root.putArray("problems");
    for (var problem : refused.problems()) {
      problems
          .addObject()
          .put("file", problem.position().file())
          .put("line", problem.position().line())
          .put("column", problem.position().column())
          .put("keyPath", problem.keyPath())
          .put("message", problem.message());
    }
    return text(root);
  }

  /**
   * Returns an array with one entry for each leaf: its object, its path, and its origins, none for
   * a default.
   */
  static String origins(Explanation explanation) {
    var root = MAPPER.createArrayNode();
    for (int i = 0; i < explanation.manifests().size(); i++) {
      var manifest = explanation.manifests().get(i);
      for (var path : explanation.paths(i)) {
        var field = root.addObject().put("object", manifest.id());
        var steps = field.putArray("path");
        path.forEach(step -> steps.addPOJO(step));
        var origins = field.putArray("origins");
        explanation.origins(i, path).forEach(leaf -> add(origins, leaf));
      }
    }
    return text(root);
  }

  /** Returns the tree on one line. */
  static String line(Map<String, Object> tree) {
    return MAPPER.<JsonNode>valueToTree(tree).toString();
  }

  /** Prints a tree of mappings, lists and single values. */
  static String text(Map<String, Object> tree) {
    return text(MAPPER.<JsonNode>valueToTree(tree));
  }

  private static String text(JsonNode node) {
    return node.toPrettyString();
  }

  private static void add(ArrayNode origins, Leaf leaf) {
    origins
        .addObject()
        .put("file", leaf.position().file())
        .put("line", leaf.position().line())
        .put("column", leaf.position().column())
        .put("keyPath", leaf.keyPath());
  }

  private static void add(ArrayNode files, FileChange change) {
    files
        .addObject()
        .put("file", change.file().toString())
        .put("change", change.kind().toString())
        .put(
            "diff",
            Diff.lines(change).stream().map(line -> line + "\n").collect(Collectors.joining()));
  }
}
