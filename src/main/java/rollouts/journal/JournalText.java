package rollouts.journal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import environments.apps.ReleaseState;
import environments.values.SideName;
import environments.values.Version;
import environments.values.Weight;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.Step;
import rollouts.plan.Verb;
import stacks.cluster.TerminalText;

/** Reads and writes releases as the JSON of their journal. */
public final class JournalText {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "verb",
          "before",
          "configured",
          "steps",
          "autoscaled",
          "done",
          "intended",
          "reason",
          "outcome",
          "log");

  private static final Set<String> FIELDS_OF_STEP = Set.of("name", "release", "kind", "hold");

  private JournalText() {}

  public static String of(Release release) {
    var node = JSON.createObjectNode().put("id", release.id()).put("verb", release.verb().text());
    node.set("before", entries(release.before()));
    node.set("configured", entries(release.configured()));
    var steps = node.putArray("steps");
    release.steps().forEach(step -> steps.add(step(step)));
    node.put("autoscaled", release.isAutoscaled());
    node.put("done", release.done()).put("intended", release.isIntended());
    release.reason().ifPresent(reason -> node.put("reason", reason));
    release.outcome().ifPresent(outcome -> node.put("outcome", outcome.journaled()));
    var log = node.putArray("log");
    release.log().forEach(line -> log.add(line.toString()));
    return node.toPrettyString();
  }

  /**
   * @throws JournalException if Sluice would not have written it
   */
  static Release release(String text) {
    return read(text, JournalText::record);
  }

  private static Release record(JournalNode node) {
    node.only(FIELDS);
    var before = release(node.at("before"));
    return new Release(
        node.at("id").text(),
        verb(node.at("verb"), before),
        before,
        like(before, node.at("configured")),
        node.at("steps").items(step -> step(before, step)),
        node.at("autoscaled").flag(),
        node.at("done").number(),
        node.at("intended").flag(),
        node.find("reason").map(JournalNode::text),
        node.find("outcome").map(outcome -> outcome.word(Outcome.values(), Outcome::journaled)),
        node.at("log").items(line -> LogLine.parse(line.text())));
  }

  /** Reads what {@link Verb#text} returned. */
  private static Verb verb(JournalNode node, ReleaseState before) {
    try {
      var verb = verb(List.of(node.text().split(" ", -1)), before);
      if (verb.text().equals(node.text())) {
        return verb;
      }
    } catch (IllegalArgumentException e) {
      // An argument that no verb accepts.
    }
    throw node.wrong("must be a verb such as `run 1.1.0`");
  }

  private static Verb verb(List<String> words, ReleaseState before) {
    return switch (words.get(0)) {
      case "deploy" -> new Verb.Deploy(Version.parse(argument(words, 1)));
      case "run" -> new Verb.Run(Version.parse(argument(words, 1)));
      case "switch" ->
          new Verb.Switch(side(new SideName(argument(words, 1)), before), percent(words));
      case "promote" -> new Verb.Promote();
      case "rollback" -> new Verb.Rollback();
      case "retire" -> new Verb.Retire();
      case "adopt" -> new Verb.Adopt();
      default -> throw new IllegalArgumentException(words.get(0));
    };
  }

  private static SideName side(SideName name, ReleaseState before) {
    if (!before.sides().contains(name)) {
      throw new IllegalArgumentException(name.value());
    }
    return name;
  }

  private static int percent(List<String> words) {
    return Weight.of(Integer.parseInt(argument(words, 2))).percent();
  }

  private static String argument(List<String> words, int number) {
    return number < words.size() ? words.get(number) : "";
  }

  public static String of(KnownGoodStates knownGood) {
    var states = JSON.createArrayNode();
    knownGood.states().forEach(state -> states.add(entries(state)));
    return states.toPrettyString();
  }

  /**
   * @throws JournalException if Sluice would not have written it
   */
  static KnownGoodStates knownGood(String text) {
    return read(text, node -> new KnownGoodStates(node.items(JournalText::release)));
  }

  private static ObjectNode step(Step step) {
    var node = JSON.createObjectNode().put("name", step.name());
    node.set("release", entries(step.release()));
    return node.put("kind", step.kind().name()).put("hold", step.hold().name());
  }

  private static Step step(ReleaseState before, JournalNode node) {
    node.only(FIELDS_OF_STEP);
    var step =
        new Step(
            node.at("name").text(),
            like(before, node.at("release")),
            node.at("kind").word(Step.Kind.values(), Enum::name),
            node.at("hold").word(Step.Hold.values(), Enum::name));
    if (before.sides().size() == 1 && (step.isTraffic() || step.hold() != Step.Hold.NONE)) {
      throw node.wrong("must not move or measure traffic, because the app has only one Deployment");
    }
    return step;
  }

  private static ObjectNode entries(ReleaseState release) {
    var node = JSON.createObjectNode();
    release.entries().forEach(node::put);
    return node;
  }

  /** Accepts only keys and values as they would be written. */
  private static ReleaseState release(JournalNode node) {
    var entries = node.texts();
    try {
      var release = ReleaseState.of(entries);
      if (release.entries().equals(entries)) {
        return release;
      }
      throw node.wrong("must be " + release.entries() + ", got " + entries);
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw node.wrong("is not a release state: " + entries);
    }
  }

  /** Returns a release state of the same strategy. */
  private static ReleaseState like(ReleaseState other, JournalNode node) {
    var release = release(node);
    if (release.getClass() != other.getClass()) {
      throw node.wrong("must be a release state of the same app as `before`");
    }
    return release;
  }

  private static <T> T read(String text, Function<JournalNode, T> content) {
    try {
      return content.apply(JournalNode.parse(text));
    } catch (IllegalArgumentException e) {
      throw new JournalException(TerminalText.of(e));
    }
  }
}
