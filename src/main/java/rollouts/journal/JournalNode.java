package rollouts.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import stacks.cluster.TerminalText;

/**
 * A node of a journal's JSON. People and programs can edit a journal, so a node is only accepted if
 * Sluice could have written it.
 *
 * @param path the keys and indices that lead to it; empty for the whole document
 */
record JournalNode(String path, JsonNode node) {
  private static final int LONGEST = 80;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * @throws JournalException if it is not JSON
   */
  static JournalNode parse(String text) {
    try {
      return new JournalNode("", JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new JournalException("it is not JSON: " + e.getOriginalMessage());
    }
  }

  JournalNode at(String key) {
    return new JournalNode(path.isEmpty() ? key : path + "." + key, node.path(key));
  }

  /** Returns the value of a key; empty if the key is missing. */
  Optional<JournalNode> find(String key) {
    return node.has(key) ? Optional.of(at(key)) : Optional.empty();
  }

  /** Returns this node if it is a mapping without other keys. */
  JournalNode only(Set<String> keys) {
    require(node.isObject(), "a mapping");
    for (var field : node.properties()) {
      if (!keys.contains(field.getKey())) {
        throw at(field.getKey()).wrong("is a field that Sluice does not write");
      }
    }
    return this;
  }

  String text() {
    require(node.isTextual(), "text");
    return node.textValue();
  }

  boolean flag() {
    require(node.isBoolean(), "`true` or `false`");
    return node.booleanValue();
  }

  int number() {
    require(node.isInt(), "a whole number");
    return node.intValue();
  }

  /**
   * Returns the value that this node names.
   *
   * @param written the name of each value in a journal
   */
  <E> E word(E[] words, Function<E, String> written) {
    return Arrays.stream(words)
        .filter(word -> written.apply(word).equals(text()))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    "must be one of "
                        + Arrays.stream(words).map(written).toList()
                        + ", got "
                        + shown()));
  }

  /** Returns a mapping of keys to texts. */
  Map<String, String> texts() {
    require(node.isObject(), "a mapping");
    var texts = new LinkedHashMap<String, String>();
    node.properties().forEach(field -> texts.put(field.getKey(), at(field.getKey()).text()));
    return texts;
  }

  <T> List<T> items(Function<JournalNode, T> item) {
    require(node.isArray(), "a list");
    var items = new ArrayList<T>();
    for (var each : node) {
      items.add(item.apply(new JournalNode(path + "[" + items.size() + "]", each)));
    }
    return List.copyOf(items);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw wrong("must be " + what + ", got " + shown());
    }
  }

  JournalException wrong(String what) {
    return new JournalException(
        TerminalText.of((path.isEmpty() ? "it" : "`" + path + "`") + " " + what));
  }

  private String shown() {
    return node.isMissingNode() ? "nothing" : TerminalText.beginning(node.toString(), LONGEST);
  }
}
