package environments.yaml;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * The kinds of syntax errors that messages distinguish. The engine has only two types of exceptions
 * for all of them, without codes, so this class compares the engine's English words; no other class
 * does. {@code SyntaxErrorTest} fails if a version of the engine changes them.
 */
enum SyntaxError {
  UNEXPECTED_CHARACTER,
  MISSING_COLON,
  UNCLOSED_QUOTE,
  UNKNOWN_ESCAPE,
  TEXT_AFTER_BLOCK_INDICATOR,
  BLOCK_INDENTATION,
  /** Text without quotes that begins like an alias, an anchor or a tag. */
  RESERVED_BEGINNING,
  /** A key with {@code ?} where none can be. */
  EXPLICIT_KEY,
  LIST_IN_BRACKETS,
  MAPPING_IN_BRACES,
  MISSING_VALUE,
  NOT_IN_MAPPING,
  NOT_IN_LIST,
  SECOND_COLON,
  LIST_ITEM_WITHIN_LINE,
  SECOND_DOCUMENT,
  /** An error that the others do not describe. */
  OTHER;

  static SyntaxError of(MarkedYamlEngineException error) {
    var problem = String.valueOf(error.getProblem());
    return switch (String.valueOf(error.getContext())) {
      case "while scanning for the next token" -> UNEXPECTED_CHARACTER;
      case "while scanning a simple key" -> MISSING_COLON;
      case "while scanning a quoted scalar", "while scanning a double-quoted scalar" ->
          problem.startsWith("found unexpected") ? UNCLOSED_QUOTE : UNKNOWN_ESCAPE;
      case "while scanning a block scalar" ->
          problem.startsWith("expected") ? TEXT_AFTER_BLOCK_INDICATOR : BLOCK_INDENTATION;
      case "while scanning an alias",
          "while scanning an anchor",
          "while scanning a tag",
          "while parsing a node" ->
          RESERVED_BEGINNING;
      case "while parsing a flow sequence" -> LIST_IN_BRACKETS;
      case "while parsing a flow mapping" -> MAPPING_IN_BRACES;
      case "while parsing a flow node", "while parsing a block node" -> MISSING_VALUE;
      case "while parsing a block mapping" -> NOT_IN_MAPPING;
      case "while parsing a block collection" -> NOT_IN_LIST;
      default -> ofProblem(problem);
    };
  }

  private static SyntaxError ofProblem(String problem) {
    return switch (problem) {
      case "mapping values are not allowed here" -> SECOND_COLON;
      case "sequence entries are not allowed here" -> LIST_ITEM_WITHIN_LINE;
      case "mapping keys are not allowed here" -> EXPLICIT_KEY;
      default -> problem.startsWith("expected '<document") ? SECOND_DOCUMENT : OTHER;
    };
  }
}
