package rollouts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Releases as JSON, as their journal keeps them. */
final class JournalText {
  private static final JsonMapper JSON = new JsonMapper();

  private JournalText() {}

  static String of(ReleaseRecord release) {
    var node = JSON.createObjectNode().put("id", release.id()).put("verb", release.verb());
    node.set("before", entries(release.before()));
    node.set("configured", entries(release.configured()));
    var steps = node.putArray("steps");
    release.steps().forEach(step -> steps.add(step(step)));
    node.put("autoscaled", release.isAutoscaled());
    node.put("done", release.done()).put("intended", release.isIntended());
    release.reason().ifPresent(reason -> node.put("reason", reason));
    release.outcome().ifPresent(outcome -> node.put("outcome", outcome.name()));
    var log = node.putArray("log");
    release.log().forEach(log::add);
    return node.toPrettyString();
  }

  static ReleaseRecord release(String text) {
    return read(text, JournalText::record);
  }

  private static ReleaseRecord record(JsonNode node) {
    return new ReleaseRecord(
        node.path("id").asText(),
        node.path("verb").asText(),
        release(node.path("before")),
        release(node.path("configured")),
        list(node.path("steps"), JournalText::step),
        node.path("autoscaled").asBoolean(),
        node.path("done").asInt(),
        node.path("intended").asBoolean(),
        text(node, "reason"),
        text(node, "outcome").map(Outcome::valueOf),
        list(node.path("log"), JsonNode::asText));
  }

  static String of(Proved proved) {
    var states = JSON.createArrayNode();
    proved.states().forEach(state -> states.add(entries(state)));
    return states.toPrettyString();
  }

  static Proved proved(String text) {
    return read(text, node -> new Proved(list(node, JournalText::release)));
  }

  private static ObjectNode step(Step step) {
    var node = JSON.createObjectNode().put("name", step.name());
    node.set("release", entries(step.release()));
    return node.put("kind", step.kind().name()).put("hold", step.hold().name());
  }

  private static Step step(JsonNode node) {
    return new Step(
        node.path("name").asText(),
        release(node.path("release")),
        Step.Kind.valueOf(node.path("kind").asText()),
        Step.Hold.valueOf(node.path("hold").asText()));
  }

  private static ObjectNode entries(Release release) {
    var node = JSON.createObjectNode();
    release.entries().forEach(node::put);
    return node;
  }

  private static Release release(JsonNode node) {
    var entries = new LinkedHashMap<String, String>();
    node.properties().forEach(field -> entries.put(field.getKey(), field.getValue().asText()));
    return Release.of(entries);
  }

  private static Optional<String> text(JsonNode node, String key) {
    return node.has(key) ? Optional.of(node.path(key).asText()) : Optional.empty();
  }

  private static <T> List<T> list(JsonNode node, Function<JsonNode, T> item) {
    var items = new ArrayList<T>();
    node.forEach(each -> items.add(item.apply(each)));
    return List.copyOf(items);
  }

  /** People can edit a journal, too. */
  private static <T> T read(String text, Function<JsonNode, T> content) {
    try {
      return content.apply(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new JournalException("it is no JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | NoSuchElementException e) {
      throw new JournalException(String.valueOf(e.getMessage()));
    }
  }
}
