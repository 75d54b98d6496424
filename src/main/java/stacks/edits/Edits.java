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
 * The edits of an object that an update would undo.
 *
 * <p>Before Pulumi's provider applies a manifest, it takes over the fields of all managers whose
 * name begins with {@code kubectl}: fields that are not in the manifest are then removed, and the
 * others change without a conflict. It removes no fields of other managers.
 *
 * @param live the object as it is
 * @param manifest the object as it will be
 */
public record Edits(LiveObject live, Manifest manifest) {
  /**
   * The annotation of {@code kubectl rollout restart}: the pods have been restarted, and nothing
   * else is different.
   */
  public static final FieldPath RESTARTED_AT =
      FieldPath.of(
          "spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt");

  /** An annotation that {@code kubectl apply} adds itself. */
  private static final FieldPath LAST_APPLIED =
      FieldPath.of("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration");

  private static final FieldPath REPLICAS = FieldPath.of("spec", "replicas");
  private static final FieldPath FORCE =
      FieldPath.of("metadata", "annotations", "pulumi.com/patchForce");

  private record Owned(FieldOwner owner, FieldPath path) {}

  /**
   * Returns whether there may be any; if not, the API server need not be asked what an update would
   * do.
   */
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

  /** Returns whether kubectl uses it for its own bookkeeping. */
  static boolean isNote(List<FieldPath.Segment> steps) {
    return steps.equals(RESTARTED_AT.steps()) || steps.equals(LAST_APPLIED.steps());
  }

  /** All annotations that were added are removed together if there were none before. */
  private boolean holdsNotesAlone(FieldPath path) {
    var entries = live(path).map(value -> Tree.of(value).mapping()).orElse(Map.of()).keySet();
    return path.isMember()
        && !entries.isEmpty()
        && entries.stream()
            .allMatch(name -> isNote(FieldPath.and(path.steps(), new FieldPath.MapEntry(name))));
  }

  /** Returns whether the manifest sets a number of pods that is not forced anyway. */
  private boolean isNumbered() {
    return wanted(REPLICAS).isPresent() && wanted(FORCE).isEmpty();
  }

  /**
   * Returns the fields that have no owner once Pulumi's provider has taken over those of kubectl.
   */
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
   * Returns the values as far as they can be known without the API server, which knows defaults and
   * other notations.
   */
  Function<FieldPath, Optional<Object>> foreseen() {
    var takenOut = takenOut();
    return path -> wanted(path).or(() -> takenOut.contains(path) ? Optional.empty() : live(path));
  }

  /**
   * @param after the value that an update leaves at each path
   * @param layout of the object's app; empty if it belongs to none
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

  /** Returns whether a parent is an edit already. */
  private static boolean isIn(List<Edit> found, FieldPath path) {
    return found.stream().anyMatch(edit -> path.isAtOrBelow(edit.path()));
  }

  /**
   * Returns the fields that kubectl has set to the values of the manifest: their owner can be
   * removed.
   */
  List<FieldPath> settled(Function<FieldPath, Optional<Object>> after) {
    return owned().stream()
        .filter(each -> each.owner().isKubectl())
        .map(Owned::path)
        .filter(path -> live(path).filter(now -> isSame(now, after.apply(path))).isPresent())
        .toList();
  }

  /**
   * Returns the manifest with the annotation of a restart by kubectl, so that its pods are not
   * restarted again.
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
