package synth;

import environments.Position;
import environments.Problem;
import environments.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder {@code dist/} of a project: {@code dist/<environment>/<app>.k8s.yaml}, committed and reviewed. */
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
   * @throws RefusedException with every file that is in the way, and folders that are links out of the project
   */
  public List<FileChange> changesTo(List<SynthesizedEnvironment> environments) {
    return changes(wanted(environments));
  }

  /** What has to change if these are all the environments that there are: files of others are removed. */
  public List<FileChange> changesToAll(List<SynthesizedEnvironment> environments) {
    var wanted = wanted(environments);
    folders().forEach(name -> wanted.putIfAbsent(name, Map.of()));
    return changes(wanted);
  }

  /** The release state that the file of an app says it was made with. */
  Optional<String> release(String environment, String app) {
    return at(environment).release(app);
  }

  private static Map<String, Map<String, String>> wanted(
      List<SynthesizedEnvironment> environments) {
    var wanted = new LinkedHashMap<String, Map<String, String>>();
    environments.forEach(environment -> wanted.put(environment.name(), environment.files()));
    return wanted;
  }

  private List<FileChange> changes(Map<String, Map<String, String>> wanted) {
    var changes = new ArrayList<FileChange>();
    var problems = new ArrayList<Problem>();
    checkInside(folder);
    GeneratedFolder.checkIsFolder(folder);
    wanted.forEach(
        (environment, files) -> {
          try {
            changes.addAll(at(environment).changesTo(files));
          } catch (RefusedException e) {
            problems.addAll(e.problems());
          }
        });
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return changes;
  }

  private GeneratedFolder at(String environment) {
    var inside = folder.resolve(environment);
    checkInside(inside);
    return GeneratedFolder.at(inside);
  }

  private void checkInside(Path path) {
    if (Files.isSymbolicLink(path)) {
      refusal(target(path)).ifPresent(message -> refuse(path, message));
    }
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
    throw new RefusedException(
        List.of(new Problem(new Position(path.toString(), 1, 1), "", message)));
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

  /** Links are not Sluice's, and not followed to remove something. */
  private List<String> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
