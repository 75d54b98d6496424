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
   * @throws ClusterException if the cluster does not answer
   */
  Optional<LiveObject> object(Manifest manifest);

  /**
   * Returns the object that a forced apply of a manifest would result in, without changing it;
   * empty if the API server does not answer that.
   */
  Optional<Map<String, Object>> applied(Manifest manifest, LiveObject live);

  /**
   * Returns the object without some of its fields, without changing it; empty if the API server
   * does not answer that.
   */
  Optional<Map<String, Object>> without(
      Manifest manifest, LiveObject live, List<FieldPath> takenOut);

  /**
   * Restores the values of fields, and removes their owner.
   *
   * @return false if the object has changed since it was read
   * @throws ClusterException if the cluster refuses it
   */
  boolean restore(LiveObject live, List<Edit> edits);
}
