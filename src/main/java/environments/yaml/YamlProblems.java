package environments.yaml;

import environments.text.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Collects the problems of one YAML file, and words those that the YAML engine finds. */
final class YamlProblems {
  /** More than anyone fixes at once; a file that is not YAML may have a million. */
  static final int MOST = 100;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  YamlProblems(String file) {
    this.file = file;
  }

  /** Ends the reading of a file; the reason is among the problems. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoppedException() {
      super("The reason is among the problems.", null, false, false);
    }
  }

  SourcePosition start() {
    return new SourcePosition(file, 1, 1);
  }

  /** Converts a position of the engine, which counts from 0. */
  SourcePosition position(int line, int column) {
    return new SourcePosition(file, line + 1, column + 1);
  }

  /** Returns the position of the character at an index of the text. */
  SourcePosition position(CharSequence text, int index) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new SourcePosition(file, line, Character.codePointCount(text, lineStart, index) + 1);
  }

  void add(SourcePosition position, String keyPath, String message) {
    problems.add(new Problem(position, keyPath, message));
    if (problems.size() == MOST) {
      throw stop(
          position,
          "Too many problems: reading stopped after " + MOST + ". Fix those above first.");
    }
  }

  StoppedException stop(SourcePosition position, String message) {
    problems.add(new Problem(position, "", message));
    return new StoppedException();
  }

  List<Problem> inFileOrder() {
    problems.sort((a, b) -> SourcePosition.compare(List.of(), a.position(), b.position()));
    return problems;
  }

  static String tabIndentation() {
    return "Indentation must be spaces, got a tab; write spaces.";
  }

  StoppedException malformed(MarkedYamlEngineException error) {
    var here = error.getProblemMark();
    var begin = error.getContextMark().or(() -> here);
    return switch (SyntaxError.of(error)) {
      case UNEXPECTED_CHARACTER -> stop(here, unexpected(here));
      case MISSING_COLON -> stop(begin, "Key without a `:`; write `key: value`.");
      case UNCLOSED_QUOTE -> stop(error.getContextMark(), "The closing quote is missing; add it.");
      case UNKNOWN_ESCAPE ->
          stop(
              here,
              "Unknown escape sequence after `\\`; write `\\\\` for a backslash, or use single"
                  + " quotes.");
      case TEXT_AFTER_BLOCK_INDICATOR ->
          stop(
              here,
              "Expected a line break after `|` or `>`, got "
                  + name(here)
                  + "; begin the text on the next line.");
      case BLOCK_INDENTATION ->
          stop(
              here,
              "Lines of a block scalar must have the same indentation; indent them like its first"
                  + " line.");
      case RESERVED_BEGINNING -> stop(begin, mustBeQuoted(begin));
      case EXPLICIT_KEY -> stop(here, mustBeQuoted(here));
      case LIST_IN_BRACKETS -> brackets("list", "`[`", "`]`", error);
      case MAPPING_IN_BRACES -> brackets("mapping", "`{`", "`}`", error);
      case MISSING_VALUE -> stop(here, noValue(here));
      case NOT_IN_MAPPING -> stop(here, misplaced("a key of the mapping", begin, here));
      case NOT_IN_LIST -> stop(here, misplaced("an item of the list", begin, here));
      case SECOND_COLON ->
          stop(
              here,
              "A `:` must follow a key, got one after a value; indent the key like its siblings, or"
                  + " quote the value if the `:` is part of it.");
      case LIST_ITEM_WITHIN_LINE ->
          stop(
              here,
              "A list item must begin on its own line; move the `-` to the next line and indent"
                  + " it.");
      case SECOND_DOCUMENT -> stop(here, secondDocument());
      case OTHER -> stop(here, unreadable());
    };
  }

  static String unreadable() {
    return "Cannot parse YAML from here on; check indentation, quotes and brackets.";
  }

  private StoppedException stop(Optional<Mark> mark, String message) {
    return stop(
        mark.map(m -> position(m.getLine(), m.getColumn())).orElseGet(this::start), message);
  }

  private static String unexpected(Optional<Mark> mark) {
    if (character(mark) != '\t') {
      return mustBeQuoted(mark);
    }
    return isIndentation(mark) ? tabIndentation() : "Must be a space, got a tab; write a space.";
  }

  private static String mustBeQuoted(Optional<Mark> mark) {
    return "Text that begins with " + name(mark) + " must be in quotes.";
  }

  private StoppedException brackets(
      String what, String open, String close, MarkedYamlEngineException error) {
    var begin = error.getContextMark();
    var here = error.getProblemMark();
    if (character(here) == 0) {
      return stop(begin, "The file ends before the closing " + close + "; add it.");
    }
    return stop(
        here,
        "Expected `,` or %s in the %s that begins with %s at %s, got %s; add what is missing."
            .formatted(close, what, open, place(begin), name(here)));
  }

  private static String noValue(Optional<Mark> here) {
    if (character(here) == ':') {
      return emptyKey();
    }
    return character(here) == 0
        ? "Expected a value, got the end of the file; add the value and close every bracket."
        : "Expected a value, got " + name(here) + "; add the value, or quote it if it is text.";
  }

  private static String misplaced(String what, Optional<Mark> begin, Optional<Mark> here) {
    if (character(here) == ':') {
      return emptyKey();
    }
    return "Expected %s that begins at %s, got %s; ".formatted(what, place(begin), name(here))
        + "indent it like its siblings, or check the quotes and brackets before it.";
  }

  static String emptyKey() {
    return "Key must be text, got nothing; write the key before the `:`.";
  }

  static String secondDocument() {
    return "The file must be one document with one mapping; remove what follows, or check"
        + " indentation and brackets.";
  }

  private static String place(Optional<Mark> mark) {
    return mark.map(m -> (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("1:1");
  }

  private static String name(Optional<Mark> mark) {
    int c = character(mark);
    return switch (c) {
      case 0 -> "the end of the file";
      case '\n', '\r' -> "the end of the line";
      case '`' -> "a backtick";
      default -> Redaction.quoted(Character.toString(c));
    };
  }

  /** Returns 0 at the end of the file. */
  private static int character(Optional<Mark> mark) {
    return mark.filter(m -> m.getPointer() < m.getBuffer().length)
        .map(m -> m.getBuffer()[m.getPointer()])
        .orElse(0);
  }

  private static boolean isIndentation(Optional<Mark> mark) {
    return mark.isPresent() && isIndentation(mark.get());
  }

  /** Returns whether only spaces and tabs precede the mark in its line. */
  static boolean isIndentation(Mark mark) {
    int index = mark.getPointer();
    while (index > 0 && " \t".indexOf(mark.getBuffer()[index - 1]) >= 0) {
      index--;
    }
    return mark.getPointer() - index == mark.getColumn();
  }
}
