package environments.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file contains, reading ends soon, with a root or with problems, and never with an
 * exception.
 */
class YamlReaderHostileTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int MAX = YamlReader.MAX_BYTES;

  private static final String VALID =
      """
      # The shop
      apps:
        checkout: {replicas: 3, "on": [a, 'b', "c\\n"]}
        notes: |
          two
          lines
        folded: >-
          more
        ports:
          - name: http
            port: 80
          - name: ü💥
      """;

  @Property
  void randomBytesAreReadOrRefused(@ForAll @Size(max = 200) byte[] bytes) {
    read(bytes);
  }

  @Property
  void randomTextIsReadOrRefused(@ForAll @StringLength(max = 200) String text) {
    read(text.getBytes(UTF_8));
  }

  @Property
  void randomIndicatorsAreReadOrRefused(
      @ForAll
          @StringLength(max = 60)
          @AlphaChars
          @Chars({
            ' ', '\n', ':', '-', '?', '[', ']', '{', '}', ',', '#', '&', '*', '!', '|', '>', '\'',
            '"', '%', '@', '`', '\\', '\t', '.', '<', '~', '='
          })
          String text) {
    read(text.getBytes(UTF_8));
  }

  @Property
  void changedBytesAreReadOrRefused(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 999) Integer> places,
      @ForAll @CharRange(from = '\0', to = '\u00ff') char to) {
    var bytes = VALID.getBytes(UTF_8);
    places.forEach(place -> bytes[place % bytes.length] = (byte) to);
    read(bytes);
  }

  @Property
  void truncatedFilesAreReadOrRefused(@ForAll @IntRange(max = 999) int length) {
    var bytes = VALID.getBytes(UTF_8);
    read(Arrays.copyOf(bytes, length % bytes.length));
  }

  @Property
  void swappedPartsAreReadOrRefused(
      @ForAll @IntRange(max = 999) int from, @ForAll @IntRange(max = 999) int to) {
    var bytes = VALID.getBytes(UTF_8);
    var swapped = bytes.clone();
    int length = Math.min(12, bytes.length - Math.max(from % bytes.length, to % bytes.length));
    System.arraycopy(bytes, from % bytes.length, swapped, to % bytes.length, length);
    System.arraycopy(bytes, to % bytes.length, swapped, from % bytes.length, length);
    read(swapped);
  }

  @Test
  void theUnchangedFileIsRead() {
    assertThat(read(VALID.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void deepListsInBracketsAreRefused() {
    assertThat(read("a: " + "[".repeat(5000)))
        .containsExactly(
            "a.yaml:1:35 Nesting must be at most 32 levels deep, got 33; flatten the structure.");
  }

  @Test
  void deepMappingsInBracketsAreRefused() {
    assertThat(read("{a: ".repeat(5000)))
        .containsExactly(
            "a.yaml:1:129 Nesting must be at most 32 levels deep, got 33; flatten the structure.");
  }

  @Test
  void deepListsInBlocksAreRefused() {
    assertThat(read("a:\n  " + "- ".repeat(5000)))
        .containsExactly(
            "a.yaml:2:65 Nesting must be at most 32 levels deep, got 33; flatten the structure.");
  }

  @Test
  void deepMappingsInBlocksAreRefused() {
    var yaml = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      yaml.append(" ".repeat(i)).append("a:\n");
    }
    assertThat(read(yaml.toString()))
        .containsExactly(
            "a.yaml:33:33 Nesting must be at most 32 levels deep, got 33; flatten the structure.");
  }

  @Test
  void deepKeysAreRefused() {
    assertThat(read("? ".repeat(5000))).hasSize(33);
  }

  @Test
  void anAliasBombIsRefusedAtEveryAnchorAndAlias() {
    var yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 20; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(read(yaml.toString())).hasSize(21 + 2 * 20);
  }

  @Test
  void aFileOf100MegabytesIsRefused() {
    assertThat(read(new byte[100 * 1024 * 1024]))
        .containsExactly("a.yaml:1:1 Must be at most 3 MiB; check that it is the right file.");
  }

  @Test
  void theLargestFilesAreRead() {
    assertThat(readAtMost(10, "a: " + "x".repeat(MAX - 3))).isEmpty();
    assertThat(readAtMost(10, "a: \"" + "x ".repeat(MAX / 2 - 3) + "\"")).isEmpty();
    assertThat(readAtMost(10, "a: |\n" + "  x\n".repeat(MAX / 4 - 2))).isEmpty();
    assertThat(readAtMost(10, "a: [" + "x,".repeat(YamlReader.MAX_VALUES - 1) + "]")).isEmpty();
    assertThat(readAtMost(10, "a:\n" + "- x\n".repeat(YamlReader.MAX_VALUES - 1))).isEmpty();
  }

  @Test
  void filesOfMoreValuesThanAnybodyWritesAreRefused() {
    var rule = " Must have at most 100000 values; check that it is the right file.";
    assertThat(read("a: [" + "x,".repeat(MAX / 2 - 3) + "]"))
        .containsExactly("a.yaml:1:200003" + rule);
    assertThat(read("a:\n" + "- x\n".repeat(MAX / 4 - 1)))
        .containsExactly("a.yaml:100001:3" + rule);
  }

  @Test
  void theLargestFilesOfGarbageAreRefusedSoon() {
    for (var part :
        List.of(
            "&a ", "*a ", "!a ", "[", "{", "- ", "? ", "'", "\"", "\\", "#", "|\n", "%\n", ": ",
            "\t", "[]: ", "a: *a\n", "a: {", "[*a,", "---\n", "\r\n", "\u2028", "a:\n\t", "b\n")) {
      var times = MAX / part.getBytes(UTF_8).length - 2;
      assertThat(read(part.repeat(times))).as(part).isNotEmpty();
      assertThat(read("a: " + part.repeat(times))).as("a: " + part).hasSizeLessThan(102);
    }
  }

  private static List<String> read(String yaml) {
    return read(yaml.getBytes(UTF_8));
  }

  private static List<String> read(byte[] yaml) {
    return readAtMost(1, yaml);
  }

  private static List<String> readAtMost(int seconds, String yaml) {
    return readAtMost(seconds, yaml.getBytes(UTF_8));
  }

  private static List<String> readAtMost(int seconds, byte[] yaml) {
    List<Problem> problems = new ArrayList<>();
    // Measured in this thread's processor time: other builds on the machine must not fail the test.
    long start = THREADS.getCurrentThreadCpuTime();
    var root = YamlReader.read("a.yaml", yaml, problems);
    var taken = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - start);
    assertThat(taken).isLessThan(Duration.ofSeconds(seconds));
    assertThat(root.isPresent() || !problems.isEmpty()).isTrue();
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).doesNotContain("\n"));
    return problems.stream().map(problem -> problem.position() + " " + problem.message()).toList();
  }
}
