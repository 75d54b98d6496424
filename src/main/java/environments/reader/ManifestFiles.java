package environments.reader;

import environments.text.InvalidSpecException;
import environments.text.Ordered;
import environments.values.ProjectPath;
import environments.yaml.SourceFile;
import java.util.Map;
import java.util.Optional;

/**
 * The files of an environment's plain manifests that could be read, by path.
 *
 * @param refusals the reasons why the other files could not be read, by path
 */
record ManifestFiles(Map<String, SourceFile> files, Map<String, String> refusals) {
  static final ManifestFiles NONE = new ManifestFiles(Map.of(), Map.of());

  ManifestFiles {
    files = Ordered.copy(files);
    refusals = Ordered.copy(refusals);
  }

  /**
   * @throws InvalidSpecException if the file does not exist or must not be read
   */
  SourceFile at(ProjectPath path) {
    var file = Optional.ofNullable(files.get(path.value()));
    return file.orElseThrow(
        () ->
            InvalidSpecException.of(
                refusals.getOrDefault(path.value(), "Must be a file of the project.")));
  }
}
