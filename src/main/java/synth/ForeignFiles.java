package synth;

import environments.yaml.Problem;
import environments.yaml.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Decides which files must not be in a folder of generated files: those that kubectl, kustomize or
 * Argo CD would apply although no input generates them. These are YAML, JSON and Jsonnet files,
 * kustomizations, and folders and links, which may contain or lead to any of them.
 */
final class ForeignFiles {
  private static final List<String> SUFFIXES = List.of(".yaml", ".yml", ".json", ".jsonnet");
  private static final String KUSTOMIZATION = "kustomization";

  static final String LINK =
      "Must not be a link, since its target is not reviewed here; replace it with its target, or"
          + " remove it.";

  private static final String FOLDER =
      "No input generates this folder, but tools that read folders recursively would apply its"
          + " content; move it elsewhere.";
  private static final String FILE =
      "No input generates this file, but kubectl and Argo CD would apply it; move it elsewhere.";
  private static final String JAVA =
      "A Java program generated this file, but the environment files do not; let the program write"
          + " to another folder (docs/java.md), and remove the file here.";

  private ForeignFiles() {}

  /**
   * Returns the foreign files of a folder.
   *
   * @param names the names of all entries of the folder
   * @param given the names of the files that are generated
   */
  static List<Problem> in(Path folder, List<String> names, Set<String> given) {
    return in(folder, names, given, Set.of(), name -> FOLDER);
  }

  /**
   * Returns the foreign files and folders next to the folders of environments. Empty folders are
   * not foreign, because git does not track them.
   *
   * @param environments the names of all environments
   */
  static List<Problem> inDist(Path dist, Set<String> environments) {
    var folders = new TreeSet<>(environments);
    var names = names(dist);
    names.stream()
        .filter(name -> !environments.contains(name))
        .filter(name -> isFolder(dist.resolve(name)) && names(dist.resolve(name)).isEmpty())
        .forEach(folders::add);
    return in(dist, names, Set.of(), folders, ForeignFiles::lost);
  }

  private static List<Problem> in(
      Path folder,
      List<String> names,
      Set<String> files,
      Set<String> folders,
      UnaryOperator<String> ofFolder) {
    var problems = new ArrayList<Problem>();
    for (var name : names) {
      var entry = folder.resolve(name);
      if (name.equals(Staging.FOLDER) && isFolder(entry)) {
        problems.addAll(in(entry, names(entry), Set.of()));
        if (Staging.isUnfinished(folder)) {
          problems.add(FileChanges.unfinished(folder));
        }
        continue;
      }
      refusal(entry, name, files, folders, ofFolder)
          .ifPresent(message -> problems.add(problem(entry, message)));
    }
    return problems;
  }

  private static Optional<String> refusal(
      Path entry,
      String name,
      Set<String> files,
      Set<String> folders,
      UnaryOperator<String> ofFolder) {
    if (Files.isSymbolicLink(entry)) {
      return Optional.of(LINK);
    }
    if (isFolder(entry)) {
      return folders.contains(name) ? Optional.empty() : Optional.of(ofFolder.apply(name));
    }
    return files.contains(name) || !isApplied(name)
        ? Optional.empty()
        : Optional.of(isFromJava(entry) ? JAVA : FILE);
  }

  private static String lost(String folder) {
    return "There is no environments/"
        + folder
        + ".yaml, so no input generates this folder, but tools would apply its content. Restore"
        + " that file or, to remove the environment, run `./sluice synth --remove "
        + folder
        + "`; move any other folder elsewhere.";
  }

  private static boolean isFolder(Path entry) {
    return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isFromJava(Path entry) {
    return GeneratedFolder.read(entry).filter(GeneratedFile::isFromJava).isPresent();
  }

  /** Ignores case, because file systems and tools differ in how they treat it. */
  private static boolean isApplied(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(KUSTOMIZATION) || SUFFIXES.stream().anyMatch(lower::endsWith);
  }

  /** Returns the names of all entries of a folder, sorted. */
  static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  static Problem problem(Path path, String message) {
    return new Problem(new SourcePosition(path.toString(), 1, 1), "", message);
  }
}
