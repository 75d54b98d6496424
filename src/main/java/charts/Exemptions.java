package charts;

import java.util.LinkedHashMap;
import java.util.Map;

/** Annotations that exempt an object from a check, for Sluice's own checks with the reason, and for other linters. */
public final class Exemptions {
  /**
   * Polaris wants at least two {@code spec.replicas}, even where an autoscaler owns the field: then it must be left out,
   * or server-side apply and the autoscaler would fight over it.
   */
  static final Map<String, String> POLARIS_REPLICAS =
      Map.of("polaris.fairwinds.com/deploymentMissingReplicas-exempt", "true");

  private Exemptions() {}

  public static String key(String check) {
    return "sluice.dev/exempt-" + check;
  }

  static Map<String, String> fewReplicas(String reason) {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(key("replicas-min-2"), reason);
    annotations.put("kube-score/ignore", "deployment-replicas");
    annotations.putAll(POLARIS_REPLICAS);
    return annotations;
  }
}
