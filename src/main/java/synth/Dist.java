package synth;

import environments.reader.EnvironmentFiles;
import environments.text.Suggestion;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder {@code dist/} of a project, with one file {@code dist/<environment>/<app>.k8s.yaml}
 * for each app, committed and reviewed.
 */
public final class Dist {
  private final Path project;
  private final Path folder;

  private Dist(Path project) {
    this.project = project;
    folder = project.resolve("dist");
  }

  public static Dist in(Path project) {
    return new Dist(project);
  }

  /**
   * Returns the changes that these environments need; the folders of others stay as they are.
   *
   * @throws RefusedException with every file that is in the way, and every link where a folder
   *     belongs
   */
  public List<FileChange> changesTo(List<SynthesizedEnvironment> environments) {
    var changes = new ArrayList<FileChange>();
    var problems = new ArrayList<Problem>();
    checkFolder();
    for (var environment : environments) {
      try {
        changes.addAll(at(environment.name()).changesTo(environment.files()));
      } catch (RefusedException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return changes;
  }

  /**
   * Writes these environments and returns the changes that were made.
   *
   * @throws RefusedException as {@link #changesTo}
   */
  public List<FileChange> write(List<SynthesizedEnvironment> environments) {
    return writes().apply(() -> changesTo(environments));
  }

  /** Returns the object that writes to this folder. */
  public FileChanges writes() {
    checkFolder();
    return FileChanges.in(folder);
  }

  /**
   * Returns the changes that these environments need, and the files in {@code dist/} that would be
   * applied although no input generates them. Of other environments only the folders are
   * compared, not the files in them.
   *
   * @throws RefusedException if {@code dist/} or the folder of one of these environments is not
   *     a folder
   */
  public Comparison compare(List<SynthesizedEnvironment> environments) {
    var given = new TreeSet<>(EnvironmentFiles.in(project).names());
    environments.forEach(environment -> given.add(environment.name()));
    return compare(environments, given);
  }

  /** Works like {@link #compare}, but does not report folders without an environment. */
  public Comparison compareBesideFolders(List<SynthesizedEnvironment> environments) {
    return compare(environments, new TreeSet<>(ForeignFiles.names(folder)));
  }

  private Comparison compare(List<SynthesizedEnvironment> environments, Set<String> folders) {
    checkFolder();
    var changes = new ArrayList<FileChange>();
    var foreign = ForeignFiles.inDist(folder, folders);
    for (var environment : environments) {
      var inside = folder.resolve(environment.name());
      if (!Files.isSymbolicLink(inside)) {
        var compared = GeneratedFolder.at(inside).compare(environment.files());
        changes.addAll(compared.changes());
        foreign.addAll(compared.foreign());
      }
    }
    foreign.sort(Comparator.comparing(each -> each.position().file()));
    return new Comparison(changes, foreign);
  }

  /**
   * Returns the changes that remove the folder of an environment.
   *
   * @throws RefusedException if the environment's file still exists, if there is no such folder,
   *     or if the folder contains files that Sluice did not write
   */
  public List<FileChange> removal(String environment) {
    checkFolder();
    var inside = folder.resolve(environment);
    var names = EnvironmentFiles.in(project).names();
    if (names.contains(environment)) {
      refuse(
          inside,
          "environments/"
              + environment
              + ".yaml generates this folder; to remove the environment, delete that file first.");
    }
    if (!Files.exists(inside, LinkOption.NOFOLLOW_LINKS)) {
      var lost = ForeignFiles.names(folder).stream().filter(name -> !names.contains(name)).toList();
      refuse(inside, "There is no such folder. " + Suggestion.sentence(environment, lost));
    }
    return at(environment).removal();
  }

  /** Returns the release state that is recorded in an app's file. */
  Optional<String> release(String environment, String app) {
    return at(environment).release(app);
  }

  private GeneratedFolder at(String environment) {
    var inside = folder.resolve(environment);
    if (Files.isSymbolicLink(inside)) {
      refuse(inside, ForeignFiles.LINK);
    }
    return GeneratedFolder.at(inside);
  }

  private void checkFolder() {
    if (Files.isSymbolicLink(folder)) {
      refusal(target(folder)).ifPresent(message -> refuse(folder, message));
    }
    GeneratedFolder.checkIsFolder(folder);
  }

  /** Returns why nothing may be written through a link with this target; empty if it may. */
  private Optional<String> refusal(Optional<Path> target) {
    if (target.isEmpty() || !target.get().startsWith(real(project))) {
      return Optional.of(
          "Must be a folder in the project, got a link that does not lead to one; replace the link"
              + " with a folder.");
    }
    var inProject = real(project).relativize(target.get());
    return inProject.toString().isEmpty() || inProject.startsWith("environments")
        ? Optional.of(
            "Must be a folder for generated files, got a link to a folder of the project that holds"
                + " other files; replace the link with a folder.")
        : Optional.empty();
  }

  private static void refuse(Path path, String message) {
    throw new RefusedException(List.of(ForeignFiles.problem(path, message)));
  }

  /** Returns the target of a link; empty if the target does not exist. */
  private static Optional<Path> target(Path link) {
    return Files.exists(link) ? Optional.of(real(link)) : Optional.empty();
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot follow the link " + path, e);
    }
  }
}
