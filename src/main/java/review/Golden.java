package review;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import synth.Diff;
import synth.FileChange;
import synth.GeneratedFolder;
import synth.SynthesizedEnvironment;

/**
 * A folder of reviewed YAML that a test compares an environment with: {@code dist/<environment>},
 * or a folder of the test's own.
 *
 * <pre>{@code
 * @Test
 * void stagingIsWhatWasReviewed() {
 *   Golden.folder(Path.of("dist/staging")).assertMatches(SynthesizedEnvironment.of("staging"));
 * }
 * }</pre>
 *
 * <p>A missing, additional or different file makes the test fail with the differences, and so does
 * any other file that a tool would apply. Run with {@code -Dsluice.accept=true} to accept the
 * synthesized files as the new golden files: they are written, and the test fails this once, so
 * that nobody accepts them by accident. If the environment variable {@code CI} is set, nothing is
 * ever accepted.
 */
public final class Golden {
  static final String ACCEPT = "sluice.accept";

  /** The number of diff lines in a message; nobody would read more there. */
  static final int MOST_LINES = 200;

  /** How differences are handled. */
  enum GoldenMode {
    /** Differences make the test fail. */
    CHECK,
    /** Differences make the test fail this once, and the files are written. */
    ACCEPT,
    /** Differences make the test fail, although the user wants to accept them. */
    REFUSE_TO_ACCEPT;

    private static GoldenMode ofThisRun() {
      if (!Boolean.getBoolean(Golden.ACCEPT)) {
        return CHECK;
      }
      return System.getenv("CI") == null ? ACCEPT : REFUSE_TO_ACCEPT;
    }
  }

  private final Path folder;
  private final GoldenMode mode;

  private Golden(Path folder, GoldenMode mode) {
    this.folder = folder;
    this.mode = mode;
  }

  public static Golden folder(Path folder) {
    return in(folder, GoldenMode.ofThisRun());
  }

  static Golden in(Path folder, GoldenMode mode) {
    return new Golden(folder, mode);
  }

  /**
   * @throws AssertionError if a file is missing, additional or different, or was accepted just
   *     now
   */
  public void assertMatches(SynthesizedEnvironment environment) {
    var generated = GeneratedFolder.at(folder);
    var comparison = generated.compare(environment.files());
    if (comparison.isSame()) {
      return;
    }
    if (mode == GoldenMode.ACCEPT) {
      generated.write(environment.files());
    }
    var lines = new ArrayList<String>();
    lines.add(heading(environment, comparison.differences()));
    comparison
        .foreign()
        .forEach(problem -> lines.add(problem.position().file() + ": " + problem.message()));
    var changes = comparison.changes();
    addWholeFiles(lines, changes);
    addDiffs(lines, changes);
    if (!changes.isEmpty()) {
      lines.add(advice());
    }
    throw new AssertionError(String.join("\n", lines));
  }

  private String heading(SynthesizedEnvironment environment, int count) {
    return "The environment `"
        + environment.name()
        + "` differs from "
        + folder
        + " ("
        + count
        + (count == 1 ? " file differs" : " files differ")
        + "):";
  }

  private static void addWholeFiles(List<String> lines, List<FileChange> changes) {
    for (var change : changes) {
      switch (change.kind()) {
        case ADDED -> lines.add(change.file() + " is missing" + length(change.after()));
        case REMOVED ->
            lines.add(
                change.file() + " is not among the synthesized files" + length(change.before()));
        case CHANGED -> {}
      }
    }
  }

  private static String length(Optional<String> content) {
    long count = content.orElse("").lines().count();
    return " (" + count + (count == 1 ? " line)." : " lines).");
  }

  private static void addDiffs(List<String> lines, List<FileChange> changes) {
    var diffs =
        changes.stream()
            .filter(change -> change.kind() == FileChange.Kind.CHANGED)
            .flatMap(change -> Diff.lines(change).stream())
            .toList();
    lines.addAll(diffs.subList(0, Math.min(diffs.size(), MOST_LINES)));
    int more = diffs.size() - MOST_LINES;
    if (more > 0) {
      lines.add("... " + more + " more lines; after accepting, `git diff` shows all of them.");
    }
  }

  private String advice() {
    return switch (mode) {
      case CHECK ->
          "If this is what you want, run the test with -D"
              + ACCEPT
              + "=true, review the files and commit them.";
      case ACCEPT ->
          "Accepted. Review the files, commit them, and run again without -D" + ACCEPT + ".";
      case REFUSE_TO_ACCEPT ->
          "Nothing is accepted if CI is set: accept on your machine, and commit.";
    };
  }
}
