package review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Compares a text with a reviewed file; accepted as {@link Golden} is. */
public final class ReviewedText {
  private ReviewedText() {}

  public static void assertMatches(Path file, String actual) throws IOException {
    var expected = Files.exists(file) ? Files.readString(file) : "";
    if (actual.equals(expected)) {
      return;
    }
    if (Boolean.getBoolean(Golden.ACCEPT) && System.getenv("CI") == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual);
      fail("Accepted " + file + ". Review and commit it, and run again.");
    }
    assertThat(actual).as("%s (accept with -D%s=true)", file, Golden.ACCEPT).isEqualTo(expected);
  }

  /** A folder contains only files that a test compares. */
  public static void assertNoOthers(Path folder, Stream<String> names) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(names.toList());
    }
  }
}
