package documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The documents of the project, as far as tests hold them to the code. */
final class Markdown {
  private static final Pattern BLOCK =
      Pattern.compile("(?m)^(?:<!-- (?<note>.*) -->\n)?```(?<language>[a-z]+)\n(?<text>(?s:.*?))^```$");
  private static final Pattern COMMAND_LINE_NOTE = Pattern.compile("(?<kind>[a-z]+): (?<value>.*)");

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
   * @param note what the HTML comment right before it says, such as {@code file: environments/base.yaml}
   */
  record Block(Path file, int line, String language, String note, String text) {
    String place() {
      return file + ":" + line;
    }

    /** What stands behind a word of the note. */
    Optional<String> noted(String kind) {
      var matcher = COMMAND_LINE_NOTE.matcher(note);
      return matcher.matches() && matcher.group("kind").equals(kind)
          ? Optional.of(matcher.group("value"))
          : Optional.empty();
    }
  }

  static Markdown of(String name) {
    var file = Path.of(name);
    try {
      return new Markdown(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** README.md and all of docs/. */
  static List<Markdown> all() {
    try (var files = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), files)
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

  List<Block> blocks(String language) {
    var blocks = new ArrayList<Block>();
    var matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group("language").equals(language)) {
        int line = 1 + (int) text.substring(0, matcher.start("text")).lines().count();
        var note = Optional.ofNullable(matcher.group("note")).orElse("");
        blocks.add(new Block(file, line, language, note, matcher.group("text")));
      }
    }
    return blocks;
  }

  /** This document with another text in a block. */
  String with(Block block, String replacement) {
    var lines = new ArrayList<>(text.lines().toList());
    int from = block.line() - 1;
    lines.subList(from, from + (int) block.text().lines().count()).clear();
    lines.addAll(from, replacement.lines().toList());
    return String.join("\n", lines) + "\n";
  }
}
