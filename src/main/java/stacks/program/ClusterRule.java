package stacks.program;

import environments.StackCluster;
import environments.values.ClusterUid;
import java.util.Optional;
import stacks.cluster.ClusterIdentity;

/**
 * A stack stays with the cluster that it was first applied to, until its settings name another one:
 * a review for one cluster is none for another, whatever the contexts are called.
 *
 * @param stack its name
 * @param named the cluster in the stack's settings
 * @param recorded the cluster that it was applied to
 * @param live the cluster that answers now
 */
public record ClusterRule(
    String stack,
    Optional<StackCluster> named,
    Optional<ClusterUid> recorded,
    ClusterIdentity live) {
  /** The stack's output for the UID. */
  static final String OUTPUT = "cluster";

  static final String RULE =
      "{apiGroups: [\"\"], resources: [namespaces], resourceNames: [kube-system], verbs: [get]}";

  /** Returns the UID for the stack's output; the recorded one if the cluster's may not be read. */
  Optional<ClusterUid> known() {
    return live.uid().or(this::recorded);
  }

  /** Returns why nothing may be changed, if there is a reason. */
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
        + " (the UID of its Namespace `kube-system`; a cluster that was deleted and created again"
        + " is another one). Nothing has been changed. Choose the right cluster with"
        + " `sluice:context` or `KUBECONFIG`. If the stack now belongs to this cluster, put this"
        + " into Pulumi."
        + stack
        + ".yaml below `config:`\n  sluice:cluster: {uid: "
        + uid
        + ", reason: \"<why>\"}\nthen run `pulumi up --refresh --stack "
        + stack
        + "`, because Pulumi still tracks the objects of the other cluster.";
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

  /** Returns a warning if the cluster cannot be compared. */
  public Optional<String> warning() {
    return live.uid().isEmpty() ? Optional.of(unknown()) : moved();
  }

  private String unknown() {
    return "Cannot check that "
        + live.server()
        + " is the stack's cluster: the Namespace `kube-system`, whose UID identifies a cluster,"
        + " cannot be read. You need the right to get it, which this rule of a ClusterRole"
        + " grants:\n"
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
