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
 * Whether the checks would notice: each field is removed and changed, one at a time, and a check
 * must object.
 */
class MutationsTest {
  /**
   * Beside the mutated objects, so that a selector that became too wide finds pods of another app.
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

  /**
   * What no check objects to; all else is hardened. Values that are the user's own, for which
   * another would do; what only narrows a right, or closes a way in; limits in the direction that
   * is safe; comfort.
   */
  private static final Pattern FREE =
      Pattern.compile(
          String.join(
              "|",
              "(?!Namespace|Deployment)\\w+ metadata\\.(labels|annotations).*",
              "Namespace metadata.labels.app.kubernetes.io/.*",
              "Deployment (spec.template.)?metadata.annotations.*",
              "Deployment metadata.labels.(sluice.dev/.*|app.kubernetes.io/(name ="
                  + " altered|(managed-by|part-of|version) = .*))",
              "Deployment"
                  + " spec.template.metadata.labels.app.kubernetes.io/(managed-by|part-of|version)"
                  + " = .*",
              "Deployment .*metadata.labels.example.com/team = .*",
              "Deployment .*containers\\[].(name|args|command|env).*",
              "Deployment .*containers\\[].volumeMounts\\[].mountPath = .*",
              "Deployment .*containers\\[].startupProbe = removed",
              "Deployment .*Probe.initialDelaySeconds = .*",
              "Deployment .*Probe.(grpc.service = .*|httpGet.path = altered)",
              "Deployment .*Probe.(failureThreshold|periodSeconds) = raised",
              "Deployment .*(fsGroup|runAsGroup|runAsUser|terminationGracePeriodSeconds|maxSkew) ="
                  + " raised",
              "Deployment spec.replicas = raised",
              "Deployment .*(enableServiceLinks|fsGroupChangePolicy|terminationMessagePolicy) = .*",
              "Deployment .*(priorityClassName|secret.secretName) = altered",
              // The token as a whole is a fact of BlueGreenAppTest.
              "Deployment .*projected.sources(\\[])? = removed",
              "Deployment"
                  + " .*projected.sources\\[].(configMap|downwardAPI|serviceAccountToken(.path)? ="
                  + " ).*",
              "HTTPRoute spec.hostnames.*",
              "HTTPRoute spec.parentRefs\\[].(name = altered|(namespace|sectionName) = .*)",
              "HTTPRoute spec.rules\\[](.matches(\\[])?)? = removed",
              "HTTPRoute spec.rules\\[].matches\\[].(path.*|headers\\[].(name|value) = .*)",
              "HorizontalPodAutoscaler spec.behavior.*",
              "HorizontalPodAutoscaler spec.metrics\\[] = removed",
              "HorizontalPodAutoscaler spec.metrics\\[].pods.metric.name = altered",
              "HorizontalPodAutoscaler spec.*(maxReplicas|averageUtilization) = raised",
              "NetworkPolicy spec.(egress|ingress)\\[](.(to|from|ports)\\[])? = removed",
              "NetworkPolicy spec.egress\\[].(to|ports) = removed",
              "NetworkPolicy .*\\[].(namespaceSelector|podSelector) = removed",
              "NetworkPolicy"
                  + " .*Selector.matchLabels.(kubernetes.io/metadata.name|app.kubernetes.io/name) ="
                  + " altered",
              "PriorityClass (description|value) = .*",
              "ResourceQuota spec.*",
              "Role rules.* = removed",
              "Role rules\\[].(apiGroups|resources|resourceNames|verbs)\\[] = altered",
              "Service spec.ports\\[] = removed",
              "Service spec.ports\\[].(appProtocol = .*|name = altered|protocol = removed)",
              "ServiceAccount imagePullSecrets.*",
              "VirtualService spec.(gateways|hosts).*",
              "VirtualService spec.http\\[](.match\\[].headers.x-preview.exact)? ="
                  + " (removed|altered)"));

  private final Map<String, List<Manifest>> constructs =
      EnvironmentChart.of(ENVIRONMENT).constructs().stream()
          .collect(Collectors.toMap(Construct::name, Construct::manifests));

  @Test
  void everyChangeOfAHardenedFieldIsNoticed() {
    var mutations = MUTATED.stream().flatMap(this::hardened).toList();
    var survivors =
        mutations.parallelStream().filter(this::isUnnoticed).map(Case::inWords).sorted().toList();
    assertThat(survivors).as("of %d changes", mutations.size()).isEmpty();
    assertThat(mutations).hasSizeGreaterThan(2000);
  }

  private Stream<Case> hardened(String construct) {
    return constructs.get(construct).stream()
        .flatMap(
            manifest ->
                Mutations.of(manifest).stream()
                    .map(mutation -> new Case(construct, manifest, mutation)))
        .filter(change -> !FREE.matcher(change.mutation.inWords()).matches());
  }

  private boolean isUnnoticed(Case change) {
    var manifests = new ArrayList<>(constructs.get(change.construct));
    manifests.set(manifests.indexOf(change.original), change.mutation.manifest());
    return findings(change.construct, manifests).isEmpty();
  }

  /** Of a construct with these manifests, between its neighbors. */
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
    String inWords() {
      return original.id() + ": " + mutation.inWords();
    }
  }
}
