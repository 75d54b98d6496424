package synth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import environments.reader.EnvironmentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with environments that a test changes. */
public record Project(Path folder) {
  /** Returns the repository's own environments, without their {@code dist/}. */
  public static Project examples(Path folder) {
    var project = new Project(folder);
    try (var environments = Files.list(Path.of("environments"));
        var files = Files.list(Path.of(""))) {
      Stream.concat(environments, files)
          .filter(file -> file.toString().matches("environments/[^/]*\\.yaml|Pulumi\\..*\\.yaml"))
          .forEach(file -> project.write(file.toString(), text(file)));
      return project;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Project write(String file, String content) {
    try {
      var path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Project delete(String file) {
    try {
      Files.delete(folder.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text must occur exactly once. */
  public Project replace(String file, String text, String replacement) {
    var content = text(folder.resolve(file));
    assertThat(content).containsOnlyOnce(text);
    return write(file, content.replace(text, replacement));
  }

  public List<SynthesizedEnvironment> environments() {
    return EnvironmentFiles.in(folder).names().stream()
        .map(name -> SynthesizedEnvironment.of(folder, name))
        .toList();
  }

  /** Brings {@code dist/} up to date, and returns what has changed, relative to the project. */
  public List<FileChange> synthesize() {
    return Dist.in(folder).write(environments()).stream()
        .map(each -> new FileChange(folder.relativize(each.file()), each.before(), each.after()))
        .toList();
  }

  /** Returns every file with its content; folders end with a slash, and links show their target. */
  public Map<String, String> tree() {
    try (var paths = Files.walk(folder)) {
      var tree = new TreeMap<String, String>();
      paths.filter(path -> !path.equals(folder)).forEach(path -> add(tree, path));
      return tree;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Map<String, String> tree, Path path) {
    var name = folder.relativize(path).toString();
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      tree.put(name + "/", "");
    } else {
      tree.put(name, Files.isSymbolicLink(path) ? "-> " + target(path) : text(path));
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
