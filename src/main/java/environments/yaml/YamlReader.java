package environments.yaml;

import environments.text.Redaction;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the subset of YAML that all parsers read alike: UTF-8, mappings, lists and scalars; no
 * anchors, aliases, merge keys, tags, directives or duplicate keys, and no keys that some parser
 * does not read as text.
 */
public final class YamlReader {
  /** 3 MiB; it is enough if callers read one byte more. */
  public static final int MAX_BYTES = 3 * 1024 * 1024;

  static final int MAX_DEPTH = 32;

  /** Far more than people write in the largest file, yet little enough to keep in memory. */
  static final int MAX_VALUES = 100_000;

  private final YamlProblems problems;
  private final String text;
  private final boolean looksForTabs;
  private final ParserImpl parser;
  private final StringBuilder path = new StringBuilder();
  private int depth;
  private int values;
  private int line;
  private int column;
  private boolean whole = true;

  /**
   * @param mayIndentByTabs whether tabs may indent lines, as in JSON
   */
  private YamlReader(YamlProblems problems, String text, boolean mayIndentByTabs) {
    this.problems = problems;
    this.text = text;
    looksForTabs = !mayIndentByTabs && text.indexOf('\t') >= 0;
    // The buffer holds the whole text: a smaller one is copied repeatedly while reading long
    // scalars.
    var settings =
        LoadSettings.builder().setBufferSize(text.length()).setCodePointLimit(MAX_BYTES).build();
    parser = new ParserImpl(settings, new StreamReader(settings, new StringReader(text)));
  }

  /**
   * @param file the name in messages
   * @param problems receives all problems of the file, in the order of the file
   * @return the root, with the first of duplicate keys; empty if a problem makes a value unknown
   */
  public static Optional<Node.Mapping> read(String file, byte[] bytes, List<Problem> problems) {
    var found = new YamlProblems(file);
    try {
      return new YamlReader(found, text(bytes, found), false).document();
    } catch (YamlProblems.StoppedException e) {
      return Optional.empty();
    } finally {
      problems.addAll(found.inFileOrder());
    }
  }

  /** Returns the roots of all documents that are not empty; empty if a value is unknown. */
  public static Optional<List<Node.Mapping>> readAll(
      String file, byte[] bytes, List<Problem> problems) {
    var found = new YamlProblems(file);
    try {
      return new YamlReader(found, text(bytes, found), file.endsWith(".json")).documents();
    } catch (YamlProblems.StoppedException e) {
      return Optional.empty();
    } finally {
      problems.addAll(found.inFileOrder());
    }
  }

  private static String text(byte[] bytes, YamlProblems problems) {
    if (bytes.length > MAX_BYTES) {
      throw problems.stop(
          problems.start(), "Must be at most 3 MiB; check that it is the right file.");
    }
    if (isWide(bytes)) {
      throw problems.stop(
          problems.start(), "Must be UTF-8, got UTF-16 or UTF-32; save it as UTF-8.");
    }
    var text = decode(bytes, problems);
    checkCharacters(text, problems);
    checkBeginning(text, problems);
    return text;
  }

  private static boolean isWide(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    boolean marked = (bytes[0] == -1 && bytes[1] == -2) || (bytes[0] == -2 && bytes[1] == -1);
    return marked || bytes[0] == 0 || bytes[1] == 0;
  }

  private static String decode(byte[] bytes, YamlProblems problems) {
    int start = hasByteOrderMark(bytes) ? 3 : 0;
    var lenient = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8);
    return lenient.indexOf('\uFFFD') < 0 ? lenient : decodeStrictly(bytes, start, problems);
  }

  /** Slower than the lenient way, but tells malformed bytes from a replacement character. */
  private static String decodeStrictly(byte[] bytes, int start, YamlProblems problems) {
    var in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    var out = CharBuffer.allocate(bytes.length - start);
    // A new decoder reports malformed bytes instead of replacing them.
    var result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    var text = out.flip().toString();
    if (result.isError()) {
      throw problems.stop(
          problems.position(text, text.length()),
          String.format("Must be UTF-8, got the byte 0x%02X; save the file as UTF-8.", in.get()));
    }
    return text;
  }

  private static boolean hasByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /** YAML 1.1 and 1.2 disagree on whether these break a line or are allowed at all. */
  private static void checkCharacters(String text, YamlProblems problems) {
    int index = first(first(-1, text.indexOf('\u0085')), text.indexOf('\uFEFF'));
    index = first(first(index, text.indexOf('\u2028')), text.indexOf('\u2029'));
    index = first(first(index, text.indexOf('\u007F')), loneCarriageReturn(text));
    if (index >= 0) {
      throw problems.stop(problems.position(text, index), character(text.charAt(index)));
    }
  }

  private static String character(int c) {
    return c == '\r'
        ? "Lines must end with LF or CRLF, got CR; convert the line endings."
        : "YAML parsers disagree about the character " + Redaction.codePoint(c) + "; remove it.";
  }

  private static int first(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
  }

  private static int loneCarriageReturn(String text) {
    int index = text.indexOf('\r');
    while (index >= 0 && text.startsWith("\n", index + 1)) {
      index = text.indexOf('\r', index + 1);
    }
    return index;
  }

  private static void checkBeginning(String text, YamlProblems problems) {
    int index = firstContent(text);
    if (index == text.length()) {
      throw empty(problems);
    }
    if (text.charAt(index) == '%') {
      throw problems.stop(
          problems.position(text, index),
          "YAML directives (`%`) are not supported; remove the line.");
    }
  }

  private static int firstContent(String text) {
    int index = 0;
    while (index < text.length() && " \r\n#".indexOf(text.charAt(index)) >= 0) {
      int end = text.indexOf('\n', index);
      index = text.charAt(index) != '#' ? index + 1 : end < 0 ? text.length() : end;
    }
    return index;
  }

  private static YamlProblems.StoppedException empty(YamlProblems problems) {
    return problems.stop(
        problems.start(),
        "Must be a mapping of keys to values, got nothing; begin with `version: 1`, or in Pulumi's"
            + " file with `config:`.");
  }

  private Optional<Node.Mapping> document() {
    next(); // StreamStart
    next(); // DocumentStart
    var root = root(next());
    next(); // DocumentEnd
    if (next().getEventId() != Event.ID.StreamEnd) {
      problems.add(here(), "", YamlProblems.secondDocument());
    }
    return whole ? Optional.of(root) : Optional.empty();
  }

  private Optional<List<Node.Mapping>> documents() {
    var roots = new ArrayList<Node.Mapping>();
    next(); // StreamStart
    while (next().getEventId() != Event.ID.StreamEnd) { // DocumentStart
      var event = next();
      if (!isNothing(event)) {
        roots.add(root(event));
      }
      next(); // DocumentEnd
    }
    return whole ? Optional.of(roots) : Optional.empty();
  }

  private static boolean isNothing(Event event) {
    return event instanceof ScalarEvent scalar && scalar.isPlain() && scalar.getValue().isEmpty();
  }

  private Node.Mapping root(Event event) {
    if (isNothing(event)) {
      throw empty(problems);
    }
    if (event.getEventId() != Event.ID.MappingStart) {
      throw problems.stop(
          here(),
          "Must be a mapping of keys to values, got " + kind(event) + "; write `key: value`.");
    }
    return mapping((CollectionStartEvent) event);
  }

  private Node node(Event event) {
    values++;
    if (values > MAX_VALUES) {
      throw problems.stop(
          here(), "Must have at most 100000 values; check that it is the right file.");
    }
    return switch (event.getEventId()) {
      case Scalar -> scalar((ScalarEvent) event);
      case MappingStart -> mapping((CollectionStartEvent) event);
      case SequenceStart -> sequence((CollectionStartEvent) event);
      case Alias -> alias((AliasEvent) event);
      default -> throw new IllegalStateException("No node begins with " + event);
    };
  }

  private Node.Mapping mapping(CollectionStartEvent start) {
    var position = enter(start);
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (var event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
      entry(event, entries);
    }
    depth--;
    return new Node.Mapping(entries, position);
  }

  private Node.Sequence sequence(CollectionStartEvent start) {
    var position = enter(start);
    List<Node> items = new ArrayList<>();
    int length = path.length();
    for (var event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
      path.append('[').append(items.size()).append(']');
      items.add(node(event));
      path.setLength(length);
    }
    depth--;
    return new Node.Sequence(items, position);
  }

  private SourcePosition enter(CollectionStartEvent start) {
    depth++;
    if (depth > MAX_DEPTH) {
      throw problems.stop(
          here(), "Nesting must be at most 32 levels deep, got 33; flatten the structure.");
    }
    refuseProperties(start, start.getTag());
    return here();
  }

  private void entry(Event event, Map<String, Node.Entry> entries) {
    int length = path.length();
    var position = here();
    var key = key(event, entries);
    var value = node(next());
    path.setLength(length);
    if (key.isPresent()) {
      entries.putIfAbsent(key.get(), new Node.Entry(position, value));
    }
  }

  /** Adds the key to the path; returns empty if it cannot be a key. */
  private Optional<String> key(Event event, Map<String, Node.Entry> entries) {
    if (event instanceof ScalarEvent scalar) {
      var text = scalar.getValue();
      path.append(path.length() == 0 ? "" : ".").append(Redaction.shown(text));
      return isKey(scalar, text, entries) ? Optional.of(text) : unknown();
    }
    refuse("Key must be text, got " + kind(event) + "; " + keyFix(event) + ".");
    node(event);
    return unknown();
  }

  /** Most mappings in place of a key are templates such as {@code {{ version }}}. */
  private static String keyFix(Event event) {
    return event.getEventId() == Event.ID.MappingStart
        ? "write the value itself, because `{{ }}` is not a template here"
        : "quote it if it is text";
  }

  private Optional<String> unknown() {
    whole = false;
    return Optional.empty();
  }

  private boolean isKey(ScalarEvent scalar, String text, Map<String, Node.Entry> entries) {
    refuseProperties(scalar, scalar.getTag());
    if (scalar.isPlain() && text.equals("<<")) {
      refuse("Merge keys (`<<`) are not supported; write the merged keys out.");
      return false;
    }
    if (text.isEmpty()) {
      refuse(YamlProblems.emptyKey());
      return false;
    }
    checkText(scalar);
    checkReadAlike(scalar, text);
    checkSingle(text, entries);
    return true;
  }

  private void checkReadAlike(ScalarEvent key, String text) {
    if (key.isPlain() && !YamlScalars.isText(text)) {
      var shown = Redaction.shown(text);
      refuse(
          "Key must be text, but YAML parsers read `%s` as %s; write \"%s\"."
              .formatted(shown, YamlScalars.readAs(text), shown));
    }
  }

  private void checkSingle(String key, Map<String, Node.Entry> entries) {
    var first = entries.get(key);
    if (first != null) {
      var place = first.position().line() + ":" + first.position().column();
      refuse("Duplicate key, first defined at " + place + "; remove one of them.");
    }
  }

  private Node.Scalar scalar(ScalarEvent event) {
    refuseProperties(event, event.getTag());
    checkText(event);
    return new Node.Scalar(event.getValue(), !event.isPlain(), here());
  }

  /** Escapes in double quotes can produce characters that files must not contain. */
  private void checkText(ScalarEvent event) {
    var value = event.getValue();
    if (event.isDQuoted() && !StreamReader.isPrintable(value)) {
      var bad =
          value.codePoints().filter(c -> !StreamReader.isPrintable(c)).findFirst().orElseThrow();
      refuse(
          "Must be printable text, got an escape sequence for "
              + Redaction.codePoint(bad)
              + "; remove it.");
    }
  }

  private Node alias(AliasEvent event) {
    var text = "*" + event.getAlias().getValue();
    refuse(
        "Aliases are not supported, got %s; write out the value, or quote it if it is text."
            .formatted(Redaction.quoted(text)));
    whole = false;
    return new Node.Scalar(text, false, here());
  }

  private void refuseProperties(NodeEvent event, Optional<String> tag) {
    if (event.getAnchor().isPresent()) {
      var anchor = Redaction.quoted("&" + event.getAnchor().get().getValue());
      refuse(
          "Anchors are not supported, got "
              + anchor
              + "; remove it, and write out the value where it is used.");
    }
    if (tag.isPresent()) {
      var shown = Redaction.quoted(written(tag.get()));
      refuse("Tags are not supported, got " + shown + "; remove it, or quote it if it is text.");
    }
  }

  /** Returns a tag as the user probably wrote it; the engine only has its full name. */
  private static String written(String tag) {
    if (tag.startsWith(Tag.PREFIX)) {
      return "!!" + tag.substring(Tag.PREFIX.length());
    }
    return tag.startsWith("!") ? tag : "!<" + tag + ">";
  }

  private static String kind(Event event) {
    return switch (event.getEventId()) {
      case MappingStart -> "a mapping";
      case SequenceStart -> "a list";
      case Alias -> "an alias";
      default -> "a single value";
    };
  }

  private void refuse(String message) {
    problems.add(here(), path.toString(), message);
  }

  private SourcePosition here() {
    return problems.position(line, column);
  }

  private Event next() {
    try {
      var event = parser.next();
      moveTo(event.getStartMark().orElseThrow());
      return event;
    } catch (RuntimeException e) {
      // Not only the engine's exceptions: the escape sequence `UFFFFFFFF` causes a
      // NumberFormatException.
      throw malformed(e);
    }
  }

  private YamlProblems.StoppedException malformed(RuntimeException error) {
    if (error instanceof ReaderException character) {
      int index = text.offsetByCodePoints(0, character.getPosition());
      return problems.stop(problems.position(text, index), character(character.getCodePoint()));
    }
    if (error instanceof YamlVersionException) {
      return problems.stop(here(), YamlProblems.secondDocument());
    }
    return error instanceof MarkedYamlEngineException marked
        ? problems.malformed(marked)
        : problems.stop(here(), YamlProblems.unreadable());
  }

  private void moveTo(Mark mark) {
    boolean newLine = mark.getLine() != line;
    line = mark.getLine();
    column = mark.getColumn();
    if (looksForTabs && newLine) {
      checkIndentation(mark);
    }
  }

  /** The engine accepts tabs as indentation inside brackets. */
  private void checkIndentation(Mark mark) {
    int start = mark.getPointer() - mark.getColumn();
    for (int i = start; i < mark.getPointer(); i++) {
      if (mark.getBuffer()[i] == '\t' && YamlProblems.isIndentation(mark)) {
        problems.add(problems.position(line, i - start), "", YamlProblems.tabIndentation());
        return;
      }
    }
  }
}
