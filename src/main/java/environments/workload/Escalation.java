package environments.workload;

import java.util.List;
import java.util.Set;

/**
 * Recognizes permissions with which an app can escalate its privileges, in permissions of apps and
 * in Roles of the user's own.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks">Privilege
 *     escalation risks</a>
 */
public final class Escalation {
  /** Resources with which an app can act as another one, whatever the verb. */
  public static final Set<String> RESOURCES =
      Set.of(
          "pods/exec",
          "pods/attach",
          "pods/portforward",
          "pods/proxy",
          "pods/ephemeralcontainers",
          "nodes/proxy",
          "serviceaccounts/token");

  /**
   * Resources that create pods. Pods may use any ServiceAccount and any Secret of their namespace.
   */
  private static final Set<String> WORKLOADS =
      Set.of(
          "pods",
          "deployments",
          "replicasets",
          "statefulsets",
          "daemonsets",
          "jobs",
          "cronjobs",
          "replicationcontrollers");

  private static final Set<String> GROUPS = Set.of("", "apps", "batch", "*");

  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection", "*");

  /**
   * The suffix of the ConfigMap with the journal of an app's releases, which decides what a {@code
   * rollback} deploys.
   */
  public static final String JOURNAL = "-release";

  private Escalation() {}

  /**
   * Returns the resources that are pods or create them; resources of the same names in other API
   * groups are not.
   */
  public static List<String> workloads(List<String> apiGroups, List<String> resources) {
    return apiGroups.stream().anyMatch(GROUPS::contains)
        ? resources.stream().filter(WORKLOADS::contains).toList()
        : List.of();
  }

  /** Returns whether a rule applies to ConfigMaps, also by a wildcard. */
  public static boolean isOfConfigMaps(List<String> apiGroups, List<String> resources) {
    return (apiGroups.contains("") || apiGroups.contains("*"))
        && (resources.contains("configmaps") || resources.contains("*"));
  }

  /** Returns the verbs that change something. */
  public static List<String> writes(List<String> verbs) {
    return verbs.stream().filter(WRITES::contains).toList();
  }
}
