package environments.routing;

import java.util.Map;
import java.util.Optional;

/**
 * What splits requests between the two sides of an app by weight. An app without one has no weights
 * other than those its replicas make.
 */
public sealed interface Router permits HttpRoute, VirtualService {
  /** Under which it stands in environment files. */
  String key();

  /** The name of the declared port that requests go to; the first port, if absent. */
  Optional<String> port();

  /**
   * Headers that send a request to the canary, or the preview color, whatever the weight: all of
   * them must be equal. For tests through the real router. At most 16, whose names are HTTP tokens
   * and differ in more than case; values of 1 to 4096 printable characters.
   */
  Map<String, String> pin();
}
