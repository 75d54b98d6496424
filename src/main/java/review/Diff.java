package review;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import synth.FileChange;

/** How files would change, as a unified diff: what {@code git diff} would show. */
public final class Diff {
  private static final int CONTEXT = 3;
  private static final String NONE = "/dev/null";

  private Diff() {}

  /** The lines of the diff of one file; empty if nothing changes. */
  public static List<String> lines(FileChange change) {
    var before = lines(change.before());
    return UnifiedDiffUtils.generateUnifiedDiff(
        side("a/", change.before(), change.file()),
        side("b/", change.after(), change.file()),
        before,
        DiffUtils.diff(before, lines(change.after())),
        CONTEXT);
  }

  private static List<String> lines(Optional<String> content) {
    return content.map(text -> text.lines().toList()).orElse(List.of());
  }

  private static String side(String prefix, Optional<String> content, Path file) {
    return content.isPresent() ? prefix + file : NONE;
  }
}
