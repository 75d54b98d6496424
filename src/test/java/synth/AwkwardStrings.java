package synth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;

/** Strings that some YAML reader has misinterpreted, listed and generated. */
final class AwkwardStrings {
  private static final List<String> WORDS =
      tokens(
          """
          y Y n N yes Yes YES no No NO on On ON off Off OFF true True TRUE tRuE false False
          FALSE null Null NULL nULL ~ nan NaN .nan .NaN .NAN inf Inf infinity Infinity .inf
          .Inf .INF -.inf +.inf -inf None nil undefined yep none online = << <
          """);

  private static final List<String> NUMBERS =
      tokens(
          """
          0 -0 +0 1 -1 +1 00 007 08 0777 0o777 0O777 0x1F 0X1f -0x1F 0b101 0B101 1_000 1_ _1
          0x_1F 0b1_0 1.0 1. .5 -.5 +.5 1.5e3 1e3 1E3 7e5 1e+3 1e-3 1E400 .5e1 1.e1 e3 E3 1e
          0e0 1.2.3 1.0.0 1,000 1,000.5 10.0.0.1 10.0.0.0/8 fe80::1 ::1 0.1_0
          9223372036854775808 1d 1f 1L 123456789012345678901234567890 0xDEADBEEF deadbeef
          12345678e9 3h 0m 1/2
          """);

  private static final List<String> TIMES =
      tokens(
          """
          2001-01-01 2001-1-1 2001-01-01T00:00:00Z 2001-12-14t21:59:43.10-05:00 20010101
          2001-01 12:30 12:30:45 1:1 -1:30 190:20:30 190:20:30.15 1:60 22:22 08:30 0:0:0
          1:2:3:4 80:80 5432:5432
          """);

  private static final List<String> QUANTITIES =
      tokens(
          """
          100m 64Mi 1Gi 500m 10s 15s 25% 100% 0% 1Ki 2Ti 1k 1M 2G 3T 250ms 1h 1h30m 1E 1Ei 1Pi
          1P 1e3Mi 0x1Mi 0b1m 1.5Gi -5m +5m 10us 1K 1n 1u 7d m Mi % 1%2
          """);

  private static final List<String> INDICATORS =
      tokens(
          """
          - -- --- ---- ---a ... -a -c --port=8080 -- --1 ? ?a : :a a: a:b a:: http://a
          http://a:80/b?c=d&e=f#g , [ ] [] { } {} a[0] a{b} # a#b & &a * *a ! !a | |- > |2 %
          %a @ @a ` `a` $(A) ${A} $A a=b a|b (a) a* a! a?
          """);

  private static final List<String> SPACED =
      List.of(
          "",
          "1 000",
          "2001-12-14 21:59:43",
          "2001-12-14 21:59:43.10 -5",
          "5 m",
          "--- a",
          "... a",
          "- a",
          "--- #",
          "? a",
          ": a",
          "a: b",
          "a :b",
          "a : b",
          "a: ",
          "[a, b]",
          "{a: b}",
          "{{ a }}",
          "a, b",
          "# a",
          "a # b",
          "a #b",
          "a# b",
          "&a b",
          "* * * * *",
          "*/5 * * * *",
          "!!str a",
          "!!binary aGk=",
          "> a",
          "%YAML 1.2",
          "a && b",
          "a; b",
          "/a b",
          "/ #");

  private static final List<String> QUOTES =
      List.of(
          "'",
          "''",
          "'a'",
          "a'b",
          "it's",
          "\"",
          "\"\"",
          "\"a\"",
          "a\"b",
          "\\",
          "\\\\",
          "a\\b",
          "\\n",
          "\\u0041",
          "\"\\",
          "\\\"",
          "'\"",
          "\"a\": 1",
          "{\"a\":\"b\"}",
          "C:\\a",
          "^a.*\\.b$",
          "a\\");

  private static final List<String> WHITE_SPACE =
      List.of(
          " ",
          "  ",
          " a",
          "a ",
          " a ",
          "a  b",
          "\t",
          "\ta",
          "a\t",
          "a\tb",
          "a \tb",
          "\t ",
          " \t",
          "\n",
          "\n\n",
          "\n\n\n",
          "\r",
          "\r\n",
          "a\r",
          "\ra",
          "a\rb",
          "a\r\nb",
          "a\r\nb\r\n",
          "\u000B",
          "\f",
          "a\fb");

  private static final List<String> LINES =
      List.of(
          "a\nb",
          "a\nb\n",
          "a\nb\n\n",
          "a\nb\n\n\n",
          "\na",
          "\na\n",
          "\n\na",
          "a\n\nb",
          "a\n\n\nb\n",
          " a\nb",
          " a\nb\n",
          "  a\n b\n",
          "\n a",
          "\n  a\nb",
          " \na",
          " \n\na",
          "a\n ",
          "a\n  \n",
          "a\n \nb",
          "a \nb",
          "a\nb ",
          "a\t\nb",
          "a\n\t",
          "a\n\tb\n",
          "\ta\nb",
          " \ta\nb",
          "a\n b\n  c\n",
          "a\n- b\n- c\n",
          "a:\n  b: c\n",
          "# a\nb\n",
          "a # b\nc",
          "a\n# b",
          "---\na\n",
          "a\n---\nb\n",
          "a\n...\nb",
          "...\na",
          "%YAML 1.2\n---\na",
          "- a\n",
          "? a\n: b\n",
          "|\n  a\n",
          "\"a\n",
          "'a\nb'",
          "a\\\nb\\\n",
          "{\n  \"a\": 1\n}\n",
          "[\n]\n",
          "#!/bin/sh\nset -eu\nexec \"$@\"\n",
          "all:\n\techo a\n",
          "é\n日本\n",
          "a\n\u00A0\nb\n",
          "a\n\u3000b\n",
          "a\u0085b\nc",
          "a\u2028b\nc",
          "a\u2029b\nc",
          "a\n\uFEFFb",
          "\uFEFFa\nb\n",
          "a\u0000\nb",
          "a\u001B[0m\nb\n",
          "a\u200B\nb",
          "😀\n👩\u200D💻\n",
          "a\u202Eb\nc\n",
          "a\r\n\tb\n",
          "\u0085\na",
          "a\n\u0085",
          "a\n\u2028\n");

  private static final List<String> UNICODE =
      List.of(
          "é",
          "aé",
          "日本",
          "日本: 語",
          "日本 # 語",
          "ñ:",
          "Ω",
          "ß",
          "٣",
          "１２",
          "שלום",
          "مرحبا",
          "a\u202Eb",
          "\u202A",
          "\u2066a\u2069",
          "\u200E",
          "\u200F",
          "\u061C",
          "\uFEFF",
          "\uFEFFa",
          "a\uFEFF",
          "a\uFEFFb",
          "\u0085",
          "a\u0085b",
          "\u2028",
          "a\u2028b",
          "\u2029",
          "a\u2029b",
          "\u00A0",
          "a\u00A0b",
          "\u00A0a",
          "\u3000",
          "\u2003",
          "\u00AD",
          "\u200B",
          "a\u200Bb",
          "\u200C",
          "\u200D",
          "\u2060",
          "\u206F",
          "\u2070",
          "\u180E",
          "😀",
          "a😀b",
          "👩\u200D💻",
          "\uD83C\uDDE9\uD83C\uDDEA",
          "☃\uFE0F",
          "e\u0301",
          "\uE000",
          "\uF8FF",
          "\uFFFD",
          "\uFFFE",
          "\uFFFF",
          "\uFFF9",
          "\uD7FF",
          "\uD800\uDC00",
          "\uDBFF\uDFFD",
          "\uDBFF\uDFFF",
          "\uD83F\uDFFE",
          "\uDB40\uDC20",
          "𝒳",
          "𠮷",
          "K",
          "ſ",
          "ı",
          "trüe",
          "ÿ",
          "µ",
          "½");

  private static final List<String> IMAGES_AND_PATHS =
      tokens(
          """
          registry.example/shop/checkout:1.0.0
          registry.example:5000/shop/checkout:1.0.0@sha256:0f1e2d3c 10.0.0.1:5000/a:1 /
          /healthz /: // ./a ../a ~/a a/b v1 apps/v1 app.kubernetes.io/name 1a2b3c 0f1e2d3c
          user@example.com a-b_c.d a,b A+B
          """);

  private AwkwardStrings() {}

  /** Returns each listed string once, and those of a single line again as one of several lines. */
  static List<String> listed() {
    var strings = new LinkedHashSet<String>();
    strings.addAll(WORDS);
    strings.addAll(NUMBERS);
    strings.addAll(TIMES);
    strings.addAll(QUANTITIES);
    strings.addAll(INDICATORS);
    strings.addAll(SPACED);
    strings.addAll(QUOTES);
    strings.addAll(WHITE_SPACE);
    strings.addAll(UNICODE);
    strings.addAll(IMAGES_AND_PATHS);
    addAsLines(strings);
    strings.addAll(controls());
    strings.addAll(LINES);
    strings.addAll(veryLong());
    return List.copyOf(strings);
  }

  private static List<String> tokens(String text) {
    return List.of(text.strip().split("\\s+", -1));
  }

  private static List<String> controls() {
    var controls = new ArrayList<String>();
    for (char c = 0; c <= 0x9F; c++) {
      if (Character.isISOControl(c)) {
        controls.add(String.valueOf(c));
        controls.add("a" + c + "b");
      }
    }
    return controls;
  }

  private static void addAsLines(Set<String> strings) {
    for (var line : List.copyOf(strings)) {
      strings.add(line + "\n");
      strings.add("\n" + line);
      strings.add("a\n" + line);
      strings.add("a\n" + line + "\nb\n");
      strings.add(line + "\nb");
    }
  }

  private static List<String> veryLong() {
    return List.of(
        "a".repeat(999),
        "a".repeat(1000),
        "a".repeat(1001),
        "a".repeat(1024),
        "a".repeat(1025),
        "word ".repeat(2000) + "end",
        "\"".repeat(600),
        "é".repeat(1200),
        "\u0001".repeat(400),
        "😀".repeat(5000),
        "long line ".repeat(500) + "\nnext\n",
        "line\n".repeat(3000),
        "9".repeat(400));
  }

  /** Returns a tree with {@code text} in each possible place of a string. */
  static Map<String, Object> everywhere(String text) {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("a value", text);
    tree.put("a list", List.of(text, 1, text));
    tree.put("a key", Map.of(text, text));
    tree.put("keys of mappings", Map.of(text, Map.of(text, Map.of(text, true))));
    tree.put("keys of lists", Map.of(text, List.of(text, List.of(text, List.of(text)))));
    tree.put(
        "a list of mappings",
        List.of(Map.of(text, text), Map.of("name", text), Map.of(text, List.of(text))));
    tree.put(
        "lists of lists",
        List.of(List.of(text, List.of(text)), List.of(Map.of(text, Map.of(text, text)))));
    tree.put(text, text);
    return tree;
  }

  /** Returns so many of them, the same each time. */
  static <T> List<T> generated(Arbitrary<T> arbitrary, int count) {
    var values = new ArrayList<T>();
    JqwikSession.run(
        () -> {
          var generator = arbitrary.generator(1000);
          var random = new Random(20260101);
          for (int i = 0; i < count; i++) {
            values.add(generator.next(random).value());
          }
        });
    return values;
  }

  /** Generates pieces of awkward strings, any characters, and texts that look like numbers. */
  static Arbitrary<String> strings() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, pieces().list().ofMaxSize(10).map(pieces -> String.join("", pieces))),
        Tuple.of(2, numberLike()),
        Tuple.of(1, Arbitraries.of(LINES)));
  }

  private static Arbitrary<String> pieces() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            4,
            Arbitraries.of(
                "a", "b", "\n", "\n", "\n", " ", " ", "\t", ":", "#", "-", "?", "\"", "'", "\\",
                "|")),
        Tuple.of(2, Arbitraries.integers().between(' ', '~').map(Character::toString)),
        Tuple.of(
            1,
            Arbitraries.of(
                "true", "é", "日", "😀", "\r", "\u0085", "\u2028", "\uFEFF", "\u200B", "1", "0")),
        Tuple.of(
            1,
            Arbitraries.integers()
                .between(0, 0x10FFFF)
                .filter(c -> !isSurrogate(c))
                .map(Character::toString)));
  }

  static Arbitrary<String> numberLike() {
    return Arbitraries.strings()
        .withChars("0123456789eExXoObBdfL_.:+-TZ mkKMGTihs%,")
        .ofMaxLength(8);
  }

  static Arbitrary<Map<String, Object>> trees() {
    return mappings(4);
  }

  private static Arbitrary<Map<String, Object>> mappings(int levels) {
    return Arbitraries.maps(strings(), values(levels)).ofMaxSize(4).map(LinkedHashMap::new);
  }

  private static Arbitrary<Object> values(int levels) {
    var leaves =
        Arbitraries.frequencyOf(
            Tuple.of(6, strings().asGeneric()),
            Tuple.of(1, Arbitraries.integers().asGeneric()),
            Tuple.of(1, Arbitraries.of(true, false).asGeneric()));
    return levels == 0
        ? leaves
        : Arbitraries.frequencyOf(
            Tuple.of(3, leaves),
            Tuple.of(2, values(levels - 1).list().ofMaxSize(4).asGeneric()),
            Tuple.of(2, mappings(levels - 1).asGeneric()));
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
