package documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Rules for README.md, CONTRIBUTING.md, SECURITY.md and all of docs/. */
class DocumentsTest {
  private static final Pattern LINK =
      Pattern.compile("\\]\\((?!https?:)(?<file>[^)#]*)(?:#(?<heading>[^)]*))?\\)");

  private static final Set<String> GENERATED = Set.of("docs/checks.md", "docs/reference.md");

  static Stream<String> documents() {
    return Markdown.all().stream().map(document -> document.file().toString());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyBlockOfYamlAndJsonCanBeRead(String name) {
    var document = Markdown.of(name);
    for (var block : document.blocks("yaml")) {
      assertThatCode(() -> new Load(LoadSettings.builder().build()).loadFromString(block.text()))
          .as(block.place())
          .doesNotThrowAnyException();
    }
    for (var block : document.blocks("json")) {
      assertThatCode(() -> new JsonMapper().readTree(block.text()))
          .as(block.place())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyLinkLeadsToAFileAndAHeadingOfIt(String name) {
    var document = Markdown.of(name);
    var links = LINK.matcher(document.text());
    while (links.find()) {
      var link = links.group("file");
      var file = link.isEmpty() ? document.file() : document.file().resolveSibling(link);
      assertThat(file).as(links.group()).exists();
      if (links.group("heading") != null) {
        assertThat(Markdown.of(file.toString()).headings())
            .as(links.group())
            .contains(links.group("heading"));
      }
    }
  }

  /** Tables, links, printed output and generated text are not wrapped. */
  @ParameterizedTest
  @MethodSource("documents")
  void proseHasAtMost120Columns(String name) {
    var document = Markdown.of(name);
    if (!GENERATED.contains(name)) {
      assertThat(document.prose())
          .filteredOn(line -> !line.startsWith("|") && !LINK.matcher(line).find())
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
  }
}
