package cli;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The clone in which this Sluice was built. */
record Installation(Path home) {
  /**
   * The classes are in {@code target/sluice.jar}, or in {@code target/classes}, from which it is
   * built.
   */
  static Installation here() {
    try {
      var classes = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return new Installation(classes.resolve("../..").normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("The location of Sluice's classes must be a path.", e);
    }
  }

  /**
   * Returns a relative path if Sluice is in a folder below the project, or next to it: then both
   * can be moved together.
   */
  String launcherFrom(Path project) {
    return from(project, home.resolve("sluice"));
  }

  String jarFrom(Path project) {
    return from(project, home.resolve("target/sluice.jar"));
  }

  private static String from(Path project, Path file) {
    var folder = project.toAbsolutePath().normalize();
    var parent = folder.getParent();
    return (parent != null && file.startsWith(parent) ? folder.relativize(file) : file).toString();
  }
}
