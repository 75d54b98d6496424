package stacks.edits;

import charts.Manifest;
import charts.Tree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import stacks.cluster.FieldOwner;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;
import stacks.plan.Layout;

/**
 * What an update would undo of an object that others write to as well.
 *
 * <p>Pulumi's provider makes the fields of all managers whose name begins with {@code kubectl} its
 * own before it applies a manifest: what the manifest has not is then taken out, and what it has
 * changes without a conflict. Of others it takes out nothing.
 *
 * @param live as it is
 * @param manifest as it is to be
 */
public record Edits(LiveObject live, Manifest manifest) {
  /**
   * What {@code kubectl rollout restart} sets: the pods have been restarted, and nothing else is
   * different.
   */
  public static final FieldPath RESTARTED_AT =
      FieldPath.of(
          "spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt");

  /** What {@code kubectl apply} sets beside that which it was told to set. */
  private static final FieldPath LAST_APPLIED =
      FieldPath.of("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");

  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
  private static final FieldPath FORCE =
      FieldPath.of("metadata", "annotations", "pulumi.com/patchForce");

  private record Owned(FieldOwner owner, FieldPath path) {}

  /** Whether there may be any: where not, nobody has to be asked what an update would do. */
  boolean mayBe() {
    return owned().stream()
        .anyMatch(
            each ->
                wanted(each.path())
                    .map(value -> !each.path().isMember() && !isAsLive(each.path(), value))
                    .orElse(each.owner().isTakenOver()));
  }

  private boolean isAsLive(FieldPath path, Object value) {
    return live(path).filter(now -> FieldPath.isSame(now, value)).isPresent();
  }

  private Optional<Object> live(FieldPath path) {
    return path.in(live.fields());
  }

  private Optional<Object> wanted(FieldPath path) {
    return path.in(manifest.fields());
  }

  private List<Owned> owned() {
    var owned = new ArrayList<Owned>();
    for (var owner : live.foreign()) {
      for (var path : owner.fields()) {
        if (counts(owner, path) && live(path).isPresent()) {
          owned.add(new Owned(owner, path));
        }
      }
    }
    return owned;
  }

  private boolean counts(FieldOwner owner, FieldPath path) {
    return !isNote(path.steps())
        && !holdsNotesAlone(path)
        && (!owner.isScaledByHand() || isNumbered());
  }

  /** Whether it is what kubectl writes down for itself. */
  static boolean isNote(List<FieldPath.Segment> steps) {
    return steps.equals(RESTARTED_AT.steps()) || steps.equals(LAST_APPLIED.steps());
  }

  /** Annotations that somebody has added go as a whole, if there were none before. */
  private boolean holdsNotesAlone(FieldPath path) {
    var entries = live(path).map(value -> Tree.of(value).mapping()).orElse(Map.of()).keySet();
    return path.isMember()
        && !entries.isEmpty()
        && entries.stream()
            .allMatch(name -> isNote(FieldPath.and(path.steps(), new FieldPath.MapEntry(name))));
  }

  /** Whether the manifest has a number of pods that is not set by force anyway. */
  private boolean isNumbered() {
    return wanted(REPLICAS).isPresent() && wanted(FORCE).isEmpty();
  }

  /** Fields that nobody has any more when Pulumi's provider has taken over those of kubectl. */
  List<FieldPath> takenOut() {
    return owned().stream()
        .filter(each -> each.owner().isTakenOver())
        .map(Owned::path)
        .filter(path -> wanted(path).isEmpty() && !isKept(path))
        .toList();
  }

  private boolean isKept(FieldPath path) {
    return live.owners().stream()
        .filter(owner -> !owner.isPulumi() && !owner.isTakenOver())
        .flatMap(owner -> owner.fields().stream())
        .anyMatch(kept -> kept.isAtOrBelow(path));
  }

  /**
   * As far as it can be told without the API server, which knows defaults, and other ways to write
   * a value.
   */
  Function<FieldPath, Optional<Object>> foreseen() {
    var takenOut = takenOut();
    return path -> wanted(path).or(() -> takenOut.contains(path) ? Optional.empty() : live(path));
  }

  /**
   * @param after what an update leaves at each place
   * @param layout of the app that the object is of; empty where it is of none
   */
  List<Edit> found(Function<FieldPath, Optional<Object>> after, Optional<Layout> layout) {
    var found = new ArrayList<Edit>();
    owned().stream()
        .sorted(Comparator.comparing(each -> each.path().steps().size()))
        .forEach(
            each -> {
              var now = live(each.path()).orElseThrow();
              var then = after.apply(each.path());
              boolean changes = !each.path().isMember() && !isSame(now, then);
              if ((then.isEmpty() || changes) && !isIn(found, each.path())) {
                var kind = ReleaseFields.kind(layout, manifest, each.path(), now, then);
                found.add(new Edit(manifest, each.path(), each.owner(), now, then, kind));
              }
            });
    return found.stream().sorted(Comparator.comparing(Edit::manager)).toList();
  }

  private static boolean isSame(Object now, Optional<Object> then) {
    return then.filter(value -> FieldPath.isSame(now, value)).isPresent();
  }

  /** Whether what it is in is one already. */
  private static boolean isIn(List<Edit> found, FieldPath path) {
    return found.stream().anyMatch(edit -> path.isAtOrBelow(edit.path()));
  }

  /** What kubectl has set to what is to be there anyway: it may be nobody's. */
  List<FieldPath> settled(Function<FieldPath, Optional<Object>> after) {
    return owned().stream()
        .filter(each -> each.owner().isKubectl())
        .map(Owned::path)
        .filter(path -> live(path).filter(now -> isSame(now, after.apply(path))).isPresent())
        .toList();
  }

  /**
   * Pods that were restarted by kubectl are not restarted again: the manifest keeps what has
   * restarted them.
   */
  public static Manifest restarted(Manifest manifest, LiveObject live) {
    var time = RESTARTED_AT.in(live.fields());
    boolean isOfPods =
        manifest.fields().get("spec") instanceof Map<?, ?> spec
            && spec.get("template") instanceof Map<?, ?>;
    return time.isPresent() && isOfPods && RESTARTED_AT.in(manifest.fields()).isEmpty()
        ? new Manifest(with(manifest.fields(), RESTARTED_AT.steps(), time.get()))
        : manifest;
  }

  private static Map<String, Object> with(
      Map<String, Object> fields, List<FieldPath.Segment> steps, Object value) {
    var name = ((FieldPath.MapEntry) steps.get(0)).name();
    var copy = new LinkedHashMap<>(fields);
    copy.put(
        name,
        steps.size() == 1
            ? value
            : with(Tree.of(fields).at(name).mapping(), steps.subList(1, steps.size()), value));
    return copy;
  }
}
