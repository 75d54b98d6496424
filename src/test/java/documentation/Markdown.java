package documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of the project, as far as tests compare them with the code. */
public final class Markdown {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^(?:<!-- (?<note>.*) -->\n)?```(?<language>[a-z]+)\n(?<text>(?s:.*?))^```$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern NOTE = Pattern.compile("(?<kind>[a-z]+): (?<value>.*)");

  private final Path file;
  private final String text;

  private Markdown(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * A fenced block of code.
   *
   * @param line of its first line of code, from 1
   * @param note the text of the HTML comment right before it, such as {@code file:
   *     environments/base.yaml}
   */
  public record Block(Path file, int line, String language, String note, String text) {
    String place() {
      return file + ":" + line;
    }

    /** Returns the text after a word of the note. */
    Optional<String> noted(String kind) {
      var matcher = NOTE.matcher(note);
      return matcher.matches() && matcher.group("kind").equals(kind)
          ? Optional.of(matcher.group("value"))
          : Optional.empty();
    }
  }

  public static Markdown of(String name) {
    var file = Path.of(name);
    try {
      return new Markdown(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** README.md, CONTRIBUTING.md, SECURITY.md and all of docs/. */
  static List<Markdown> all() {
    try (var files = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "SECURITY.md").map(Path::of), files)
          .map(Path::toString)
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .map(Markdown::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return file;
  }

  String text() {
    return text;
  }

  /**
   * Returns them as fragments of links: in lower case, with hyphens for spaces and without
   * punctuation.
   */
  List<String> headings() {
    return HEADING
        .matcher(text)
        .results()
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }

  /** Returns the lines that are not code. */
  List<String> prose() {
    return FENCED
        .matcher(text)
        .replaceAll("")
        .lines()
        .filter(line -> !line.startsWith("    "))
        .toList();
  }

  List<Block> blocks(String language) {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  List<Block> blocks() {
    var blocks = new ArrayList<Block>();
    var matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      int line = 1 + (int) text.substring(0, matcher.start("text")).lines().count();
      var note = Optional.ofNullable(matcher.group("note")).orElse("");
      blocks.add(new Block(file, line, matcher.group("language"), note, matcher.group("text")));
    }
    return blocks;
  }

  /** Returns the YAML blocks that are files, by name. */
  public Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    blocks("yaml")
        .forEach(block -> block.noted("file").ifPresent(name -> files.put(name, block.text())));
    return files;
  }

  /** Returns the block whose comment is {@code <!-- kind: value -->}. */
  public Block noted(String language, String kind, String value) {
    return blocks(language).stream()
        .filter(block -> block.noted(kind).equals(Optional.of(value)))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(file + " needs a block `" + kind + ": " + value + "`."));
  }

  /**
   * Compares a block with the actual text. As for golden files, {@code -Dsluice.accept=true} writes
   * the actual text, and the test fails this once.
   */
  public void assertHolds(Block block, String actual) {
    if (!block.text().equals(actual)
        && Boolean.getBoolean("sluice.accept")
        && System.getenv("CI") == null) {
      write(with(block, actual));
      throw new AssertionError(
          block.place() + ": accepted. Review it, and run again without the switch.");
    }
    assertThat(actual)
        .as("%s; run with -Dsluice.accept=true to accept", block.place())
        .isEqualTo(block.text());
  }

  private void write(String changed) {
    try {
      Files.writeString(file, changed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String with(Block block, String replacement) {
    var lines = new ArrayList<>(text.lines().toList());
    int from = block.line() - 1;
    lines.subList(from, from + (int) block.text().lines().count()).clear();
    lines.addAll(from, replacement.lines().toList());
    return String.join("\n", lines) + "\n";
  }
}
