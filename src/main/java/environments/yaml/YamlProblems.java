package environments.yaml;

import environments.text.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** The problems of one YAML file, with messages for text that the YAML engine cannot read. */
final class YamlProblems {
  /** More than anyone fixes at once; a file of garbage may have a million. */
  static final int MOST = 100;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  YamlProblems(String file) {
    this.file = file;
  }

  /** Reading cannot continue; the reason is among the problems. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoppedException() {
      super("The reason is among the problems", null, false, false);
    }
  }

  SourcePosition start() {
    return new SourcePosition(file, 1, 1);
  }

  /** Converts the engine's numbers, which begin at 0. */
  SourcePosition position(int line, int column) {
    return new SourcePosition(file, line + 1, column + 1);
  }

  /** Returns the position of a character of the text. */
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
          "Must have fewer than 100 problems; reading stopped here. Fix those above first.");
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

  /**
   * The engine's English messages are the only way to tell its errors apart; an unknown one gets a
   * general message.
   */
  StoppedException malformed(MarkedYamlEngineException error) {
    var here = error.getProblemMark();
    var begin = error.getContextMark().or(() -> here);
    return switch (String.valueOf(error.getContext())) {
      case "while scanning for the next token" -> stop(here, unexpected(here));
      case "while scanning a simple key" ->
          stop(
              begin,
              "Must be a key with a `:` and a value, but no `:` follows; write `key: value`.");
      case "while scanning a quoted scalar", "while scanning a double-quoted scalar" ->
          quotes(error);
      case "while scanning a block scalar" -> stop(here, blockText(error));
      case "while scanning an alias",
          "while scanning an anchor",
          "while scanning a tag",
          "while parsing a node" ->
          stop(begin, mustBeQuoted(begin));
      case "while parsing a flow sequence" -> brackets("list", "`[`", "`]`", error);
      case "while parsing a flow mapping" -> brackets("mapping", "`{`", "`}`", error);
      case "while parsing a flow node", "while parsing a block node" -> stop(here, noValue(here));
      case "while parsing a block mapping" -> stop(here, misplaced("mapping", begin, here));
      case "while parsing a block collection" -> stop(here, misplaced("list", begin, here));
      default -> stop(here, notAllowed(error));
    };
  }

  static String unreadable() {
    return "Must be YAML, but cannot be read from here on; check indentation, quotes and brackets.";
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

  private StoppedException quotes(MarkedYamlEngineException error) {
    if (error.getProblem().startsWith("found unexpected")) {
      return stop(error.getContextMark(), "The closing quote is missing; add it.");
    }
    return stop(
        error.getProblemMark(),
        "Must be an escape of YAML behind the `\\`, but is not; write `\\\\` for a backslash, or"
            + " use single quotes.");
  }

  private static String blockText(MarkedYamlEngineException error) {
    return error.getProblem().startsWith("expected")
        ? "Must be a line break after `|` or `>`, got "
            + name(error.getProblemMark())
            + "; begin the text on the next line."
        : "Lines of a block scalar must have the same indentation; indent them like its first"
            + " line.";
  }

  private StoppedException brackets(
      String what, String open, String close, MarkedYamlEngineException error) {
    var begin = error.getContextMark();
    var here = error.getProblemMark();
    if (character(here) == 0) {
      return stop(
          begin, "Must be closed with " + close + ", but the file ends; add the " + close + ".");
    }
    return stop(
        here,
        "Must be `,` or %s in the %s that begins with %s at %s, got %s; add what is missing."
            .formatted(close, what, open, place(begin), name(here)));
  }

  private static String noValue(Optional<Mark> here) {
    if (character(here) == ':') {
      return emptyKey();
    }
    return character(here) == 0
        ? "Must be a value, but the file ends; add the value and close every bracket."
        : "Must be a value, got " + name(here) + "; add the value, or quote it if it is text.";
  }

  private static String misplaced(String what, Optional<Mark> begin, Optional<Mark> here) {
    if (character(here) == ':') {
      return emptyKey();
    }
    return "Must belong to the %s that begins at %s, but %s does not fit there; "
            .formatted(what, place(begin), name(here))
        + "indent it like its neighbours, or check the quotes and brackets before it.";
  }

  private static String notAllowed(MarkedYamlEngineException error) {
    return switch (String.valueOf(error.getProblem())) {
      case "mapping values are not allowed here" ->
          "A `:` must follow a key, but follows a value; indent the key like its neighbours, or"
              + " quote the value if the `:` is part of it.";
      case "sequence entries are not allowed here" ->
          "A `-` of a list must begin a line, but follows something else; move it to the next line"
              + " and indent it.";
      case "mapping keys are not allowed here" -> mustBeQuoted(error.getProblemMark());
      default ->
          error.getProblem().startsWith("expected '<document") ? secondDocument() : unreadable();
    };
  }

  static String emptyKey() {
    return "Key must be text, got nothing; write the key before the `:`.";
  }

  static String secondDocument() {
    return "Must be one document with one mapping, but more follows; remove it, or check"
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
