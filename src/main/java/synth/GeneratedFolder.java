package synth;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.Position;
import environments.Problem;
import environments.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder of generated files. Those that Sluice wrote and would not write any more are removed, but by a command none that a
 * program of the user's own made; a file that Sluice did not write is never touched.
 */
public final class GeneratedFolder {
  private final Path folder;

  private GeneratedFolder(Path folder) {
    this.folder = folder;
  }

  public static GeneratedFolder at(Path folder) {
    return new GeneratedFolder(folder);
  }

  /**
   * What has to change until the folder holds these files.
   *
   * @throws RefusedException if one of them is there already and is not Sluice's, or the folder is a file
   */
  public List<FileChange> changesTo(Map<String, String> wanted) {
    checkIsFolder(folder);
    var names = new TreeSet<>(wanted.keySet());
    names.addAll(names("*" + GeneratedFile.SUFFIX));
    boolean isProgram = wanted.values().stream().anyMatch(GeneratedFile::isFromJava);
    var changes = new ArrayList<FileChange>();
    var foreign = new ArrayList<Problem>();
    for (var name : names) {
      var file = folder.resolve(name);
      var before = read(file);
      var after = Optional.ofNullable(wanted.get(name));
      if (before.isPresent() && !GeneratedFile.isOurs(before.get())) {
        after.ifPresent(content -> foreign.add(notOurs(file)));
      } else if (!before.equals(after) && (after.isPresent() || isProgram || !isFromJava(before))) {
        changes.add(new FileChange(file, before, after));
      }
    }
    if (!foreign.isEmpty()) {
      throw new RefusedException(foreign);
    }
    return changes;
  }

  private static boolean isFromJava(Optional<String> content) {
    return content.filter(GeneratedFile::isFromJava).isPresent();
  }

  /** Files here that {@code kubectl apply -f} would apply as well, and that Sluice did not write. */
  public List<Path> foreignFiles() {
    return names("*.{yaml,yml,json}").stream()
        .map(folder::resolve)
        .filter(file -> read(file).filter(GeneratedFile::isOurs).isEmpty())
        .toList();
  }

  /** The release state that the file of an app says it was made with. */
  Optional<String> release(String app) {
    return read(folder.resolve(SynthesizedEnvironment.file(app)))
        .filter(GeneratedFile::isOurs)
        .flatMap(GeneratedFile::release);
  }

  static void checkIsFolder(Path folder) {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
      throw new RefusedException(
          List.of(problem(folder, "Must be a folder, but is something else; move it away.")));
    }
  }

  private Set<String> names(String glob) {
    var names = new TreeSet<String>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (var files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  private static Optional<String> read(Path file) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of("") : Optional.empty();
    }
    try {
      return Optional.of(new String(Files.readAllBytes(file), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  private static Problem notOurs(Path file) {
    return problem(
        file,
        "Was not written by Sluice, so it is not overwritten; move it away, or rename the app.");
  }

  private static Problem problem(Path path, String message) {
    return new Problem(new Position(path.toString(), 1, 1), "", message);
  }
}
