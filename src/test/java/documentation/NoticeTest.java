package documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import review.ReviewedText;

/**
 * Compares NOTICE with the licenses that the libraries of pom.xml declare; Maven collects them
 * before the tests.
 */
class NoticeTest {
  private static final String HEADER =
      """
      Sluice
      Copyright 2026 The Sluice Authors

      Licensed under the Apache License, Version 2.0; see LICENSE.

      The build puts these libraries next to Sluice. Each has its own license, as its metadata
      states it. picocli is also compiled again, from its unchanged sources.

      """;

  @Test
  void everyLibraryAtRunTimeIsListedWithItsLicense() throws IOException {
    try (var libraries = Files.lines(Path.of("target/libraries.txt"))) {
      var list = libraries.sorted().map(line -> line + "\n").collect(Collectors.joining());
      ReviewedText.assertMatches(Path.of("NOTICE"), HEADER + list);
    }
  }
}
