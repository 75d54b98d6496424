package charts;

import java.util.List;

/** Something that makes a set of manifests, all of them or none. */
public interface Construct {
  /** A name within its environment; names the file in which the manifests are written. */
  String name();

  /** In the order in which they are written. */
  List<Manifest> manifests();
}
