package environments.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class YamlReaderRefusalsTest {
  @Test
  void keysInQuotesAreDuplicatesToo() {
    assertThat(refusals("{a: 1, \"a\": 2}\n"))
        .containsExactly("1:8 a: Duplicate key, first defined at 1:2; remove one of them.");
  }

  @Test
  void anchorsAndAliasesAreRefused() {
    assertThat(refusals("a: &x 1\nb: [*x]\n"))
        .containsExactly(
            "1:4 a: Anchors are not supported, got `&x`; remove it, and write out the value where"
                + " it is used.",
            "2:5 b[0]: Aliases are not supported, got `*x`; write out the value, or quote it if it"
                + " is text.");
  }

  @Test
  void tagsAreRefused() {
    assertThat(refusals("a: !!str 5\nb: !foo {c: 1}\nd: !<x> y\n"))
        .containsExactly(
            "1:4 a: Tags are not supported, got `!!str`; remove it, or quote it if it is text.",
            "2:4 b: Tags are not supported, got `!foo`; remove it, or quote it if it is text.",
            "3:4 d: Tags are not supported, got `!<x>`; remove it, or quote it if it is text.");
  }

  @Test
  void undefinedTagHandlesAreRefused() {
    assertThat(refusals("a: !e!foo x\n"))
        .containsExactly("1:4 Text that begins with `!` must be in quotes.");
  }

  @Test
  void keysThatSomeReaderDoesNotTakeForTextAreRefused() {
    assertThat(refusals("on: 1\n80: 2\nnull: 3\n~: 4\n1.5: 5\n2001-01-01: 6\n22:22: 7\n"))
        .containsExactly(
            "1:1 on: Key must be text, but YAML parsers read `on` as a boolean; write \"on\".",
            "2:1 80: Key must be text, but YAML parsers read `80` as a number; write \"80\".",
            "3:1 null: Key must be text, but YAML parsers read `null` as null; write \"null\".",
            "4:1 ~: Key must be text, but YAML parsers read `~` as null; write \"~\".",
            "5:1 1.5: Key must be text, but YAML parsers read `1.5` as a number; write \"1.5\".",
            "6:1 2001-01-01: Key must be text, but YAML parsers read `2001-01-01` as a date; write"
                + " \"2001-01-01\".",
            "7:1 22:22: Key must be text, but YAML parsers read `22:22` as a time; write"
                + " \"22:22\".");
  }

  @Test
  void emptyKeysAreRefused() {
    assertThat(refusals("a: {\"\": 1}\nb:\n  : 2\n"))
        .containsExactly(
            "1:5 a.: Key must be text, got nothing; write the key before the `:`.",
            "3:3 Key must be text, got nothing; write the key before the `:`.");
  }

  @Test
  void emptyKeysInBracketsAreRefused() {
    assertThat(refusals("a: {: 1}\n"))
        .containsExactly("1:5 Key must be text, got nothing; write the key before the `:`.");
  }

  @Test
  void keysThatAreNoScalarsAreRefused() {
    assertThat(refusals("[a]: 1\n? {b: 2}\n: 3\n"))
        .containsExactly(
            "1:1 Key must be text, got a list; quote it if it is text.",
            "2:3 Key must be text, got a mapping; write the value itself, because `{{ }}` is not a"
                + " template here.");
  }

  @Test
  void templatesWithoutQuotesAreRefused() {
    assertThat(refusals("a: {{ .Values.x }}\n"))
        .containsExactly(
            "1:5 a: Key must be text, got a mapping; write the value itself, because `{{ }}` is not"
                + " a template here.");
  }

  @Test
  void directivesAreRefused() {
    assertThat(refusals("# about\n%YAML 1.2\n---\na: 1\n"))
        .containsExactly("2:1 YAML directives (`%`) are not supported; remove the line.");
  }

  @Test
  void aSecondDocumentOfAnUnknownVersionIsRefused() {
    assertThat(refusals("a: 1\n...\n%YAML 3.0\n---\nb: 2\n"))
        .containsExactly(
            "2:1 The file must be one document with one mapping; remove what follows, or check"
                + " indentation and brackets.");
  }

  @Test
  void whatFollowsTheRootIsRefused() {
    assertThat(refusals("{a: 1}\nb: 2\n"))
        .containsExactly(
            "2:1 The file must be one document with one mapping; remove what follows, or check"
                + " indentation and brackets.");
  }

  @Test
  void anEmptyDocumentIsRefused() {
    assertThat(refusals("---\n# one\n"))
        .containsExactly(
            "1:1 Must be a mapping of keys to values, got nothing; begin with `version: 1`, or in"
                + " Pulumi's file with `config:`.");
  }

  @Test
  void tabIndentationInBracketsIsRefused() {
    assertThat(refusals("a: {\n\tb: 1,\n  \tc: 2\n  }\n"))
        .containsExactly(
            "2:1 Indentation must be spaces, got a tab; write spaces.",
            "3:3 Indentation must be spaces, got a tab; write spaces.");
  }

  @Test
  void tabsBetweenKeyAndValueAreRefused() {
    assertThat(refusals("a:\tb\n"))
        .containsExactly("1:3 Must be a space, got a tab; write a space.");
  }

  @Test
  void controlCharactersAreRefused() {
    assertThat(refusals("\u00e9: 1\nb: \ud83d\udca5\u0007\n"))
        .containsExactly("2:5 YAML parsers disagree about the character U+0007; remove it.");
  }

  @Test
  void byteOrderMarksInsideAreRefused() {
    assertThat(refusals("a: \ufeffb\n"))
        .containsExactly("1:4 YAML parsers disagree about the character U+FEFF; remove it.");
  }

  @Test
  void lineSeparatorsOfUnicodeAreRefused() {
    assertThat(refusals("a: b\u2028c\n"))
        .containsExactly("1:5 YAML parsers disagree about the character U+2028; remove it.");
  }

  @Test
  void carriageReturnsAloneAreRefused() {
    assertThat(refusals("a: b\r\nc: d\re: f\n"))
        .containsExactly("2:5 Lines must end with LF or CRLF, got CR; convert the line endings.");
  }

  @Test
  void escapesOfControlCharactersAreRefused() {
    assertThat(refusals("a: \"\\e[31m\"\nb: \"\\ud800\"\n\"\\0\": c\n"))
        .containsExactly(
            "1:4 a: Must be printable text, got an escape sequence for U+001B; remove it.",
            "2:4 b: Must be printable text, got an escape sequence for U+D800; remove it.",
            "3:1 \\u0000: Must be printable text, got an escape sequence for U+0000; remove it.");
  }

  @Test
  void unknownEscapesAreRefused() {
    assertThat(refusals("a: \"C:\\windows\"\n"))
        .containsExactly(
            "1:8 Unknown escape sequence after `\\`; write `\\\\` for a backslash, or use single"
                + " quotes.");
  }

  @Test
  void escapesThatTheEngineFailsOnAreRefused() {
    assertThat(refusals("a: \"\\UFFFFFFFF\"\n"))
        .containsExactly(
            "1:1 Cannot parse YAML from here on; check indentation, quotes and brackets.");
  }

  @Test
  void openQuotesAreRefusedWhereTheyBegin() {
    assertThat(refusals("a: 1\nb: \"x\nc: 2\n"))
        .containsExactly("2:4 The closing quote is missing; add it.");
  }

  @Test
  void openListsAreRefusedWhereTheyBegin() {
    assertThat(refusals("a: 1\nb: [x,\n  y\n"))
        .containsExactly("2:4 The file ends before the closing `]`; add it.");
  }

  @Test
  void openMappingsAreRefusedWhereTheyBegin() {
    assertThat(refusals("b: {x: 1,\n  z: 2\n"))
        .containsExactly("1:4 The file ends before the closing `}`; add it.");
  }

  @Test
  void missingCommasAreRefused() {
    assertThat(refusals("a: [x\nb: 1\n"))
        .containsExactly(
            "2:2 Expected `,` or `]` in the list that begins with `[` at 1:4, got `:`; add what is"
                + " missing.");
  }

  @Test
  void missingValuesInBracketsAreRefused() {
    assertThat(refusals("a: [,]\n"))
        .containsExactly(
            "1:5 Expected a value, got `,`; add the value, or quote it if it is text.");
  }

  @Test
  void bracketsAtTheEndOfTheFileAreRefused() {
    assertThat(refusals("a: {"))
        .containsExactly(
            "1:5 Expected a value, got the end of the file; add the value and close every"
                + " bracket.");
  }

  @Test
  void aSecondColonIsRefused() {
    assertThat(refusals("a: b: c\n"))
        .containsExactly(
            "1:5 A `:` must follow a key, got one after a value; indent the key like its siblings,"
                + " or quote the value if the `:` is part of it.");
  }

  @Test
  void listsBehindAKeyAreRefused() {
    assertThat(refusals("a: - b\n"))
        .containsExactly(
            "1:4 A list item must begin on its own line; move the `-` to the next line and indent"
                + " it.");
  }

  @Test
  void keysWithoutColonAreRefused() {
    assertThat(refusals("a: 1\nfoo\nb: 2\n"))
        .containsExactly("2:1 Key without a `:`; write `key: value`.");
  }

  @Test
  void indentationThatFitsNoNeighbourIsRefused() {
    assertThat(refusals("a:\n    b: 1\n  c: 2\n"))
        .containsExactly(
            "3:3 Expected a key of the mapping that begins at 1:1, got `c`; indent it like its"
                + " siblings, or check the quotes and brackets before it.");
  }

  @Test
  void listItemsThatFitNoNeighbourAreRefused() {
    assertThat(refusals("a:\n  - b\n  c: 1\n"))
        .containsExactly(
            "3:3 Expected an item of the list that begins at 2:3, got `c`; indent it like its"
                + " siblings, or check the quotes and brackets before it.");
  }

  @Test
  void textBehindQuotesIsRefused() {
    assertThat(refusals("a: 'it's'\n"))
        .containsExactly(
            "1:8 Expected a key of the mapping that begins at 1:1, got `s`; indent it like its"
                + " siblings, or check the quotes and brackets before it.");
  }

  @Test
  void schedulesWithoutQuotesAreRefused() {
    assertThat(refusals("a: * * * * *\n"))
        .containsExactly("1:4 Text that begins with `*` must be in quotes.");
  }

  @Test
  void indicatorsAtTheBeginOfTextAreRefused() {
    assertThat(refusals("a: @b\n"))
        .containsExactly("1:4 Text that begins with `@` must be in quotes.");
  }

  @Test
  void backticksAtTheBeginOfTextAreRefused() {
    assertThat(refusals("a: `b`\n"))
        .containsExactly("1:4 Text that begins with a backtick must be in quotes.");
  }

  @Test
  void questionMarksAtTheBeginOfTextAreRefused() {
    assertThat(refusals("a: ? b\n"))
        .containsExactly("1:4 Text that begins with `?` must be in quotes.");
  }

  @Test
  void textBehindABlockIndicatorIsRefused() {
    assertThat(refusals("a: |b\n  c\n"))
        .containsExactly(
            "1:5 Expected a line break after `|` or `>`, got `b`; begin the text on the next"
                + " line.");
  }

  @Test
  void emptyLinesIndentedMoreThanTheirBlockAreRefused() {
    assertThat(refusals("a: |\n      \n  b\n"))
        .containsExactly(
            "3:3 Lines of a block scalar must have the same indentation; indent them like its"
                + " first line.");
  }

  @Test
  void problemsInListsNameTheirItem() {
    assertThat(refusals("a:\n  - b: 1\n  - {c: 1, c: 2}\n"))
        .containsExactly("3:12 a[1].c: Duplicate key, first defined at 3:6; remove one of them.");
  }

  @Test
  void longKeysAreAbbreviated() {
    assertThat(
            refusals(
                "a: {\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\\0\":"
                    + " 1}\n"))
        .containsExactly(
            "1:5 a.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...: Must be"
                + " printable text, got an escape sequence for U+0000; remove it.");
  }

  @Test
  void longKeysOfAsciiAreAbbreviated() {
    var key = "x".repeat(70);
    assertThat(refusals(key + ": 1\n" + key + ": 2\n"))
        .containsExactly(
            "2:1 "
                + "x".repeat(60)
                + "...: Duplicate key, first defined at 1:1; remove one of them.");
  }

  @Test
  void problemsStandInFileOrder() {
    assertThat(refusals("a: {yes: 1\n"))
        .containsExactly(
            "1:4 The file ends before the closing `}`; add it.",
            "1:5 a.yes: Key must be text, but YAML parsers read `yes` as a boolean; write"
                + " \"yes\".");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWhereTheFirstStands() {
    assertThat(refusals("a: ü\nb: é\n".getBytes(StandardCharsets.ISO_8859_1)))
        .containsExactly("1:4 Must be UTF-8, got the byte 0xFC; save the file as UTF-8.");
  }

  @Test
  void bytesThatEndWithinACharacterAreRefused() {
    var bytes = "a: 1\nb: ü".getBytes(StandardCharsets.UTF_8);
    assertThat(refusals(Arrays.copyOf(bytes, bytes.length - 1)))
        .containsExactly("2:4 Must be UTF-8, got the byte 0xC3; save the file as UTF-8.");
  }

  @Test
  void utf16IsRefused() {
    var encodings =
        Stream.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);
    assertThat(encodings.map("a: 1\n"::getBytes).map(YamlReaderRefusalsTest::refusals))
        .hasSize(3)
        .containsOnly(List.of("1:1 Must be UTF-8, got UTF-16 or UTF-32; save it as UTF-8."));
  }

  @Test
  void nestingOf32LevelsIsReadAndOf33Refused() {
    assertThat(refusals(nested(32))).isEmpty();
    assertThat(refusals(nested(33)))
        .containsExactly(
            "1:35 Nesting must be at most 32 levels deep, got 33; flatten the structure.");
  }

  @Test
  void theHundredthProblemIsTheLast() {
    var refusals = refusals("on: 1\n".repeat(1000));
    assertThat(refusals).hasSize(101);
    assertThat(refusals.get(100))
        .isEqualTo("51:1 Too many problems: reading stopped after 100. Fix those above first.");
  }

  @Test
  void theRootIsThereWhileEveryValueIsKnown() {
    assertThat(root("a: 1\na: 2\non: &x !!str y\n")).isTrue();
    assertThat(root("a: *x\n")).isFalse();
    assertThat(root("<<: {a: 1}\n")).isFalse();
    assertThat(root("a: [\n")).isFalse();
  }

  private static String nested(int levels) {
    return "a: " + "[".repeat(levels - 1) + "]".repeat(levels - 1);
  }

  private static boolean root(String yaml) {
    return YamlReader.read("a.yaml", yaml.getBytes(StandardCharsets.UTF_8), new ArrayList<>())
        .isPresent();
  }

  private static List<String> refusals(String yaml) {
    return refusals(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> refusals(byte[] yaml) {
    List<Problem> problems = new ArrayList<>();
    YamlReader.read("a.yaml", yaml, problems);
    return problems.stream().map(YamlReaderRefusalsTest::line).toList();
  }

  private static String line(Problem problem) {
    var place = problem.position().line() + ":" + problem.position().column() + " ";
    var path = problem.keyPath().isEmpty() ? "" : problem.keyPath() + ": ";
    return place + path + problem.message();
  }
}
