package stacks;

import charts.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;
import stacks.edits.Edit;
import stacks.edits.LiveObjects;

/** Objects that tests set by id, on an API server that does not predict updates. */
public final class FakeObjects implements LiveObjects {
  public final Map<String, LiveObject> objects = new HashMap<>();
  public final List<String> denied = new ArrayList<>();
  public final List<String> restored = Collections.synchronizedList(new ArrayList<>());

  /** Whether someone else changes the objects before each attempt to restore them. */
  public boolean isBusy;

  public int attempts;

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
