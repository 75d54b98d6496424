package cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The clone that this Sluice was built in. */
record Installation(Path home) {
  /**
   * The classes are those of {@code target/sluice.jar}, or of {@code target/classes}, which it is
   * made of.
   */
  static Installation here() {
    try {
      var classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Installation(classes.resolve("../..").normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The place of Sluice's classes must be a path.", e);
    }
  }

  /**
   * As a project refers to it that has Sluice in a folder below it, or beside it: then both may
   * move.
   */
  String launcherFrom(Path project) {
    return from(project, home.resolve("sluice"));
  }

  String jarFrom(Path project) {
    return from(project, home.resolve("target/sluice.jar"));
  }

  private static String from(Path project, Path file) {
    var folder = project.toAbsolutePath().normalize();
    var beside = folder.getParent();
    return (beside != null && file.startsWith(beside) ? folder.relativize(file) : file).toString();
  }
}
