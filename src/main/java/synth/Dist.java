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
 * The folder {@code dist/} of a project: {@code dist/<environment>/<app>.k8s.yaml}, committed and
 * reviewed.
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
   * What has to change for these environments; the others stay as they are.
   *
   * @throws RefusedException with every file that is in the way, and links in the place of folders
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
   * Writes these environments, and returns what has changed.
   *
   * @throws RefusedException as {@link #changesTo}
   */
  public List<FileChange> write(List<SynthesizedEnvironment> environments) {
    return writes().apply(() -> changesTo(environments));
  }

  /** What writes here. */
  public FileChanges writes() {
    checkFolder();
    return FileChanges.in(folder);
  }

  /**
   * What has to change for these environments, and whatever is in {@code dist/} and would be
   * applied, but is not given by the inputs. Of environments that are not asked for it is only
   * known that they have a folder.
   *
   * @throws RefusedException if {@code dist/} or the folder of one of these environments is none
   */
  public Comparison compare(List<SynthesizedEnvironment> environments) {
    var given = new TreeSet<>(EnvironmentFiles.in(project).names());
    environments.forEach(environment -> given.add(environment.name()));
    return compare(environments, given);
  }

  /** The same, but for whole folders: of environments that are lost, or of none. */
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
   * What has to change for the folder of an environment to go.
   *
   * @throws RefusedException if its files are there, or there is no such folder, or it holds what
   *     Sluice did not write
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
              + ".yaml gives this folder; remove that file first, if the environment is to go.");
    }
    if (!Files.exists(inside, LinkOption.NOFOLLOW_LINKS)) {
      var lost = ForeignFiles.names(folder).stream().filter(name -> !names.contains(name)).toList();
      refuse(inside, "There is no such folder. " + Suggestion.sentence(environment, lost));
    }
    return at(environment).removal();
  }

  /** The release state that the file of an app says it was made with. */
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

  /** Why generated files are not written where a link leads, if so. */
  private Optional<String> refusal(Optional<Path> target) {
    if (target.isEmpty() || !target.get().startsWith(real(project))) {
      return Optional.of(
          "Must be a folder of the project, but is a link that leads out of it; replace the link by"
              + " a folder.");
    }
    var inProject = real(project).relativize(target.get());
    return inProject.toString().isEmpty() || inProject.startsWith("environments")
        ? Optional.of(
            "Must be a folder of generated files alone, but is a link to the project's own; replace"
                + " the link by a folder.")
        : Optional.empty();
  }

  private static void refuse(Path path, String message) {
    throw new RefusedException(List.of(ForeignFiles.problem(path, message)));
  }

  /** Empty if the link leads nowhere. */
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
