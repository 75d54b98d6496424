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
 * What Pulumi keeps in a folder, where its backend is one. Beside each file it writes another with
 * attributes, in place: a Pulumi that is killed right then leaves that one empty, and none can read
 * the stack any more. No Pulumi needs it.
 */
final class StackFiles {
  private static final String SCHEME = "file://";
  private static final Pattern UNREADABLE =
      Pattern.compile("error: (failed to load checkpoint: )?EOF\\s*$", Pattern.MULTILINE);

  private StackFiles() {}

  /** Whether Pulumi says what it says of attributes that are empty. */
  static boolean areUnreadable(String message) {
    return UNREADABLE.matcher(message).find();
  }

  /**
   * Deletes attributes that are empty. Whether there were any.
   *
   * @param identity what {@code pulumi whoami --json} prints
   * @param project against whose folder a relative one is resolved
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
      return List.of(); // Another Pulumi takes its lock away; what it was about is said already.
    }
  }

  private static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return false; // Pulumi says what it cannot read.
    }
  }
}
