package stacks.program;

import charts.Construct;
import charts.Manifest;
import charts.Secrets;
import environments.Environment;
import environments.StackSettings;
import environments.apps.App;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stacks.cluster.ClusterException;
import stacks.cluster.LiveObject;
import stacks.edits.Edit;
import stacks.edits.EditSearch;
import stacks.edits.Edits;
import stacks.edits.EditsText;
import stacks.guard.Direction;
import stacks.plan.Layout;

/**
 * Refuses updates that undo someone's edits, unless the stack allows it. Edits that move traffic or
 * change a version are never undone. The live objects are read once, by the constructor.
 */
final class EditRule {
  private final Environment environment;
  private final StackSettings settings;
  private final Optional<SingleAppUpdate> release;
  private final EditSearch search;
  private final Map<String, Construct> constructs = new LinkedHashMap<>();
  private final List<EditSearch.Subject> subjects = new ArrayList<>();

  /**
   * @param made all constructs of the environment
   * @param release of the only app that is applied; all are if empty
   */
  EditRule(
      Environment environment,
      StackSettings settings,
      SecretValues secrets,
      List<Construct> made,
      Optional<SingleAppUpdate> release,
      EditSearch search) {
    this.environment = environment;
    this.settings = settings;
    this.release = release;
    this.search = search;
    var applied = made.stream().filter(this::isApplied).toList();
    var withData = release.isPresent() ? List.<Manifest>of() : withData(secrets);
    var all = new ArrayList<>(withData);
    applied.forEach(construct -> all.addAll(construct.manifests()));
    var live = search.read(all);
    made.forEach(construct -> constructs.put(construct.name(), restarted(construct, live)));
    applied.forEach(construct -> addSubjects(construct, live));
    withData.forEach(manifest -> add(manifest, live.get(manifest), Optional.empty()));
  }

  private boolean isApplied(Construct construct) {
    return release.stream().allMatch(one -> one.app().equals(construct.name()));
  }

  private List<Manifest> withData(SecretValues values) {
    return settings.secrets().stream()
        .map(
            secret -> {
              var fields = new LinkedHashMap<>(Secrets.withoutValues(secret).fields());
              fields.put("data", values.encoded(secret));
              return new Manifest(fields);
            })
        .toList();
  }

  private static Construct restarted(Construct construct, Map<Manifest, LiveObject> live) {
    var manifests =
        construct.manifests().stream()
            .map(
                manifest ->
                    Optional.ofNullable(live.get(manifest))
                        .map(found -> Edits.restarted(manifest, found))
                        .orElse(manifest))
            .toList();
    return new Kept(construct.name(), manifests);
  }

  /** A construct that keeps restarts of its pods. */
  private record Kept(String name, List<Manifest> manifests) implements Construct {}

  private void addSubjects(Construct construct, Map<Manifest, LiveObject> live) {
    var kept = Optional.ofNullable(constructs.get(construct.name())).orElseThrow();
    var layout =
        environment.apps().stream()
            .filter(app -> app.name().value().equals(construct.name()))
            .findFirst()
            .map(app -> Layout.of(app, kept));
    for (int i = 0; i < kept.manifests().size(); i++) {
      add(kept.manifests().get(i), live.get(construct.manifests().get(i)), layout);
    }
  }

  /** A release skips objects that match their recorded state: nothing of them is undone. */
  private void add(Manifest manifest, @Nullable LiveObject live, Optional<Layout> layout) {
    if (live != null && release.stream().noneMatch(one -> one.state().isApplied(manifest))) {
      subjects.add(new EditSearch.Subject(manifest, live, layout));
    }
  }

  /**
   * Returns the constructs by name, as they are applied: pods that were restarted by hand are not
   * restarted again.
   */
  Map<String, Construct> constructs() {
    return constructs;
  }

  /**
   * @throws ClusterException if the cluster does not answer
   */
  List<Edit> refused() {
    if (release.stream().anyMatch(one -> one.direction() == Direction.NONE)) {
      return List.of(); // what `adopt` leaves as it is
    }
    return search.edits(subjects).stream()
        .filter(edit -> edit.isOfRelease() || settings.undoEdits().isEmpty())
        .toList();
  }

  String refusal(List<Edit> edits) {
    return new EditsText(environment.name().value(), app(edits)).refusal(edits);
  }

  /** Returns the app of the edited objects; empty if there is none, or more than one. */
  private Optional<String> app(List<Edit> edits) {
    var edited = edits.stream().map(edit -> edit.manifest().id()).collect(Collectors.toSet());
    var apps =
        environment.apps().stream()
            .map(App::name)
            .map(Object::toString)
            .filter(name -> ids(name).stream().anyMatch(edited::contains))
            .toList();
    return apps.size() == 1 ? Optional.of(apps.get(0)) : Optional.empty();
  }

  private List<String> ids(String construct) {
    return Optional.ofNullable(constructs.get(construct)).orElseThrow().manifests().stream()
        .map(Manifest::id)
        .toList();
  }

  /**
   * Undoes the edits if the stack allows it.
   *
   * @throws ClusterException if the cluster refuses it
   */
  void undo() {
    if (settings.undoEdits().isPresent()) {
      subjects.forEach(subject -> search.undo(subject.manifest(), subject.layout()));
    }
  }
}
