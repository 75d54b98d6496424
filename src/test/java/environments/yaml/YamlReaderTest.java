package environments.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlReaderTest {
  @Test
  void theTreeHasEveryValueWithItsPosition() {
    var yaml =
        """
        # The shop
        apps:
          checkout:
            replicas: 3   # enough
            version: "1.10"
            notes: |
              two
              lines
            ports: [80, {name: 'http'}]
            empty:
          "on":
          - a
          -
            ü💥: x
        """;
    assertThat(read(yaml))
        .isEqualTo(
            mapping(2, 1, "apps", entry(2, 1, mapping(3, 3, "checkout", checkout(), "on", on()))));
  }

  private static Node.Entry checkout() {
    return entry(
        3,
        3,
        mapping(
            4,
            5,
            "replicas",
            entry(4, 5, scalar("3", false, 4, 15)),
            "version",
            entry(5, 5, scalar("1.10", true, 5, 14)),
            "notes",
            entry(6, 5, scalar("two\nlines\n", true, 6, 12)),
            "ports",
            entry(9, 5, ports()),
            "empty",
            entry(10, 5, scalar("", false, 10, 11))));
  }

  private static Node ports() {
    return new Node.Sequence(
        List.of(
            scalar("80", false, 9, 13),
            mapping(9, 17, "name", entry(9, 18, scalar("http", true, 9, 24)))),
        at(9, 12));
  }

  private static Node.Entry on() {
    return entry(
        11,
        3,
        new Node.Sequence(
            List.of(
                scalar("a", false, 12, 5),
                mapping(14, 5, "ü💥", entry(14, 5, scalar("x", false, 14, 9)))),
            at(12, 3)));
  }

  @Test
  void keysKeepTheOrderOfTheFile() {
    assertThat(read("c: 1\na: 2\nb: 3\n").entries().keySet()).containsExactly("c", "a", "b");
  }

  @Test
  void theFirstOfDuplicateKeysIsKept() {
    List<Problem> problems = new ArrayList<>();
    var root = YamlReader.read("a.yaml", bytes("a: 1\na: 2\n"), problems).orElseThrow();
    assertThat(root).isEqualTo(mapping(1, 1, "a", entry(1, 1, scalar("1", false, 1, 4))));
    assertThat(problems).hasSize(1);
  }

  @Test
  void aByteOrderMarkIsTakenOff() {
    assertThat(read("\uFEFFa: 1\n")).isEqualTo(read("a: 1\n"));
  }

  @Test
  void linesMayEndWithCrLf() {
    assertThat(read("a: |\r\n  b\r\nc: 2\r\n")).isEqualTo(read("a: |\n  b\nc: 2\n"));
  }

  @Test
  void oneDocumentMayHaveItsMarkers() {
    assertThat(read("---\na: 1\n...\n# end\n").entries().keySet()).containsExactly("a");
  }

  @Test
  void tabsInTextStay() {
    var root = read("a: |\n  \tb\nc: \"d\te\" # \tf\ng: h\ti\n");
    assertThat(root.entries().values())
        .extracting(entry -> ((Node.Scalar) entry.value()).text())
        .containsExactly("\tb\n", "d\te", "h\ti");
  }

  private static Node.Mapping read(String yaml) {
    List<Problem> problems = new ArrayList<>();
    var root = YamlReader.read("a.yaml", bytes(yaml), problems);
    assertThat(problems).isEmpty();
    return root.orElseThrow();
  }

  private static byte[] bytes(String yaml) {
    return yaml.getBytes(StandardCharsets.UTF_8);
  }

  private static SourcePosition at(int line, int column) {
    return new SourcePosition("a.yaml", line, column);
  }

  private static Node.Scalar scalar(String text, boolean quoted, int line, int column) {
    return new Node.Scalar(text, quoted, at(line, column));
  }

  private static Node.Entry entry(int line, int column, Node value) {
    return new Node.Entry(at(line, column), value);
  }

  private static Node.Mapping mapping(int line, int column, Object... keysAndEntries) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndEntries.length; i += 2) {
      entries.put((String) keysAndEntries[i], (Node.Entry) keysAndEntries[i + 1]);
    }
    return new Node.Mapping(entries, at(line, column));
  }
}
