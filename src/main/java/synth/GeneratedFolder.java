package synth;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.yaml.Problem;
import environments.yaml.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder of generated files. Files that Sluice wrote and no longer generates are removed, but
 * commands keep those that a user's program generated. A file that Sluice did not write is never
 * touched. A program writes to a separate folder, never to {@code dist/}.
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
   * Returns the changes after which the folder contains these files.
   *
   * @throws RefusedException if one of them exists and is not Sluice's, or the folder is a file
   */
  public List<FileChange> changesTo(Map<String, String> wanted) {
    var found = inspect(wanted, ForeignFiles.names(folder));
    if (!found.foreign().isEmpty()) {
      throw new RefusedException(found.foreign());
    }
    return found.changes();
  }

  /**
   * Returns the changes to these files, and the files that a tool would apply although they are
   * not among the given ones.
   *
   * @throws RefusedException if the folder is a file
   */
  public Comparison compare(Map<String, String> wanted) {
    var names = ForeignFiles.names(folder);
    var found = inspect(wanted, names);
    var given = new TreeSet<>(wanted.keySet());
    found.changes().forEach(change -> given.add(String.valueOf(change.file().getFileName())));
    var foreign = ForeignFiles.in(folder, names, given);
    found.foreign().stream()
        .filter(each -> foreign.stream().noneMatch(one -> one.position().equals(each.position())))
        .forEach(foreign::add);
    foreign.sort(Comparator.comparing(each -> each.position().file()));
    return new Comparison(found.changes(), foreign);
  }

  /**
   * Reads each file once. Only files that have the name of a given one are reported as foreign.
   *
   * @param found the names of all entries of the folder
   */
  private Comparison inspect(Map<String, String> wanted, List<String> found) {
    checkIsFolder(folder);
    boolean isProgram = wanted.values().stream().anyMatch(GeneratedFile::isFromJava);
    var names = new TreeSet<>(wanted.keySet());
    found.stream().filter(name -> name.endsWith(GeneratedFile.SUFFIX)).forEach(names::add);
    var changes = new ArrayList<FileChange>();
    var inTheWay = new ArrayList<Problem>();
    for (var name : names) {
      var file = folder.resolve(name);
      var before = read(file);
      var after = Optional.ofNullable(wanted.get(name));
      if (before.filter(content -> !GeneratedFile.isOurs(content)).isPresent()) {
        after.ifPresent(content -> inTheWay.add(notOurs(file)));
      } else if (!before.equals(after) && (after.isPresent() || isStale(before, isProgram))) {
        changes.add(new FileChange(file, before, after));
      }
    }
    return new Comparison(changes, inTheWay);
  }

  private static boolean isStale(Optional<String> content, boolean isProgram) {
    return isProgram || content.filter(GeneratedFile::isFromJava).isEmpty();
  }

  /** Writes these files and returns the changes that were made. */
  public List<FileChange> write(Map<String, String> wanted) {
    return FileChanges.in(folder).apply(() -> changesTo(wanted));
  }

  /**
   * Returns the changes that empty the folder, which is removed along with its last file.
   *
   * @throws RefusedException if it contains a file that is not Sluice's and would be applied
   */
  List<FileChange> removal() {
    checkIsFolder(folder);
    var names = ForeignFiles.names(folder);
    var ours =
        names.stream()
            .filter(name -> read(folder.resolve(name)).filter(GeneratedFile::isOurs).isPresent())
            .toList();
    var foreign = ForeignFiles.in(folder, names, new TreeSet<>(ours));
    if (!foreign.isEmpty()) {
      throw new RefusedException(foreign);
    }
    return names.stream()
        .map(folder::resolve)
        .map(file -> new FileChange(file, read(file), Optional.empty()))
        .toList();
  }

  /** Returns the release state that is recorded in an app's file. */
  Optional<String> release(String app) {
    return read(folder.resolve(SynthesizedEnvironment.file(app)))
        .filter(GeneratedFile::isOurs)
        .flatMap(GeneratedFile::release);
  }

  static void checkIsFolder(Path folder) {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
      throw new RefusedException(
          List.of(ForeignFiles.problem(folder, "Must be a folder; move this file elsewhere.")));
    }
  }

  static Optional<String> read(Path file) {
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
    return ForeignFiles.problem(
        file,
        "Sluice did not write this file, so it is not overwritten; move it elsewhere, or rename the"
            + " app.");
  }
}
