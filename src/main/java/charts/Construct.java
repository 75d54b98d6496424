package charts;

import java.util.List;

/** Something that makes a set of manifests, all of them or none. */
public interface Construct {
  /** Returns its name within the environment, which is also the name of its file. */
  String name();

  /** Returns the manifests in the order in which they are written. */
  List<Manifest> manifests();
}
