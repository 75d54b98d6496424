package synth;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import environments.text.Visible;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Shows how files would change as a unified diff, like {@code git diff}. */
public final class Diff {
  private static final int CONTEXT = 3;
  private static final String NONE = "/dev/null";

  private Diff() {}

  /** Returns the lines of the diff of one file; empty if nothing changes. */
  public static List<String> lines(FileChange change) {
    var before = lines(change.before());
    return UnifiedDiffUtils.generateUnifiedDiff(
            label("a/", change.before(), change.file()),
            label("b/", change.after(), change.file()),
            before,
            DiffUtils.diff(before, lines(change.after())),
            CONTEXT)
        .stream()
        .flatMap(line -> Arrays.stream(line.split("\n", -1)))
        .toList();
  }

  /**
   * Only {@code \n} ends a line, so other line breaks and a missing last one appear as differences.
   */
  private static List<String> lines(Optional<String> content) {
    if (content.isEmpty() || content.get().isEmpty()) {
      return List.of();
    }
    var lines = new ArrayList<>(Arrays.asList(content.get().split("\n", -1)));
    var rest = lines.remove(lines.size() - 1);
    if (!rest.isEmpty()) {
      lines.add(rest + "\n\\ No newline at end of file");
    }
    return lines;
  }

  private static String label(String prefix, Optional<String> content, Path file) {
    return content.isPresent() ? Visible.line(prefix + file) : NONE;
  }
}
