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

/** Looks in the cluster for what somebody has edited, many objects at a time. */
public final class EditSearch {
  private static final int AT_ONCE = 16;

  /** Each reads anew what others have written in the few milliseconds between. */
  private static final int ATTEMPTS = 10;

  private final LiveObjects objects;
  private final Consumer<String> warnings;

  /**
   * An object, as it is to be and as it is.
   *
   * @param layout of the app that it is of; empty where it is of none
   */
  public record Subject(Manifest manifest, LiveObject live, Optional<Layout> layout) {}

  /**
   * @param warnings takes what could not be looked at
   */
  public EditSearch(LiveObjects objects, Consumer<String> warnings) {
    this.objects = objects;
    this.warnings = warnings;
  }

  /**
   * Those that are there, by their manifests. What the user may not read is warned of.
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
          "Edits of " + manifest.id() + " go unseen, for lack of a right: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** What an update would undo of them. */
  public List<Edit> edits(List<Subject> subjects) {
    return each(subjects, this::edits).values().stream().flatMap(List::stream).toList();
  }

  private List<Edit> edits(Subject subject) {
    var edits = new Edits(subject.live(), subject.manifest());
    return edits.mayBe() ? edits.found(after(edits), subject.layout()) : List.of();
  }

  /** What an update leaves at each place: the API server knows best, where it may be asked. */
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
   * What may be nobody's from now on: what is as it is to be, and, of what is not, what the release
   * state decides.
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
   * Gives an object back what somebody has edited of it, but for what moves traffic or is a
   * version.
   *
   * @throws ClusterException if the cluster does not let it
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
        "What was edited of " + manifest.id() + " must be undone, but it is changed all the time.");
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
