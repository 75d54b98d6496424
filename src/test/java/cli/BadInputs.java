package cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Creates the projects of {@link BadInputsTest}. */
final class BadInputs {
  private BadInputs() {}

  /** Copies the project's files of a fixture over existing ones. */
  static void copy(Path fixture, Path project) throws IOException {
    try (var files = Files.walk(fixture)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".txt")) {
          var copy = project.resolve(fixture.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.write(copy, Files.readAllBytes(file));
        }
      }
    }
  }

  /**
   * Creates what a fixture cannot contain: bytes that are not text, files too large for a
   * repository, links, and missing files.
   */
  static void changeWhatNoFileSays(String fixture, Path project) throws IOException {
    switch (fixture) {
      case "06-deep-nesting" -> deepNesting(project);
      case "07-huge-file" -> hugeFiles(project);
      case "10-not-utf-8" -> brokenText(project);
      case "11-utf-16" -> otherEncodings(project);
      case "20-nul" -> environment(project, "raw", "version: 1 # a\0b\n");
      case "32-annotations" -> environment(project, "large", annotations());
      case "35-config" -> environment(project, "large", config());
      case "26-no-base" -> Files.delete(project.resolve("environments/base.yaml"));
      case "28-names-of-a-first-project" -> deleteAll(project);
      case "36-paths" -> linkOut(project, "environments/link.yaml");
      case "36-into-git" -> git(project);
      case "37-dist-is-a-link-out" -> linkOut(project, "dist");
      case "37-dist-is-the-project" -> link(project, "dist", ".");
      case "37-dist-is-the-source" -> link(project, "dist", "environments");
      default -> {}
    }
  }

  private static void deepNesting(Path project) throws IOException {
    environment(project, "lists", "version: 1\napps: " + "[".repeat(5000));
    environment(project, "mappings", "version: 1\napps: " + "{a: ".repeat(5000));
    environment(project, "blocks", "version: 1\napps:\n  " + "- ".repeat(5000));
  }

  private static void hugeFiles(Path project) throws IOException {
    environment(project, "large", "#".repeat(3 * 1024 * 1024) + "\n");
    environment(project, "huge", "");
    try (var file = new RandomAccessFile(path(project, "huge").toFile(), "rw")) {
      file.setLength(100L * 1024 * 1024);
    }
  }

  private static void brokenText(Path project) throws IOException {
    environment(project, "bell", "version: 1\napps: \u0007\n");
    environment(project, "delete", "version: 1\napps: \u007f\n");
    environment(
        project,
        "escape",
        "version: 1\napps: {\"\\ud800\": {}, cart: {labels: {a: \"\\e[2J\"}}}\n");
    environment(
        project,
        "latin1",
        "version: 1\n# gr\u00fc\u00dfe\n".getBytes(Charset.forName("ISO-8859-1")));
    environment(
        project, "surrogate", new byte[] {'a', ':', ' ', (byte) 0xED, (byte) 0xA0, (byte) 0x80});
  }

  private static void otherEncodings(Path project) throws IOException {
    environment(project, "big", "version: 1\n".getBytes(UTF_16BE));
    environment(project, "little", "\ufeffversion: 1\n".getBytes(UTF_16LE));
    environment(project, "inside", "version: 1\n\ufeff# a mark inside\n");
    environment(project, "wide", "version: 1\n".getBytes(Charset.forName("UTF-32BE")));
  }

  private static String annotations() {
    return "version: 1\napps:\n  cart:\n    annotations:\n      example.com/notes: "
        + "x".repeat(256 * 1024)
        + "\n";
  }

  private static String config() {
    return "version: 1\napps:\n  cart:\n    config:\n      notes.txt: "
        + "x".repeat(1024 * 1024)
        + "\n";
  }

  /** Links to a place outside of the project. */
  private static void linkOut(Path project, String link) throws IOException {
    link(project, link, project.resolve("..").normalize().toString());
  }

  private static void git(Path project) throws IOException {
    Files.createDirectories(project.resolve(".git"));
    Files.writeString(project.resolve(".git/config"), "token: hunter2\n");
    link(project, "environments/link.yaml", "../.git/config");
    link(project, "linked.yaml", ".git/config");
    link(project, "linked", ".git");
  }

  private static void link(Path project, String link, String target) throws IOException {
    Files.createSymbolicLink(project.resolve(link), Path.of(target));
  }

  private static void deleteAll(Path project) throws IOException {
    for (var file :
        List.of(
            "environments/base.yaml",
            "environments/test.yaml",
            "environments",
            "Pulumi.test.yaml")) {
      Files.delete(project.resolve(file));
    }
  }

  /** Creates an environment with the release state of {@code test}. */
  private static void environment(Path project, String name, String content) throws IOException {
    environment(project, name, content.getBytes(UTF_8));
  }

  private static void environment(Path project, String name, byte[] content) throws IOException {
    Files.write(path(project, name), content);
    Files.copy(project.resolve("Pulumi.test.yaml"), project.resolve("Pulumi." + name + ".yaml"));
  }

  private static Path path(Path project, String environment) {
    return project.resolve("environments").resolve(environment + ".yaml");
  }

  /** Returns every file with its bytes; folders end with a slash, and links show their target. */
  static Map<String, String> tree(Path project) {
    try (var paths = Files.walk(project)) {
      var tree = new TreeMap<String, String>();
      paths.forEach(path -> tree.put(project.relativize(path).toString(), content(path)));
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return "-> " + Files.readSymbolicLink(path);
      }
      return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
          ? "/"
          : Files.size(path) + " bytes: " + Arrays.hashCode(Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
