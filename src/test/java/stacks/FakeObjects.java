package stacks;

import charts.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects that tests set, by their ids, on an API server that says nothing of what an update would
 * do.
 */
final class FakeObjects implements LiveObjects {
  final Map<String, LiveObject> objects = new HashMap<>();
  final List<String> denied = new ArrayList<>();
  final List<String> restored = Collections.synchronizedList(new ArrayList<>());

  /** Whether somebody else changes the objects before each attempt to restore them. */
  boolean isBusy;

  int attempts;

  @Override
  public Optional<LiveObject> object(Manifest manifest) {
    if (denied.contains(manifest.id())) {
      throw new ClusterException(FailureCause.DENIED, manifest.id() + " is forbidden");
    }
    return Optional.ofNullable(objects.get(manifest.id()));
  }

  @Override
  public Optional<Map<String, Object>> applied(Manifest manifest, LiveObject live) {
    return Optional.empty();
  }

  @Override
  public Optional<Map<String, Object>> without(
      Manifest manifest, LiveObject live, List<FieldPath> takenOut) {
    return Optional.empty();
  }

  @Override
  public boolean restore(LiveObject live, List<Edit> edits) {
    attempts++;
    if (isBusy) {
      return false;
    }
    edits.forEach(edit -> restored.add(edit.object() + " " + edit.lines()));
    return true;
  }
}
