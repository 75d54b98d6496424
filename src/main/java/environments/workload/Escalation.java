package environments.workload;

import java.util.List;
import java.util.Set;

/**
 * Rights by which an app can become more than it is: facts about the Kubernetes API that
 * permissions of apps and Roles of the user's own are held to.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks">Privilege
 *     escalation risks</a>
 */
public final class Escalation {
  /** What lets an app act as another one, whatever the verb. */
  public static final Set<String> RESOURCES =
      Set.of(
          "pods/exec",
          "pods/attach",
          "pods/portforward",
          "pods/proxy",
          "pods/ephemeralcontainers",
          "nodes/proxy",
          "serviceaccounts/token");

  /** What makes pods, and pods may use any ServiceAccount and any Secret of their namespace. */
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
   * The end of the name of the ConfigMap that is the journal of an app's releases, and decides what
   * a {@code rollback} deploys.
   */
  public static final String JOURNAL = "-release";

  private Escalation() {}

  /** Those of resources that are pods or make some; in other groups they are somebody else's. */
  public static List<String> workloads(List<String> apiGroups, List<String> resources) {
    return apiGroups.stream().anyMatch(GROUPS::contains)
        ? resources.stream().filter(WORKLOADS::contains).toList()
        : List.of();
  }

  /** Whether a rule is about ConfigMaps, a wildcard included. */
  public static boolean isOfConfigMaps(List<String> apiGroups, List<String> resources) {
    return (apiGroups.contains("") || apiGroups.contains("*"))
        && (resources.contains("configmaps") || resources.contains("*"));
  }

  /** Those of verbs that change something. */
  public static List<String> writes(List<String> verbs) {
    return verbs.stream().filter(WRITES::contains).toList();
  }
}
