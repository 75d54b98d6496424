package stacks.program;

import environments.StackCluster;
import environments.values.ClusterUid;
import java.util.Optional;
import stacks.cluster.ClusterIdentity;

/**
 * A stack stays with the cluster that it was first applied to, until its settings name another one:
 * what was reviewed for one cluster is not reviewed for the next, whatever contexts are called.
 *
 * @param stack its name
 * @param named by the stack's settings
 * @param recorded the one that it was applied to
 * @param live the one that answers now
 */
public record ClusterRule(
    String stack,
    Optional<StackCluster> named,
    Optional<ClusterUid> recorded,
    ClusterIdentity live) {
  /** Of the stack, which has the UID. */
  static final String OUTPUT = "cluster";

  static final String RULE =
      "{apiGroups: [\"\"], resources: [namespaces], resourceNames: [kube-system], verbs: [get]}";

  /**
   * What the stack tells from now on; what it told stays where the cluster does not let it be read.
   */
  Optional<ClusterUid> known() {
    return live.uid().or(this::recorded);
  }

  /** Why nothing may be changed, if so. */
  public Optional<String> refusal() {
    return live.uid().filter(uid -> !isExpected(uid)).map(this::refusal);
  }

  private boolean isExpected(ClusterUid uid) {
    return named.map(StackCluster::uid).or(this::recorded).stream().allMatch(uid::equals);
  }

  private String refusal(ClusterUid uid) {
    return expected()
        + ", but "
        + live.server()
        + " is the cluster "
        + uid
        + " (the UID of its Namespace `kube-system`; a cluster that was deleted and made again is"
        + " another one). Nothing was changed. Choose the right cluster by `sluice:context` or"
        + " `KUBECONFIG`. If the stack is for this one from now on, Pulumi."
        + stack
        + ".yaml says so below `config:`\n  sluice:cluster: {uid: "
        + uid
        + ", reason: \"<why>\"}\nand `pulumi up --refresh --stack "
        + stack
        + "` comes next, because Pulumi still tracks the objects of the other cluster.";
  }

  private String expected() {
    return named
        .map(one -> "`sluice:cluster` of Pulumi." + stack + ".yaml names " + one.uid())
        .orElseGet(
            () ->
                "The stack `"
                    + stack
                    + "` was applied to the cluster "
                    + recorded.map(ClusterUid::value).orElse(""));
  }

  /** What somebody should know all the same. */
  public Optional<String> warning() {
    return live.uid().isEmpty() ? Optional.of(unknown()) : moved();
  }

  private String unknown() {
    return "Nobody checks that "
        + live.server()
        + " is the stack's cluster: the Namespace `kube-system`, whose UID tells clusters apart,"
        + " cannot be read. You need the right to get it, which this rule of a ClusterRole gives:\n"
        + "  - "
        + RULE;
  }

  private Optional<String> moved() {
    boolean moves = recorded.isPresent() && !recorded.equals(live.uid());
    return named
        .filter(one -> moves)
        .map(
            one ->
                "The stack is applied to another cluster than before, "
                    + one.uid()
                    + ": "
                    + one.reason());
  }
}
