package review;

import static org.assertj.core.api.Assertions.assertThat;

import charts.Construct;
import charts.EnvironmentChart;
import charts.Environments;
import charts.Manifest;
import environments.Environment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Tests that the checks notice changes: each field is removed and changed, one at a time, and a
 * check must report it.
 */
class MutationsTest {
  /**
   * Added to the mutated objects, so that a selector that became too wide finds pods of another
   * app.
   */
  private static final List<String> NEIGHBORS =
      List.of(EnvironmentChart.ENVIRONMENT, "blue-green-plain", "canary-istio");

  private static final Environment ENVIRONMENT = Environments.all().get("everything");

  private static final List<String> MUTATED =
      List.of(
          EnvironmentChart.ENVIRONMENT,
          "blue-green-gateway",
          "blue-green-istio",
          "canary-ratio",
          "worker");

  /** Mutations that no check reports, and why that is right. All others must be reported. */
  private static final List<String> FREE =
      List.of(
          // Labels and annotations select nothing, except on pods, and belong to other programs.
          "(?!Namespace|Deployment)\\w+ metadata.(labels|annotations).*",
          "Namespace metadata.labels.app.kubernetes.io/managed-by = .*",
          "Deployment metadata.annotations.*",
          "Deployment spec.template.metadata.annotations = removed",
          "Deployment spec.template.metadata.annotations.example.com/on-call = .*",
          "Deployment spec.template.metadata.annotations.prometheus.io/(path|scrape) = .*",
          "Deployment"
              + " spec.template.metadata.labels.(example.com/team|app.kubernetes.io/(managed-by|part-of|version))"
              + " = removed",
          // The program is the user's: its arguments, its probes, the places of its files.
          "(Deployment|Job) .*containers\\[].name = altered",
          "(Deployment|Job) .*containers\\[].(args|command).*",
          "(Deployment|Job) .*containers\\[].env(\\[])? = removed",
          "(Deployment|Job) .*containers\\[].env\\[].(name|value|valueFrom.fieldRef.fieldPath) ="
              + " altered",
          "(Deployment|Job) .*containers\\[].volumeMounts\\[].mountPath = altered",
          "Deployment .*Probe.(grpc.service = .*|httpGet.path = altered)",
          "Deployment .*Probe.initialDelaySeconds = (0|removed)",
          "Deployment .*containers\\[].startupProbe = removed",
          "Deployment .*volumes\\[].secret.secretName = altered",
          // Kubernetes' defaults are as good: 10 s, 1 s and 3 attempts.
          "Deployment .*(liveness|startup)Probe.periodSeconds = removed",
          "Deployment .*Probe.(timeoutSeconds|failureThreshold) = removed",
          // Kubernetes' defaults: TCP, 30 s to stop, and policy types that follow from the rules.
          "(Deployment .*containers|NetworkPolicy spec.(egress|ingress))\\[].ports\\[].protocol ="
              + " removed",
          "NetworkPolicy spec.policyTypes = removed",
          "Deployment .*terminationGracePeriodSeconds = removed",
          // More is safe, and a higher user id is no less unknown to the node.
          "Deployment spec.replicas = raised",
          "(Deployment|Job) .*securityContext.(fsGroup|runAsGroup|runAsUser) = raised",
          // Convenience: faster starts, better messages.
          "(Deployment|Job)"
              + " .*(enableServiceLinks|fsGroupChangePolicy|terminationMessagePolicy) = .*",
          // Classes belong to the cluster, and may differ from the environment's.
          "(Deployment|Job) .*priorityClassName = altered",
          // A Job that takes longer, or is repeated, only delays what waits for it.
          "Job spec.(activeDeadlineSeconds|backoffLimit) = .*",
          // Only the policy finds its pods, by one label; the others are for people.
          "Job spec.template.metadata.annotations.*",
          "Job spec.template.metadata.labels"
              + ".(example.com/team|app.kubernetes.io/(component|managed-by|name|part-of))"
              + " = (altered|removed)",
          "PriorityClass (description = .*|value = (0|raised))",
          // It excludes pods of Jobs with the app's name, and here there are none.
          "PodDisruptionBudget spec.selector.matchExpressions(\\[])? = removed",
          // What a client of the API needs in addition to its token; without it, it fails at its
          // start.
          "Deployment .*projected.sources\\[] = removed",
          "Deployment .*projected.sources\\[].configMap.items(\\[])? = removed",
          "Deployment"
              + " .*projected.sources\\[].(configMap.(name|items\\[].(key|path))|serviceAccountToken.path)"
              + " = altered",
          "Deployment .*projected.sources\\[].downwardAPI.items\\[].(path|fieldRef.fieldPath) ="
              + " altered",
          // Only the user knows the right host, Gateway and header.
          "HTTPRoute spec.hostnames\\[] = altered",
          "HTTPRoute spec.parentRefs\\[].(name = altered|(namespace|sectionName) = .*)",
          "HTTPRoute spec.rules\\[].matches\\[].headers\\[].(name|value) = altered",
          "VirtualService spec.(hosts\\[] = altered|gateways.*)",
          "VirtualService spec.http\\[].match\\[].headers.x-preview.exact = .*",
          // Without its rule, requests for the preview get what all others get.
          "(HTTPRoute spec.rules|VirtualService spec.http)\\[] = removed",
          // The user chooses how fast it scales; without a setting, Kubernetes waits 300 s before
          // it shrinks.
          "HorizontalPodAutoscaler spec.behavior(.(scaleUp|scaleDown))?(.policies(\\[])?)? ="
              + " removed",
          "HorizontalPodAutoscaler spec.behavior.\\w+.policies\\[].value = raised",
          "HorizontalPodAutoscaler spec.behavior.\\w+.(selectPolicy ="
              + " removed|stabilizationWindowSeconds = (0|removed))",
          // The metric that asks for the most pods decides, and others still exist.
          "HorizontalPodAutoscaler spec.metrics\\[] = removed",
          "HorizontalPodAutoscaler spec.metrics\\[].pods.metric.name = altered",
          "HorizontalPodAutoscaler spec.maxReplicas = raised",
          // One peer, port or rule less denies traffic.
          "NetworkPolicy spec.(egress|ingress)\\[] = removed",
          "NetworkPolicy spec.egress\\[].ports\\[] = removed",
          "NetworkPolicy spec.ingress\\[].(from|ports)\\[] = removed",
          // The user says what it calls: a whole namespace, an app of it, all of its ports.
          "NetworkPolicy spec.egress\\[].ports = removed",
          "NetworkPolicy spec.egress\\[].to\\[].(namespaceSelector|podSelector) = removed",
          "NetworkPolicy"
              + " .*Selector.matchLabels.(kubernetes.io/metadata.name|app.kubernetes.io/name) ="
              + " altered",
          // Peers in its own namespace may be created elsewhere.
          "NetworkPolicy"
              + " spec.\\w+\\[].\\w+\\[].podSelector.matchLabels.app.kubernetes.io/instance ="
              + " altered",
          // One permission less, or another of the user's; Secrets must be named one by one.
          "Role rules(\\[](.(resourceNames|verbs)\\[]|.resourceNames)?)? = removed",
          "Role rules\\[].(apiGroups|resources|resourceNames|verbs)\\[] = altered",
          // One port less; the name of a port, and its protocol.
          "Service spec.ports\\[] = removed",
          "Service spec.ports\\[].(appProtocol = .*|name = altered)",
          // Kubernetes' defaults: the same protocol and port, and a type that is not reachable from
          // outside.
          "Service spec.ports\\[].(protocol|targetPort) = removed",
          "Service spec.type = removed",
          // Credentials concern the registry: without them no image is pulled, and no pod starts.
          "ServiceAccount imagePullSecrets(\\[])? = removed",
          "ServiceAccount imagePullSecrets\\[].name = altered");

  private static final Pattern ANY_FREE = Pattern.compile(String.join("|", FREE));

  private final Map<String, List<Manifest>> constructs =
      EnvironmentChart.of(ENVIRONMENT).constructs().stream()
          .collect(Collectors.toMap(Construct::name, Construct::manifests));

  @Test
  void everyChangeOfAHardenedFieldIsNoticed() {
    var mutations = MUTATED.stream().flatMap(this::mutations).toList();
    var hardened = mutations.stream().filter(change -> !change.isFree()).toList();
    var survivors =
        hardened.parallelStream().filter(this::isUnnoticed).map(Case::inWords).sorted().toList();
    assertThat(survivors).as("of %d changes", hardened.size()).isEmpty();
    assertThat(mutations).hasSizeGreaterThan(5000);
    assertThat(hardened).hasSizeGreaterThan(3800);
  }

  /**
   * An entry for a mutation that is reported anyway, or for none, hides that a check is missing.
   */
  @Test
  void whatIsFreeIsNotNoticed() {
    var free =
        MUTATED.stream()
            .flatMap(this::mutations)
            .filter(Case::isFree)
            .collect(Collectors.groupingBy(change -> change.mutation.inWords()));
    var noticed =
        free.entrySet().parallelStream()
            .filter(changes -> changes.getValue().stream().noneMatch(this::isUnnoticed))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    assertThat(noticed).isEmpty();
    assertThat(FREE)
        .allSatisfy(entry -> assertThat(free.keySet()).anyMatch(words -> words.matches(entry)));
  }

  private Stream<Case> mutations(String construct) {
    return constructs.get(construct).stream()
        .flatMap(
            manifest ->
                Mutations.of(manifest).stream()
                    .map(mutation -> new Case(construct, manifest, mutation)));
  }

  private boolean isUnnoticed(Case change) {
    var manifests = new ArrayList<>(constructs.get(change.construct));
    manifests.set(manifests.indexOf(change.original), change.mutation.manifest());
    return findings(change.construct, manifests).isEmpty();
  }

  /** Checks a construct with these manifests, together with its neighbors. */
  private List<Finding> findings(String construct, List<Manifest> manifests) {
    var beside = new LinkedHashMap<String, List<Manifest>>();
    NEIGHBORS.forEach(neighbor -> beside.put(neighbor, constructs.get(neighbor)));
    beside.put(construct, manifests);
    var made = new ArrayList<Construct>();
    beside.forEach((name, all) -> made.add(new Made(name, all)));
    return Lint.of(ENVIRONMENT, made).findings(LocalDate.EPOCH);
  }

  private record Made(String name, List<Manifest> manifests) implements Construct {}

  private record Case(String construct, Manifest original, Mutations.Mutation mutation) {
    boolean isFree() {
      return ANY_FREE.matcher(mutation.inWords()).matches();
    }

    String inWords() {
      return original.id() + ": " + mutation.inWords();
    }
  }
}
