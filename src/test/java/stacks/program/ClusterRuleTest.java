package stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import environments.StackCluster;
import environments.values.ClusterUid;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stacks.cluster.ClusterIdentity;

/** Tests which cluster a stack may be applied to. */
final class ClusterRuleTest {
  private static final ClusterUid OLD = ClusterUid.parse("0a1b2c3d-0000-4000-8000-000000000001");
  private static final ClusterUid NEW = ClusterUid.parse("0a1b2c3d-0000-4000-8000-000000000002");
  private static final Optional<ClusterUid> NOWHERE = Optional.empty();
  private static final Optional<ClusterUid> UNREADABLE = Optional.empty();

  private static ClusterRule rule(Optional<ClusterUid> recorded, Optional<ClusterUid> live) {
    return rule(Optional.empty(), recorded, live);
  }

  private static ClusterRule rule(
      Optional<StackCluster> named, Optional<ClusterUid> recorded, Optional<ClusterUid> live) {
    return new ClusterRule(
        "dev", named, recorded, new ClusterIdentity("https://10.0.0.1:6443/", live));
  }

  private static Optional<StackCluster> named(ClusterUid uid) {
    return Optional.of(new StackCluster(uid, "The old one is gone."));
  }

  private static void assertSilent(ClusterRule rule) {
    assertThat(rule.refusal()).isEmpty();
    assertThat(rule.warning()).isEmpty();
  }

  @Test
  void theFirstClusterThatCanBeReadIsTheStacks() {
    var first = rule(NOWHERE, Optional.of(OLD));
    assertSilent(first);
    assertThat(first.known()).contains(OLD);
    var next = rule(Optional.of(OLD), Optional.of(OLD));
    assertSilent(next);
    assertThat(next.known()).contains(OLD);
  }

  @Test
  void anotherClusterIsRefusedWithTheLineThatNamesIt() {
    assertThat(rule(Optional.of(OLD), Optional.of(NEW)).refusal().orElseThrow())
        .isEqualTo(
            """
            The stack `dev` was applied to the cluster 0a1b2c3d-0000-4000-8000-000000000001, but https://10.0.0.1:6443/ is the cluster 0a1b2c3d-0000-4000-8000-000000000002 (the UID of its Namespace `kube-system`; a cluster that was deleted and created again is another one). Nothing has been changed. Choose the right cluster with `sluice:context` or `KUBECONFIG`. If the stack now belongs to this cluster, put this into Pulumi.dev.yaml below `config:`
              sluice:cluster: {uid: 0a1b2c3d-0000-4000-8000-000000000002, reason: "<why>"}
            then run `pulumi up --refresh --stack dev`, because Pulumi still tracks the objects of the other cluster.\
            """);
  }

  @Test
  void aClusterThatTheStackNamesIsTakenAndSaidToBeAnother() {
    var moved = rule(named(NEW), Optional.of(OLD), Optional.of(NEW));
    assertThat(moved.refusal()).isEmpty();
    assertThat(moved.warning())
        .contains(
            "The stack is applied to another cluster than before,"
                + " 0a1b2c3d-0000-4000-8000-000000000002: The old one is gone.");
    assertThat(moved.known()).contains(NEW);
    assertSilent(rule(named(NEW), Optional.of(NEW), Optional.of(NEW)));
    assertSilent(rule(named(NEW), NOWHERE, Optional.of(NEW)));
  }

  /** The user may name the new cluster before they change the context. */
  @Test
  void whatTheStackNamesCountsMoreThanWhereItWas() {
    var refusal =
        "`sluice:cluster` of Pulumi.dev.yaml names " + NEW + ", but https://10.0.0.1:6443/ is";
    assertThat(rule(named(NEW), Optional.of(OLD), Optional.of(OLD)).refusal().orElseThrow())
        .startsWith(refusal);
    assertThat(rule(named(NEW), NOWHERE, Optional.of(OLD)).refusal().orElseThrow())
        .startsWith(refusal);
  }

  @Test
  void aClusterThatMayNotBeReadIsWarnedOfAndForgetsNothing() {
    var rule = rule(named(NEW), Optional.of(OLD), UNREADABLE);
    assertThat(rule.refusal()).isEmpty();
    assertThat(rule.warning())
        .contains(
            """
            Cannot check that https://10.0.0.1:6443/ is the stack's cluster: the Namespace `kube-system`, whose UID identifies a cluster, cannot be read. You need the right to get it, which this rule of a ClusterRole grants:
              - {apiGroups: [""], resources: [namespaces], resourceNames: [kube-system], verbs: [get]}\
            """);
    assertThat(rule.known()).contains(OLD);
    assertThat(rule(NOWHERE, UNREADABLE).known()).isEmpty();
  }
}
