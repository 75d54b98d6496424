package charts;

import java.util.List;

/** Makes a set of manifests, all of them or none. */
public interface Construct {
  /** Returns the name of the construct in its environment, which is also the name of its file. */
  String name();

  /** Returns the manifests in the order in which they are written. */
  List<Manifest> manifests();
}
