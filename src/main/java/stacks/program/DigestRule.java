package stacks.program;

import environments.StackSettings;
import environments.text.Visible;
import environments.yaml.Canonical;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import synth.Comparison;
import synth.Diff;
import synth.FileChange;
import synth.RecordedEnvironment;

/**
 * Applies only what was reviewed: {@code dist/} must be, byte for byte, what the inputs give for
 * the release states that it records. A release state may be newer, unless the stack says
 * otherwise.
 */
final class DigestRule {
  private static final int MOST_LINES = 200;

  private final String environment;
  private final Comparison comparison;
  private final List<String> lagging;
  private final String digest;

  DigestRule(RecordedEnvironment recorded) {
    environment = recorded.name();
    var synthesized = recorded.synthesized();
    comparison = recorded.compare(synthesized);
    lagging = recorded.lagging();
    digest = new Canonical().plain(synthesized.files()).sha256();
  }

  /** Returns the digest of all files of the environment in {@code dist/}. */
  String digest() {
    return digest;
  }

  /** Returns the apps whose release state is newer than their file. */
  List<String> lagging() {
    return lagging;
  }

  boolean isBroken() {
    return !comparison.isSame();
  }

  /** Returns why nothing may be applied, if there is a reason. */
  Optional<String> refusal(StackSettings settings) {
    if (settings.applyUnreviewed().isPresent()) {
      return Optional.empty();
    }
    if (isBroken()) {
      return Optional.of(brokenText());
    }
    return settings.requireReviewed() && !lagging.isEmpty()
        ? Optional.of(lagText())
        : Optional.empty();
  }

  private String brokenText() {
    var lines = new ArrayList<String>();
    int count = comparison.differences();
    lines.add(
        "dist/"
            + environment
            + " does not match environments/ ("
            + (count == 1 ? "1 file differs" : count + " files differ")
            + "), so this update has not been reviewed:");
    var diff = comparison.changes().stream().flatMap(DigestRule::lines).toList();
    lines.addAll(diff.subList(0, Math.min(diff.size(), MOST_LINES)));
    if (diff.size() > MOST_LINES) {
      lines.add("... " + (diff.size() - MOST_LINES) + " more lines.");
    }
    comparison
        .foreign()
        .forEach(
            problem ->
                lines.add(Visible.line(problem.position().file()) + ": " + problem.message()));
    lines.add(
        "Run `./sluice synth "
            + environment
            + "`, have the change of dist/ reviewed, and run `pulumi up` again. In an emergency,"
            + " `pulumi config set sluice:applyUnreviewed \"<reason>\"` applies it without"
            + " review.");
    return String.join("\n", lines);
  }

  private static Stream<String> lines(FileChange change) {
    var file = Visible.line(change.file().toString());
    return switch (change.kind()) {
      case ADDED -> Stream.of(file + " is missing.");
      case REMOVED -> Stream.of(file + " is not among the synthesized files.");
      case CHANGED -> Diff.lines(change).stream();
    };
  }

  private String lagText() {
    return "dist/"
        + environment
        + " was made with another release state of "
        + String.join(", ", lagging)
        + ", and this stack has `sluice:requireReviewed`. Run `./sluice synth "
        + environment
        + "`, have the change of dist/ reviewed, and run `pulumi up` again.";
  }
}
