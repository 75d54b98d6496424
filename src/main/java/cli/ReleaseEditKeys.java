package cli;

import charts.Manifest;
import environments.reader.Inputs;
import environments.reader.explain.Layer;
import environments.reader.explain.Leaf;
import environments.yaml.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import review.Explanation;
import stacks.edits.Edit;

/** Finds the key in {@code environments/} for each edited field of an app. */
record ReleaseEditKeys(Inputs inputs, String app) {
  /** The depth of {@code apps.checkout.env}: a shorter key only says that it belongs to the app. */
  private static final int DEPTH = 3;

  List<String> lines(List<Edit> edits) {
    if (edits.isEmpty()) {
      return List.of();
    }
    var explanation = Explanation.of(inputs, app);
    return edits.stream().map(edit -> line(explanation, edit)).toList();
  }

  private static String line(Explanation explanation, Edit edit) {
    return "Not adopted: "
        + edit.object()
        + " "
        + String.join("; ", edit.lines())
        + ". "
        + key(explanation, edit);
  }

  private static String key(Explanation explanation, Edit edit) {
    return manifest(explanation, edit)
        .flatMap(index -> key(explanation, index, edit))
        .map(key -> "To keep it, change " + key + ".")
        .orElse(
            "No key in environments/ sets it: revert it with the tool that changed it, or let"
                + " `sluice:undoEdits` undo it.");
  }

  private static Optional<Integer> manifest(Explanation explanation, Edit edit) {
    var ids = explanation.manifests().stream().map(Manifest::id).toList();
    int index = ids.indexOf(edit.object());
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  /** Returns the key of the field; for an added field, that of its siblings. */
  private static Optional<String> key(Explanation explanation, int manifest, Edit edit) {
    var place = edit.places();
    var origins =
        explanation.paths(manifest).stream()
            .filter(path -> isBelow(path, place))
            .flatMap(path -> explanation.origins(manifest, path).stream())
            .filter(leaf -> leaf.layer() != Layer.RELEASE)
            .distinct()
            .toList();
    return edit.isAdded()
        ? section(origins)
        : origins.stream().findFirst().map(ReleaseEditKeys::named);
  }

  private static String named(Leaf leaf) {
    return "`" + leaf.keyPath() + "` (" + at(leaf.position()) + ")";
  }

  private static String at(SourcePosition position) {
    return position.file() + ":" + position.line() + ":" + position.column();
  }

  /** Returns the section that contains all of them, unless that is the whole app. */
  private static Optional<String> section(List<Leaf> origins) {
    if (origins.isEmpty()) {
      return Optional.empty();
    }
    var first = origins.get(0);
    int common = first.path().size() - 1;
    for (var leaf : origins) {
      while (!isBelow(leaf.path(), first.path().subList(0, common))) {
        common--;
      }
    }
    return common < DEPTH
        ? Optional.empty()
        : Optional.of(
            "`"
                + first.path().subList(0, common).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("."))
                + "` ("
                + at(first.position())
                + ")");
  }

  private static boolean isBelow(List<Object> path, List<Object> place) {
    return path.size() >= place.size() && path.subList(0, place.size()).equals(place);
  }
}
