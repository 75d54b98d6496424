package review;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import synth.FileChange;
import synth.FileChanges;
import synth.GeneratedFolder;
import synth.SynthesizedEnvironment;

/**
 * A folder of reviewed YAML that a test holds an environment to: {@code dist/<environment>}, or one of the test's own.
 *
 * <pre>{@code
 * @Test
 * void stagingIsWhatWasReviewed() {
 *   Golden.folder(Path.of("dist/staging")).assertMatches(SynthesizedEnvironment.of("staging"));
 * }
 * }</pre>
 *
 * <p>A missing file, one too many, and one that differs fail, with the diff. Run with {@code -Dsluice.accept=true} to take
 * what is synthesized as the new golden files: they are written, and the test fails this once, so that nobody accepts
 * without noticing. Where the environment variable {@code CI} is set, nothing is ever accepted.
 */
public final class Golden {
  static final String ACCEPT = "sluice.accept";

  private final Path folder;
  private final boolean accepts;
  private final boolean isCi;

  private Golden(Path folder, boolean accepts, boolean isCi) {
    this.folder = folder;
    this.accepts = accepts;
    this.isCi = isCi;
  }

  public static Golden folder(Path folder) {
    return with(folder, Boolean.getBoolean(ACCEPT), System.getenv("CI") != null);
  }

  static Golden with(Path folder, boolean accepts, boolean isCi) {
    return new Golden(folder, accepts, isCi);
  }

  /**
   * @throws AssertionError if a file is missing, is too many or differs, or was accepted just now
   */
  public void assertMatches(SynthesizedEnvironment environment) {
    var changes = GeneratedFolder.at(folder).changesTo(environment.files());
    if (changes.isEmpty()) {
      return;
    }
    if (!accepts) {
      throw new AssertionError(message(environment, changes) + "\n" + howToAccept());
    }
    if (isCi) {
      throw new AssertionError(
          message(environment, changes)
              + "\nNothing is accepted where CI is set: accept on your machine, and commit.");
    }
    FileChanges.apply(changes);
    throw new AssertionError(
        message(environment, changes)
            + "\nAccepted. Review the files, commit them, and run again without -D"
            + ACCEPT
            + ".");
  }

  private String message(SynthesizedEnvironment environment, List<FileChange> changes) {
    return "The environment `"
        + environment.name()
        + "` is not what "
        + folder
        + " holds ("
        + changes.size()
        + (changes.size() == 1 ? " file differs" : " files differ")
        + "):\n"
        + changes.stream()
            .flatMap(change -> Diff.lines(change).stream())
            .collect(Collectors.joining("\n"));
  }

  private static String howToAccept() {
    return "If this is what you want, run the test with -D"
        + ACCEPT
        + "=true, review the files and commit them.";
  }
}
