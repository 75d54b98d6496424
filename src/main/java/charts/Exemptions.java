package charts;

import environments.workload.Exemption;
import environments.workload.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Annotations that exempt an object from checks: from those of Sluice with the reason, and from
 * those of other linters.
 */
public final class Exemptions {
  private static final String POLARIS = "polaris.fairwinds.com/deploymentMissingReplicas-exempt";

  private Exemptions() {}

  public static String key(String check) {
    return "sluice.dev/exempt-" + check;
  }

  /** Returns the app's exemptions that concern what its pods run, with their reasons. */
  static Map<String, String> ofPods(Workload workload) {
    return of(workload, check -> check != Exemption.RBAC_CONFIG_MAPS);
  }

  /** Returns the app's exemptions that concern its permissions, with their reasons. */
  static Map<String, String> ofRole(Workload workload) {
    return of(workload, check -> check == Exemption.RBAC_CONFIG_MAPS);
  }

  private static Map<String, String> of(Workload workload, Predicate<Exemption> isMeant) {
    var annotations = new LinkedHashMap<String, String>();
    workload
        .exemptions()
        .forEach(
            (check, reason) -> {
              if (isMeant.test(check)) {
                annotations.put(key(check.check()), reason.toString());
              }
            });
    return annotations;
  }

  static Map<String, String> fewReplicas(String reason) {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(key("replicas-min-2"), reason);
    annotations.put("kube-score/ignore", "deployment-replicas");
    annotations.put(POLARIS, "true");
    return annotations;
  }

  /**
   * Exempts from Polaris' check, which expects at least two {@code spec.replicas} even where an
   * autoscaler owns the field. The field must be omitted there, or server-side apply and the
   * autoscaler would fight over it.
   */
  static Map<String, String> autoscaledReplicas() {
    var annotations = new LinkedHashMap<String, String>();
    annotations.put(key("replicas-min-2"), "An autoscaler owns the number of pods.");
    annotations.put(POLARIS, "true");
    return annotations;
  }
}
