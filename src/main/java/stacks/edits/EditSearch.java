package stacks.edits;

import charts.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import stacks.cluster.ClusterException;
import stacks.cluster.FieldOwner;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;
import stacks.plan.Layout;

/** Searches the cluster for edits, in many objects at a time. */
public final class EditSearch {
  private static final int AT_ONCE = 16;

  /** Each attempt reads what others have written in the few milliseconds in between. */
  private static final int ATTEMPTS = 10;

  private final LiveObjects objects;
  private final Consumer<String> warnings;

  /**
   * An object as it will be and as it is.
   *
   * @param layout of its app; empty if it belongs to none
   */
  public record Subject(Manifest manifest, LiveObject live, Optional<Layout> layout) {}

  /**
   * @param warnings receives objects that could not be read
   */
  public EditSearch(LiveObjects objects, Consumer<String> warnings) {
    this.objects = objects;
    this.warnings = warnings;
  }

  /**
   * Returns the live objects by their manifests; warns of those that the user may not read.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public Map<Manifest, LiveObject> read(List<Manifest> manifests) {
    var found = new LinkedHashMap<Manifest, LiveObject>();
    each(manifests, this::readable)
        .forEach((manifest, live) -> live.ifPresent(object -> found.put(manifest, object)));
    return found;
  }

  private Optional<LiveObject> readable(Manifest manifest) {
    try {
      return objects.object(manifest);
    } catch (ClusterException e) {
      if (!e.isDenied()) {
        throw e;
      }
      warnings.accept(
          "Edits of " + manifest.id() + " cannot be seen for lack of a right: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Returns the edits that an update would undo. */
  public List<Edit> edits(List<Subject> subjects) {
    return each(subjects, this::edits).values().stream().flatMap(List::stream).toList();
  }

  private List<Edit> edits(Subject subject) {
    var edits = new Edits(subject.live(), subject.manifest());
    return edits.mayBe() ? edits.found(after(edits), subject.layout()) : List.of();
  }

  /**
   * Returns the value after an update at each path: the API server knows it best, if it may be
   * asked.
   */
  private Function<FieldPath, Optional<Object>> after(Edits edits) {
    var applied = objects.applied(edits.manifest(), edits.live());
    if (applied.isEmpty()) {
      return edits.foreseen();
    }
    var takenOut = edits.takenOut();
    var rest =
        takenOut.isEmpty()
            ? Optional.<Map<String, Object>>empty()
            : objects.without(edits.manifest(), edits.live(), takenOut);
    return path -> takenOut.contains(path) ? rest.flatMap(path::in) : path.in(applied.get());
  }

  /**
   * Returns the fields whose owner can be removed: those that match the manifest, and those of the
   * release state.
   *
   * @throws ClusterException if the cluster does not answer
   */
  public List<FieldPath> adoptable(Subject subject) {
    var edits = new Edits(subject.live(), subject.manifest());
    if (subject.live().foreign().stream().noneMatch(FieldOwner::isKubectl)) {
      return List.of();
    }
    var after = after(edits);
    var adoptable = new ArrayList<>(edits.settled(after));
    edits.found(after, subject.layout()).stream()
        .filter(edit -> !edit.isLeftByAdopt())
        .forEach(edit -> adoptable.add(edit.path()));
    return List.copyOf(adoptable);
  }

  /**
   * Restores what someone has edited in an object, except what moves traffic or is a version.
   *
   * @throws ClusterException if the cluster refuses it
   */
  public void undo(Manifest manifest, Optional<Layout> layout) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var live = objects.object(manifest);
      var edits =
          live.map(found -> edits(new Subject(manifest, found, layout))).orElse(List.of()).stream()
              .filter(edit -> !edit.isOfRelease())
              .toList();
      if (edits.isEmpty() || objects.restore(live.orElseThrow(), edits)) {
        return;
      }
    }
    throw new ClusterException(
        "Cannot undo the edits of " + manifest.id() + ": it keeps changing.");
  }

  private static <K, V> Map<K, V> each(List<K> subjects, Function<K, V> work) {
    var pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      return each(subjects, work, pool);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      pool.shutdown();
    }
  }

  private static <K, V> Map<K, V> each(
      List<K> subjects, Function<K, V> work, ExecutorService pool) {
    var begun = new LinkedHashMap<K, CompletableFuture<V>>();
    subjects.forEach(
        subject ->
            begun.put(subject, CompletableFuture.supplyAsync(() -> work.apply(subject), pool)));
    var done = new LinkedHashMap<K, V>();
    begun.forEach((subject, future) -> done.put(subject, future.join()));
    return done;
  }
}
