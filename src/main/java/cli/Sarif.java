package cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import environments.yaml.RefusedException;
import environments.yaml.SourcePosition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import review.Check;
import synth.FileChange;

/**
 * Prints the output of {@code --sarif}: a log with which code hosts show each finding at its line
 * in a pull request.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF
 *     2.1.0</a>
 */
final class Sarif {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String REFUSED_INPUT = "refused-input";
  private static final String OUTDATED = "dist-outdated";

  private final ObjectNode log = MAPPER.createObjectNode();
  private final ArrayNode rules;
  private final ArrayNode results;

  private Sarif() {
    log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
    var run = log.putArray("runs").addObject();
    rules = run.putObject("tool").putObject("driver").put("name", "Sluice").putArray("rules");
    run.put("columnKind", "unicodeCodePoints");
    results = run.putArray("results");
  }

  static String findings(List<EnvironmentFinding> findings) {
    var sarif = new Sarif();
    Check.all().forEach(sarif::rule);
    findings.forEach(
        found -> sarif.result(found.finding().check().id(), found.inWords(), found.position()));
    return sarif.log.toPrettyString();
  }

  static String problems(RefusedException refused) {
    var sarif = new Sarif();
    sarif.rule(
        REFUSED_INPUT,
        "The input is refused.",
        "Invalid input is not synthesized; the message contains the rule.");
    for (var problem : refused.problems()) {
      var path = problem.keyPath().isEmpty() ? "" : problem.keyPath() + ": ";
      sarif.result(REFUSED_INPUT, path + problem.message(), problem.position());
    }
    return sarif.log.toPrettyString();
  }

  static String outdated(List<FileChange> changes) {
    var sarif = new Sarif();
    sarif.rule(
        OUTDATED,
        "A file of dist/ does not match the input.",
        "Run `./sluice synth`, review the diff and commit it.");
    changes.forEach(
        change ->
            sarif.result(
                OUTDATED,
                "Would be " + change.kind() + "; run `./sluice synth`, and commit it.",
                new SourcePosition(change.file().toString(), 1, 1)));
    return sarif.log.toPrettyString();
  }

  private void rule(Check check) {
    var rule =
        rule(
            check.id(),
            check.holds(),
            check.reason() + " Fix: " + check.fix() + " Source: " + check.source().name() + ".");
    check.source().url().ifPresent(url -> rule.put("helpUri", url));
  }

  private ObjectNode rule(String id, String holds, String help) {
    var rule = rules.addObject().put("id", id);
    rule.putObject("shortDescription").put("text", holds);
    rule.putObject("fullDescription").put("text", holds);
    rule.putObject("help").put("text", help);
    rule.putObject("defaultConfiguration").put("level", "error");
    return rule;
  }

  private void result(String rule, String message, SourcePosition position) {
    var result = results.addObject().put("ruleId", rule).put("level", "error");
    result.putObject("message").put("text", message);
    var location = result.putArray("locations").addObject().putObject("physicalLocation");
    location
        .putObject("artifactLocation")
        .put("uri", uri(position.file()))
        .put("uriBaseId", "%SRCROOT%");
    location
        .putObject("region")
        .put("startLine", position.line())
        .put("startColumn", position.column());
  }

  private static String uri(String file) {
    try {
      return new URI(null, null, file, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Every path of a project is one of a URI: " + file, e);
    }
  }
}
