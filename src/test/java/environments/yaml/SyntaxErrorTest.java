package environments.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

class SyntaxErrorTest {
  /** One input for each branch that compares the engine's words. */
  private static final Map<String, SyntaxError> ERRORS =
      Map.ofEntries(
          Map.entry("a:\tb\n", SyntaxError.UNEXPECTED_CHARACTER),
          Map.entry("a: 1\nfoo\nb: 2\n", SyntaxError.MISSING_COLON),
          Map.entry("a: \"x\n", SyntaxError.UNCLOSED_QUOTE),
          Map.entry("a: 'x\n", SyntaxError.UNCLOSED_QUOTE),
          Map.entry("a: \"\\w\"\n", SyntaxError.UNKNOWN_ESCAPE),
          Map.entry("a: |b\n  c\n", SyntaxError.TEXT_AFTER_BLOCK_INDICATOR),
          Map.entry("a: |\n      \n  b\n", SyntaxError.BLOCK_INDENTATION),
          Map.entry("a: * x\n", SyntaxError.RESERVED_BEGINNING),
          Map.entry("a: & x\n", SyntaxError.RESERVED_BEGINNING),
          Map.entry("a: !<x\n", SyntaxError.RESERVED_BEGINNING),
          Map.entry("a: !e!foo x\n", SyntaxError.RESERVED_BEGINNING),
          Map.entry("a: ? b\n", SyntaxError.EXPLICIT_KEY),
          Map.entry("a: [x\nb: 1\n", SyntaxError.LIST_IN_BRACKETS),
          Map.entry("a: {x: 1,\n  z: 2\n", SyntaxError.MAPPING_IN_BRACES),
          Map.entry("a: [,]\n", SyntaxError.MISSING_VALUE),
          Map.entry("a:\n    b: 1\n  c: 2\n", SyntaxError.NOT_IN_MAPPING),
          Map.entry("a:\n  - b\n  c: 1\n", SyntaxError.NOT_IN_LIST),
          Map.entry("a: b: c\n", SyntaxError.SECOND_COLON),
          Map.entry("a: - b\n", SyntaxError.LIST_ITEM_WITHIN_LINE),
          Map.entry("{a: 1}\nb: 2\n", SyntaxError.SECOND_DOCUMENT));

  @Test
  void eachKindOfErrorIsRecognizedByTheWordsOfThisVersionOfTheEngine() {
    var recognized = new HashMap<String, SyntaxError>();
    ERRORS.keySet().forEach(yaml -> recognized.put(yaml, error(yaml)));
    assertThat(recognized).isEqualTo(ERRORS);
  }

  @Test
  void onlyTheGeneralKindHasNoExample() {
    var kinds = new EnumMap<SyntaxError, String>(SyntaxError.class);
    ERRORS.forEach((yaml, kind) -> kinds.put(kind, yaml));
    assertThat(kinds.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.of(SyntaxError.OTHER)));
  }

  private static SyntaxError error(String yaml) {
    var settings = LoadSettings.builder().build();
    var parser = new ParserImpl(settings, new StreamReader(settings, yaml));
    try {
      parser.forEachRemaining(event -> {});
    } catch (MarkedYamlEngineException e) {
      return SyntaxError.of(e);
    }
    throw new AssertionError("The engine reads " + yaml);
  }
}
