package charts;

import java.util.LinkedHashMap;
import java.util.Map;

/** Annotations that exempt an object from a check, for Sluice's own checks with the reason, and for other linters. */
public final class Exemptions {
  private static final String POLARIS = "polaris.fairwinds.com/deploymentMissingReplicas-exempt";

  private Exemptions() {}

  public static String key(String check) {
    return "sluice.dev/exempt-" + check;
  }

  static Map<String, String> fewReplicas(String reason) {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(key("replicas-min-2"), reason);
    annotations.put("kube-score/ignore", "deployment-replicas");
    annotations.put(POLARIS, "true");
    return annotations;
  }

  /**
   * Polaris wants at least two {@code spec.replicas}, even where an autoscaler owns the field: then it must be left out,
   * or server-side apply and the autoscaler would fight over it.
   */
  static Map<String, String> autoscaledReplicas() {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(key("replicas-min-2"), "An autoscaler owns the number of pods.");
    annotations.put(POLARIS, "true");
    return annotations;
  }
}
