package stacks.guard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Rollout;
import stacks.cluster.Trouble;

/**
 * Explains why a Deployment is not ready: the expected and the actual state, the reasons of its
 * pods, and what to do next.
 */
final class NotReadyText {
  private static final int MOST_PODS = 3;

  private static final Pattern MISSING_SECRET = Pattern.compile("secret \"([^\"]+)\" not found");

  private final LivePods cluster;
  private final DeploymentManifest deployment;
  private final Rollout rollout;

  NotReadyText(LivePods cluster, DeploymentManifest deployment, Rollout rollout) {
    this.cluster = cluster;
    this.deployment = deployment;
    this.rollout = rollout;
  }

  /**
   * @param reasons by pod; under the empty name, why there are too few pods
   */
  String text(List<LivePod> pods, Map<String, Trouble> reasons, Duration waited) {
    var lines = lines(" after " + waited.toSeconds() + " s", pods, reasons);
    lines.add("Pods that are not ready get no traffic.");
    return String.join("\n", lines);
  }

  /** Advice for a person who runs {@code pulumi up}. */
  String advice() {
    return "Fix that, or set another version with `pulumi config set --path 'sluice:rollouts."
        + deployment.versionKey()
        + "' <version>`; then run `pulumi up` again.";
  }

  /** Describes what is missing without waiting for it. */
  String shortage(List<LivePod> pods, Map<String, Trouble> reasons) {
    return String.join("\n", lines("", pods, reasons));
  }

  private List<String> lines(String waited, List<LivePod> pods, Map<String, Trouble> reasons) {
    var lines = new ArrayList<String>();
    lines.add(summary(waited));
    var refusal = reasons.get("");
    if (refusal != null) {
      lines.add("  No pod can be created: " + refusal.text());
    }
    var causes = new ArrayList<String>();
    for (var pod : pods.stream().filter(each -> !each.isReady()).limit(MOST_PODS).toList()) {
      var trouble = Optional.ofNullable(reasons.get(pod.name()));
      var cause = trouble.map(Trouble::text).orElseGet(() -> warning(pod));
      causes.add(cause);
      lines.add("  " + pod.name() + ": " + cause);
      if (trouble.filter(each -> each.kind() == Trouble.Kind.CRASH).isPresent()) {
        lines.addAll(cluster.lastLines(deployment.namespace(), pod).text());
      }
    }
    lines.addAll(missingSecrets(causes));
    return lines;
  }

  /** Finds the names in the kubelet's messages, never in a pod's log. */
  private List<String> missingSecrets(List<String> causes) {
    return MISSING_SECRET
        .matcher(String.join("\n", causes))
        .results()
        .map(found -> found.group(1))
        .distinct()
        .map(
            name ->
                "The Secret `"
                    + name
                    + "` is missing: create it, or `pulumi config set --secret --path"
                    + " 'sluice:secrets."
                    + deployment.namespace()
                    + "."
                    + name
                    + ".<key>' <value>`.")
        .toList();
  }

  private String summary(String waited) {
    int wanted = deployment.replicas().orElse(rollout.replicas());
    var pods = rollout.updated() == 1 ? " pod of this version, " : " pods of this version, ";
    return deployment.id()
        + " is not ready"
        + waited
        + ": it needs "
        + wanted
        + (wanted == 1 ? " available pod" : " available pods")
        + ", has "
        + rollout.updated()
        + pods
        + rollout.available()
        + " available in total.";
  }

  private String warning(LivePod pod) {
    var warning = cluster.warning(deployment.namespace(), pod.name());
    return "not ready: " + warning.orElse("no event says why");
  }
}
