package rollouts.pulumi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of Pulumi's backend, if that is a folder. Next to each file, Pulumi writes another one
 * with attributes, in place: if it is killed at that moment, the attributes are empty, and Pulumi
 * can no longer read the stack. It does not need the attributes.
 */
final class StackFiles {
  private static final String SCHEME = "file://";
  private static final Pattern UNREADABLE =
      Pattern.compile("error: (failed to load checkpoint: )?EOF\\s*$", Pattern.MULTILINE);

  private StackFiles() {}

  /** Returns whether a message of Pulumi is the one about empty attributes. */
  static boolean areUnreadable(String message) {
    return UNREADABLE.matcher(message).find();
  }

  /**
   * Deletes empty attributes, and returns whether there were any.
   *
   * @param identity the output of {@code pulumi whoami --json}
   * @param project the folder for relative paths
   */
  static boolean mend(String identity, Path project) {
    return folder(identity, project).map(StackFiles::mend).orElse(false);
  }

  private static Optional<Path> folder(String identity, Path project) {
    try {
      var url = new JsonMapper().readTree(identity).path("url").asText();
      if (!url.startsWith(SCHEME)) {
        return Optional.empty();
      }
      var path = url.substring(SCHEME.length()).replaceFirst("\\?.*", "");
      var home = path.equals("~") || path.startsWith("~/");
      return Optional.of(
          home
              ? Path.of(System.getProperty("user.home") + path.substring(1))
              : project.resolve(path));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static boolean mend(Path folder) {
    boolean mended = false;
    for (var kind : List.of("stacks", "locks")) {
      for (var attributes : emptyAttributes(folder.resolve(".pulumi").resolve(kind))) {
        mended |= delete(attributes);
      }
    }
    return mended;
  }

  private static List<Path> emptyAttributes(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".attrs"))
          .filter(file -> file.toFile().isFile() && file.toFile().length() == 0)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // Another Pulumi is removing its lock; the original failure is reported.
    }
  }

  private static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false; // Pulumi reports what it cannot read.
    }
  }
}
