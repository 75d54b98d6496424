package synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
  @Test
  void aChangedLineStandsBetweenThreeLinesOfContext() {
    var before = lines(1, 12);
    assertThat(diff(before, before.replace("line 6\n", "line six\n")))
        .isEqualTo(
            """
            --- a/dist/web.yaml
            +++ b/dist/web.yaml
            @@ -3,7 +3,7 @@
             line 3
             line 4
             line 5
            -line 6
            +line six
             line 7
             line 8
             line 9
            """);
  }

  @Test
  void changesThatAreFarApartAreTwoHunks() {
    var before = lines(1, 30);
    assertThat(diff(before, before.replace("line 2\n", "").replace("line 29\n", "line 29\nmore\n")))
        .isEqualTo(
            """
            --- a/dist/web.yaml
            +++ b/dist/web.yaml
            @@ -1,5 +1,4 @@
             line 1
            -line 2
             line 3
             line 4
             line 5
            @@ -27,4 +26,5 @@
             line 27
             line 28
             line 29
            +more
             line 30
            """);
  }

  @Test
  void aNewFileComesFromNowhere() {
    assertThat(diff(null, "a\nb\n"))
        .isEqualTo(
            """
            --- /dev/null
            +++ b/dist/web.yaml
            @@ -0,0 +1,2 @@
            +a
            +b
            """);
  }

  @Test
  void aRemovedFileGoesNowhere() {
    assertThat(diff("a\nb\n", null))
        .isEqualTo(
            """
            --- a/dist/web.yaml
            +++ /dev/null
            @@ -1,2 +0,0 @@
            -a
            -b
            """);
  }

  @Test
  void aMissingEndOfTheLastLineIsADifference() {
    assertThat(diff("a\nb", "a\nb\n"))
        .isEqualTo(
            """
            --- a/dist/web.yaml
            +++ b/dist/web.yaml
            @@ -1,2 +1,2 @@
             a
            -b
            \\ No newline at end of file
            +b
            """);
  }

  @Test
  void otherEndsOfLinesAreADifference() {
    assertThat(diff("a\r\n", "a\n"))
        .isEqualTo("--- a/dist/web.yaml\n+++ b/dist/web.yaml\n@@ -1,1 +1,1 @@\n-a\r\n+a\n");
  }

  @Test
  void linesEndAtLineFeedsOnly() {
    assertThat(diff("a\u2028b\u0085c\n", "a\n"))
        .isEqualTo(
            "--- a/dist/web.yaml\n+++ b/dist/web.yaml\n@@ -1,1 +1,1 @@\n-a\u2028b\u0085c\n+a\n");
  }

  @Test
  void theSameIsNoDiff() {
    assertThat(diff("a\n", "a\n")).isEmpty();
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(number -> "line " + number + "\n")
        .collect(Collectors.joining());
  }

  private static String diff(String before, String after) {
    var change =
        new FileChange(
            Path.of("dist/web.yaml"), Optional.ofNullable(before), Optional.ofNullable(after));
    return Diff.lines(change).stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
