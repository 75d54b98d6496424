package synth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The folder {@code dist/} of a project: {@code dist/<environment>/<app>.k8s.yaml}, committed and reviewed. */
public final class Dist {
  private final Path folder;

  private Dist(Path folder) {
    this.folder = folder;
  }

  public static Dist in(Path project) {
    return new Dist(project.resolve("dist"));
  }

  /** What has to change for these environments; the others stay as they are. */
  public List<FileChange> changesTo(List<SynthesizedEnvironment> environments) {
    return environments.stream()
        .flatMap(each -> at(each.name()).changesTo(each.files()).stream())
        .toList();
  }

  /** What has to change if these are all the environments that there are: files of others are removed. */
  public List<FileChange> changesToAll(List<SynthesizedEnvironment> environments) {
    var names = environments.stream().map(SynthesizedEnvironment::name).collect(Collectors.toSet());
    var changes = new ArrayList<>(changesTo(environments));
    folders().stream()
        .filter(name -> !names.contains(name))
        .forEach(name -> changes.addAll(at(name).changesTo(Map.of())));
    return changes;
  }

  private GeneratedFolder at(String environment) {
    return GeneratedFolder.at(folder.resolve(environment));
  }

  private List<String> folders() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var entries = Files.list(folder)) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }
}
