package synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlEmitterTest {

  @Test
  void deploymentReadsAsPeopleWriteIt() {
    assertThat(YamlEmitter.document(deployment()))
        .isEqualTo(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: checkout-blue
              labels:
                app.kubernetes.io/name: checkout
                app.kubernetes.io/version: "1.0.0"
              annotations: {}
            spec:
              replicas: 3
              template:
                spec:
                  automountServiceAccountToken: false
                  containers:
                    - name: checkout
                      image: registry.example/shop/checkout:1.0.0@sha256:0f1e2d3c
                      command:
                        - /bin/sh
                        - "-c"
                        - |
                          set -eu

                          exec /app --port=8080
                      args:
                        - --port=8080
                        - --verbose
                      env:
                        - name: DEBUG
                          value: "false"
                        - name: GREETING
                          value: "Grüße, \\"日本\\""
                      resources:
                        requests:
                          cpu: 100m
                          memory: 64Mi
                        limits:
                          cpu: "2"
                      readinessProbe:
                        httpGet:
                          path: /healthz
                          port: http
                        periodSeconds: 10
                  tolerations: []
                  volumes:
                    - name: tmp
                      emptyDir: {}
            """);
  }

  @Test
  void listsInListsShareTheirLines() {
    var tree =
        map(
            "matrix",
            List.of(List.of(1, 2), List.of(map("a", List.of(), "b", map()), List.of("x\ny"))));
    assertThat(YamlEmitter.document(tree))
        .isEqualTo(
            """
            matrix:
              - - 1
                - 2
              - - a: []
                  b: {}
                - - |-
                    x
                    y
            """);
  }

  @Test
  void textOfManyLinesIsABlockUnlessItHidesSomething() {
    var data = new LinkedHashMap<String, String>();
    data.put("noLastBreak", "a\n\n  b");
    data.put("lastBreak", "a\nb\n");
    data.put("indented", "  a\nb\n");
    data.put("tabs", "all:\n\techo é\n");
    data.put("blankEnd", "a\n\n");
    data.put("blankStart", "\na\n");
    data.put("spaceBeforeBreak", "a \nb");
    data.put("tabFirst", "\ta\nb");
    data.put("carriageReturn", "a\r\nb\r\n");
    data.put("control", "a\n\u001B[0m");
    data.put("wrongWay", "a\n\u202Eb");
    data.put("emoji", "a\n\u2764\uFE0F\n");
    data.put("space", "a\n\u3000b\n");
    assertThat(YamlEmitter.document(data))
        .isEqualTo(
            """
            noLastBreak: |-
              a

                b
            lastBreak: |
              a
              b
            indented: |2
                a
              b
            tabs: |
              all:
              \techo é
            blankEnd: "a\\n\\n"
            blankStart: "\\na\\n"
            spaceBeforeBreak: "a \\nb"
            tabFirst: "\\ta\\nb"
            carriageReturn: "a\\r\\nb\\r\\n"
            control: "a\\n\\u001B[0m"
            wrongWay: "a\\n\\u202Eb"
            emoji: "a\\n\u2764\\uFE0F\\n"
            space: "a\\n\\u3000b\\n"
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkout-blue",
        "v1",
        "/healthz",
        "10s",
        "250ms",
        "100m",
        "64Mi",
        "25%",
        "5k",
        "http://a:80/b?c=d&e",
        "a:b",
        "--port=8080",
        "a - b",
        "apps/v1",
        "deadbeef",
        "e3",
        "yep",
        "online",
        "x",
        "sleep 10 && exit",
        "a=b,c=d"
      })
  void whatNoReaderMistakesIsPlain(String text) {
    assertThat(YamlEmitter.document(map(text, text))).isEqualTo(text + ": " + text + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "y",
        "No",
        "TRUE",
        "oFF",
        "null",
        "~",
        "NaN",
        "inf",
        "1",
        "1.0",
        "1e3",
        "0x1F",
        "0o7",
        "0777",
        "1_000",
        "12:30:45",
        "2001-01-01",
        "5E",
        "5Ei",
        "0b1",
        "10.0.0.1",
        "- a",
        "-c",
        "---",
        "a: b",
        "a:",
        "a #b",
        "a ",
        " a",
        "*a",
        "&a",
        "!a",
        "@a",
        "%a",
        "`a`",
        "[a]",
        "a[0]",
        "{{a}}",
        "it's",
        "#a",
        ".a",
        "=",
        "<<",
        "é",
        "日本",
        "😀"
      })
  void everythingElseIsBetweenDoubleQuotes(String text) {
    assertThat(YamlEmitter.document(map(text, text)))
        .isEqualTo("\"" + text + "\": \"" + text + "\"\n");
  }

  @Test
  void whatCannotBeSeenIsEscaped() {
    assertThat(
            YamlEmitter.document(
                map(
                    "a",
                    "\0\t\r\n"
                        + "\"\\\u007F\u0085\u00A0\u00AD\u200B\u2028\uFEFF\uFFFF\uFE0F\u3164\uE000\uDB40\uDC20\uDB40\uDD01")))
        .isEqualTo(
            "a: \"\\u0000\\t\\r"
                + "\\n"
                + "\\\"\\\\\\u007F\\u0085\\u00A0\\u00AD\\u200B\\u2028\\uFEFF\\uFFFF\\uFE0F\\u3164"
                + "\\uE000\\U000E0020\\U000E0101\"\n");
  }

  @Test
  void keyThatReadersWouldLoseIsAnnounced() {
    var key = "k".repeat(1001);
    assertThat(YamlEmitter.document(map("a", List.of(map(key, 1, "b", map(key, List.of(2)))))))
        .isEqualTo(
            """
            a:
              - ? KEY
                : 1
                b:
                  ? KEY
                  :
                    - 2
            """
                .replace("KEY", key));
  }

  @Test
  void longTextIsNeverFolded() {
    var words = "word ".repeat(1000) + "end";
    assertThat(YamlEmitter.document(map("a", words))).isEqualTo("a: " + words + "\n");
    assertThat(YamlEmitter.document(map("a", words + "\n"))).isEqualTo("a: |\n  " + words + "\n");
  }

  @Test
  void numbersAreDecimal() {
    assertThat(YamlEmitter.document(map("a", Integer.MIN_VALUE, "b", Long.MAX_VALUE, "c", 0)))
        .isEqualTo("a: -2147483648\nb: 9223372036854775807\nc: 0\n");
  }

  @Test
  void documentsArePartedInOneBuffer() {
    var out = new StringBuilder("# Generated by sluice synth.\n");
    var emitter = new YamlEmitter(out);
    emitter.write(map("a", 1));
    emitter.write(map());
    emitter.write(map("b", 2));
    assertThat(out).hasToString("# Generated by sluice synth.\na: 1\n---\n{}\n---\nb: 2\n");
  }

  @Test
  void commentsFollowLeavesInTheirColumn() {
    var tree =
        map(
            "spec",
            map(
                "replicas",
                3,
                "names",
                List.of("日本", List.of("a long text, longer than the column"), map("b", map())),
                "script",
                "a\nb\n",
                "none",
                List.of()));
    var out = new StringBuilder();
    YamlEmitter.Comments paths = path -> path.contains("none") ? "" : path.toString();
    new YamlEmitter(out, paths, 24).write(tree);
    assertThat(out)
        .hasToString(
            """
            spec:
              replicas: 3           # [spec, replicas]
              names:
                - "日本"              # [spec, names, 0]
                - - a long text, longer than the column  # [spec, names, 1, 0]
                - b: {}             # [spec, names, 2, b]
              script: |             # [spec, script]
                a
                b
              none: []
            """);
  }

  @Test
  void commentCannotEndItsLine() {
    var out = new StringBuilder();
    new YamlEmitter(out, path -> "odd\nname: \"é\"", 0).write(map("a", 1));
    assertThat(out).hasToString("a: 1  # odd\\nname: \"é\"\n");
  }

  @Test
  void valueOfAnotherTypeIsRefusedWithItsPath() {
    assertThatThrownBy(
            () -> YamlEmitter.document(map("spec", map("ports", List.of(1, map("weight", 0.5))))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "spec.ports[1].weight: A value must be a mapping, list, string, integer or boolean, got"
                + " java.lang.Double `0.5`.");
  }

  @Test
  void nullIsRefused() {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("a", null);
    assertThatThrownBy(() -> YamlEmitter.document(tree))
        .hasMessage("a: A value must be a mapping, list, string, integer or boolean, got null.");
  }

  @Test
  void keyThatIsNoStringIsRefused() {
    assertThatThrownBy(() -> YamlEmitter.document(map("a", Map.of(1, "b"))))
        .hasMessage("a: A key must be a string, got java.lang.Integer `1`.");
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD800, 0xDBFF, 0xDC00, 0xDFFF})
  void halfOfASurrogatePairIsRefused(int half) {
    for (var text : List.of("a" + (char) half, (char) half + "a", "a\n" + (char) half + "\n")) {
      assertThatThrownBy(() -> YamlEmitter.document(map("data", map("key", text))))
          .hasMessage(
              ("data.key: YAML cannot represent half of a surrogate pair, but the text contains"
                      + " U+%X alone.")
                  .formatted(half));
    }
  }

  @Test
  void keyWithHalfOfASurrogatePairIsRefused() {
    assertThatThrownBy(() -> YamlEmitter.document(map("\uD83D", 1)))
        .hasMessage(
            "YAML cannot represent half of a surrogate pair, but the text contains U+D83D alone.");
  }

  @Test
  void refusedDocumentLeavesNoTrace() {
    var out = new StringBuilder();
    var emitter = new YamlEmitter(out);
    assertThatThrownBy(() -> emitter.write(map("a", 1, "b", 0.5)))
        .isInstanceOf(IllegalArgumentException.class);
    emitter.write(map("a", 1));
    assertThatThrownBy(() -> emitter.write(map("a", 1, "b", 0.5)))
        .isInstanceOf(IllegalArgumentException.class);
    emitter.write(map("b", 2));
    assertThat(out).hasToString("a: 1\n---\nb: 2\n");
  }

  @Test
  void treesMayBeDeep() {
    Object tree = "leaf";
    var lines = new ArrayList<String>();
    for (int level = 0; level < 100; level++) {
      tree = map("a", tree);
      lines.add("  ".repeat(level) + (level == 99 ? "a: leaf" : "a:"));
    }
    assertThat(YamlEmitter.document(map("top", tree)))
        .isEqualTo("top:\n" + String.join("\n", lines).indent(2));
  }

  private static Map<String, Object> deployment() {
    var container =
        map(
            "name", "checkout",
            "image", "registry.example/shop/checkout:1.0.0@sha256:0f1e2d3c",
            "command", List.of("/bin/sh", "-c", "set -eu\n\nexec /app --port=8080\n"),
            "args", List.of("--port=8080", "--verbose"),
            "env",
                List.of(
                    map("name", "DEBUG", "value", "false"),
                    map("name", "GREETING", "value", "Grüße, \"日本\"")),
            "resources",
                map("requests", map("cpu", "100m", "memory", "64Mi"), "limits", map("cpu", "2")),
            "readinessProbe",
                map("httpGet", map("path", "/healthz", "port", "http"), "periodSeconds", 10));
    var pod =
        map(
            "automountServiceAccountToken", false,
            "containers", List.of(container),
            "tolerations", List.of(),
            "volumes", List.of(map("name", "tmp", "emptyDir", map())));
    return map(
        "apiVersion",
        "apps/v1",
        "kind",
        "Deployment",
        "metadata",
        map(
            "name", "checkout-blue",
            "labels",
                map("app.kubernetes.io/name", "checkout", "app.kubernetes.io/version", "1.0.0"),
            "annotations", map()),
        "spec",
        map("replicas", 3, "template", map("spec", pod)));
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
