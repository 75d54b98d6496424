package stacks.edits;

import charts.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stacks.cluster.ClusterException;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;

/** Objects of a cluster whose fields have several owners. */
public interface LiveObjects {
  /**
   * Empty if there is none.
   *
   * @throws ClusterException if the cluster does not say
   */
  Optional<LiveObject> object(Manifest manifest);

  /**
   * What a manifest would make of an object, by force; nothing is changed. Empty if the API server
   * does not say.
   */
  Optional<Map<String, Object>> applied(Manifest manifest, LiveObject live);

  /**
   * What becomes of an object without some of its fields; nothing is changed. Empty if the API
   * server does not say.
   */
  Optional<Map<String, Object>> without(
      Manifest manifest, LiveObject live, List<FieldPath> takenOut);

  /**
   * Gives fields the values that they are to have, and makes them nobody's.
   *
   * @return whether it did: not if somebody has changed the object since it was read
   * @throws ClusterException if the cluster does not let it
   */
  boolean restore(LiveObject live, List<Edit> edits);
}
