package review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.EnvironmentChart;
import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests single checks on the user's own manifests, which are written differently from generated
 * ones.
 */
class OwnManifestsTest {
  private static final String BASE =
      """
      version: 1
      namespaces: {shop: {}}
      manifests: {extra: {files: [extra.yaml]}}
      """;

  @Test
  void variablesThatSayWhereSecretsAreHoldNone() {
    assertThat(findings("no-secret-literals", pod(OPEN_VARIABLES))).isEmpty();
    assertThat(findings("no-secret-literals", pod("{name: DB_PASSWORD, value: hunter2}")))
        .containsExactly(
            "Pod shop/extra spec.containers[0].env[0].value: Looks like a secret, which must not be"
                + " here.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{matchLabels: {app: web}}",
        "{matchExpressions: [{key: app, operator: In, values: [web, api]}]}",
        "{matchExpressions: [{key: app, operator: NotIn, values: [api]}]}",
        "{matchExpressions: [{key: color, operator: NotIn, values: [blue]}]}",
        "{matchExpressions: [{key: app, operator: Exists}]}",
        "{matchExpressions: [{key: color, operator: DoesNotExist}]}",
        "{matchLabels: {app: web}, matchExpressions: [{key: tier, operator: Exists}]}"
      })
  void aSecondBudgetIsSeenHoweverItSelects(String selector) {
    assertThat(findings("pdb-present", WEB + budget(selector)))
        .containsExactly(
            "Deployment shop/web spec.template.metadata.labels: Must be selected by exactly one"
                + " PodDisruptionBudget, got 2.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "{matchLabels: {app: api}}",
        "{matchLabels: {app: api}, matchExpressions: [{key: tier, operator: Exists}]}",
        "{matchLabels: {app: web}, matchExpressions: [{key: color, operator: Exists}]}",
        "{matchExpressions: [{key: app, operator: In, values: [api]}]}",
        "{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}",
        "{matchExpressions: [{key: app, operator: DoesNotExist}]}",
        "{matchExpressions: [{key: app, operator: Equals, values: [web]}]}"
      })
  void aBudgetOfOtherPodsIsNoSecondOne(String selector) {
    assertThat(findings("pdb-present", WEB + budget(selector))).isEmpty();
  }

  @Test
  void aBudgetOfAllPodsMayLeaveOneOfEachDeployment() {
    assertThat(findings("pdb-allows-1", WEB + budget("{}").replace("1", "3")))
        .containsExactly(
            "PodDisruptionBudget shop/more spec.maxUnavailable: Must be below 3, got `3`.");
  }

  @Test
  void podsAreKeptApartBySelectorsOfAnyForm() {
    assertThat(findings("topology-spread", WEB)).isEmpty();
    assertThat(findings("topology-spread", WEB.replace("values: [web]", "values: [api]")))
        .containsExactly(
            "Deployment shop/web"
                + " spec.template.spec.topologySpreadConstraints[1].labelSelector: Must select the"
                + " pods themselves, got a mapping of `matchExpressions`.");
  }

  @Test
  void aPolicyMaySelectPodsAndNamePeersByExpressions() {
    assertThat(findings("networkpolicy-present", WEB + POLICY)).isEmpty();
    assertThat(findings("networkpolicy-present", WEB + POLICY.replace("[web]", "[api]")))
        .contains(
            "Deployment shop/web spec.template.metadata.labels: Must be selected by a"
                + " NetworkPolicy, got a mapping of `app`, `tier`.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "', protocol: TCP}]' | '}]'",
        "8080, protocol: TCP | 8080",
        "8080, protocol: TCP | http",
        "'policyTypes: [Ingress, Egress]' | 'policyTypes: [Egress, Ingress]'",
        "'policyTypes: [Ingress, Egress]' | 'x: z'",
        "53, protocol: TCP | 53"
      })
  void aPolicyMayLeaveOutWhatIsTheDefault(String written, String shorter) {
    assertThat(findings("networkpolicy-present", (WEB + POLICY).replace(written, shorter)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'8080, protocol: TCP}]' | 'https}]' | ingress: Must admit to the ports of the pods, [TCP"
            + " 8080], got a list of 1",
        "'8080, protocol: TCP}]' | 'http, protocol: UDP}]' | ingress: Must admit to the ports of"
            + " the pods, [TCP 8080], got a list of 1",
        "[Ingress, Egress] | [Ingress] | policyTypes: Must be `Ingress` and `Egress`, got"
            + " [`Ingress`]",
        "port: 53, protocol: UDP | port: 0 | egress: Must allow DNS, on port 53 of UDP and TCP, got"
            + " a list of 1"
      })
  void aPolicyThatIsWrongIsStillFound(String written, String wrong, String finding) {
    assertThat(findings("networkpolicy-present", WEB + POLICY.replace(written, wrong)))
        .contains("NetworkPolicy shop/web spec." + finding + ".");
  }

  @Test
  void aPolicyMayNamePortsOfOthers() {
    var calls =
        POLICY + "    - {to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: sql}]}\n";
    assertThat(findings("networkpolicy-present", WEB + calls)).isEmpty();
    assertThat(findings("networkpolicy-present", WEB + calls.replace("sql", "S Q L")))
        .containsExactly(
            "NetworkPolicy shop/web spec.egress[1].ports[0]: Must be a port of TCP or UDP, got a"
                + " mapping of `port`.");
  }

  @Test
  void aPodThatDoesNotSayHasHalfAMinuteToStop() {
    assertThat(findings("grace-period", sleeping(25))).isEmpty();
    assertThat(findings("grace-period", sleeping(26)))
        .containsExactly(
            "Deployment shop/web spec.template.spec.terminationGracePeriodSeconds: Must be between"
                + " 31 and 3600, got nothing.");
  }

  private static String sleeping(int seconds) {
    return WEB.replace(
        "- name: web\n",
        "- name: web\n          lifecycle: {preStop: {sleep: {seconds: " + seconds + "}}}\n");
  }

  @Test
  void aRedirectHasNothingToWeigh() {
    assertThat(findings("weights-sum", route("filters: [{type: RequestRedirect}]"))).isEmpty();
    assertThat(findings("weights-sum", route("filters: [{type: URLRewrite}]")))
        .containsExactly(
            "HTTPRoute shop/web spec.rules[0].backendRefs: Must have weights that add up to 100,"
                + " got nothing.");
    assertThat(
            findings(
                "weights-sum",
                route(
                    "filters: [{type: RequestRedirect}], backendRefs: [{name: a, weight: 1}, {name:"
                        + " b, weight: 1}]")))
        .hasSize(1);
  }

  private static String route(String rule) {
    return """
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: {name: web, namespace: shop}
    spec: {rules: [{RULE}]}
    """
        .replace("RULE", rule);
  }

  @Test
  void kindsOfOtherProjectsAreNotTakenForThoseOfKubernetes() {
    assertThat(findings(KNATIVE)).isEmpty();
    assertThat(findings(CALICO)).isEmpty();
    assertThat(findings(KNATIVE.replace("v1", "v1beta1")))
        .containsExactly(
            "stable-api: Service web apiVersion: Must be a stable version, got"
                + " `serving.knative.dev/v1beta1`.");
  }

  @Test
  void kindsOfFormerGroupsOfKubernetesAreStillItsOwn() {
    assertThat(findings("stable-api", WEB.replace("apps/v1", "extensions/v1beta1")))
        .containsExactly(
            "Deployment shop/web apiVersion: Must be `apps/v1`, got `extensions/v1beta1`.");
    assertThat(findings("networkpolicy-present", WEB.replace("apps/v1", "extensions/v1beta1")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app-0123456789", "app-abcdef0123", "app-9mfgk2tt8h", "app-c2g7b64kdt"})
  void aHashMayBeOneOfKustomize(String name) {
    assertThat(findings("config-hash", configMap(name))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"app", "app-settings", "app-9mfgk2tt8", "app-9mfgk2tt8hh", "app-9mfgk0tt8h"})
  void anotherEndOfANameIsNoHash(String name) {
    assertThat(findings("config-hash", configMap(name)))
        .containsExactly(
            "ConfigMap shop/%s metadata.name: Must end with a hash of the content, got `%s`."
                .formatted(name, name));
  }

  private static String configMap(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: NAME, namespace: shop}
    immutable: true
    """
        .replace("NAME", name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods/exec",
        "pods/attach",
        "pods/portforward",
        "pods/proxy",
        "pods/ephemeralcontainers",
        "nodes/proxy",
        "serviceaccounts/token"
      })
  void aRoleDoesNotReachIntoOtherPods(String resource) {
    assertThat(findings("rbac-none-by-default", role(resource, "get")))
        .containsExactly(
            ("Role shop/more rules[0].resources: Must name what is needed, without wildcards and"
                    + " [nodes/proxy, pods/attach, pods/ephemeralcontainers, pods/exec,"
                    + " pods/portforward, pods/proxy, serviceaccounts/token], got [`%s`].")
                .formatted(resource));
  }

  @ParameterizedTest
  @CsvSource({
    "pods,create",
    "pods,patch",
    "deployments,update",
    "replicasets,patch",
    "statefulsets,delete",
    "daemonsets,create",
    "jobs,create",
    "cronjobs,deletecollection",
    "replicationcontrollers,create"
  })
  void aRoleChangesNothingThatStartsPods(String resource, String verb) {
    assertThat(findings("rbac-none-by-default", role(resource, verb)))
        .containsExactly(
            ("Role shop/more rules[0].verbs: Must not change [%s], because pods can have more"
                    + " permissions than the account that starts them, got [`%s`].")
                .formatted(resource, verb));
  }

  @ParameterizedTest
  @CsvSource({"pods,watch", "pods/log,get", "deployments/scale,patch", "configmaps,create"})
  void otherRightsOfARoleAreTaken(String resource, String verb) {
    assertThat(findings("rbac-none-by-default", role(resource, verb))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "update", "patch", "delete", "deletecollection"})
  void whoWritesConfigMapsNamesThem(String verb) {
    assertThat(findings("rbac-config-maps", configMapRole("", verb)))
        .containsExactly(
            "Role shop/more rules[0].resourceNames: Must name the ConfigMaps that ["
                + verb
                + "] is for, and"
                + " no `<app>-release`, which is a journal of releases, got nothing.");
    assertThat(findings("rbac-config-maps", configMapRole("resourceNames: [cache], ", verb)))
        .isEmpty();
  }

  @Test
  void aJournalIsWrittenByNoRole() {
    var names = "resourceNames: [cache, checkout-release], ";
    assertThat(findings("rbac-config-maps", configMapRole(names, "patch")))
        .containsExactly(
            "Role shop/more rules[0].resourceNames: Must name the ConfigMaps that [patch] is for,"
                + " and no `<app>-release`, which is a journal of releases, got [`cache`,"
                + " `checkout-release`].");
    assertThat(findings("rbac-config-maps", configMapRole(names, "get"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[\"\"]' | '[\"*\"]'",
        "[configmaps] | [pods, configmaps]",
        "[configmaps] | '[\"*\"]'",
        "[patch] | '[\"*\"]'",
        "[patch] | [get, patch]",
        "'kind: Role' | 'kind: ClusterRole'"
      })
  void whatWritesConfigMapsAmongOtherThingsWritesThem(String written, String other) {
    var role = configMapRole("", "patch").replace(written, other);
    assertThat(findings("rbac-config-maps", role)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "list", "watch"})
  void whoReadsConfigMapsNeedNotNameThem(String verb) {
    assertThat(findings("rbac-config-maps", configMapRole("", verb))).isEmpty();
  }

  private static String configMapRole(String names, String verb) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: more, namespace: shop}
    rules: [{apiGroups: [""], resources: [configmaps], NAMESverbs: [VERB]}]
    """
        .replace("NAMES", names)
        .replace("VERB", verb);
  }

  private static String role(String resource, String verb) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: {name: more, namespace: shop}
    rules: [{apiGroups: [apps], resources: [RESOURCE], verbs: [VERB]}]
    """
        .replace("RESOURCE", resource)
        .replace("VERB", verb);
  }

  @ParameterizedTest
  @ValueSource(strings = {CRON_JOB, JOB})
  void podsOfJobsAreNotTakenForThoseOfADeployment(String job) {
    var selecting = WEB + SERVICE + job;
    assertThat(findings("pdb-present", selecting))
        .containsExactly(
            "PodDisruptionBudget shop/web spec.selector: Must not select the pods of Jobs, [job],"
                + " got a mapping of `matchLabels`.");
    assertThat(findings("selector-matches-template", selecting))
        .containsExactly(
            "Deployment shop/web spec.selector.matchLabels: Must not select the pods of Jobs,"
                + " [job], got a mapping of `app`.");
    assertThat(findings("service-targets-pod", selecting))
        .containsExactly(
            "Service shop/web spec.selector: Must not select the pods of Jobs, [job], got a"
                + " mapping of `app`.");
  }

  @ParameterizedTest
  @CsvSource({"front,back", "app: web,app: job", "namespace: shop,namespace: other"})
  void aJobThatSharesSomeLabelsIsLetBe(String shared, String other) {
    var beside = WEB + SERVICE + CRON_JOB.replace(shared, other);
    assertThat(findings("pdb-present", beside.replace("{tier: front}", "{app: web, tier: front}")))
        .isEmpty();
  }

  @Test
  void aServiceWithoutASelectorSelectsNoJob() {
    var external = WEB + SERVICE.replace("selector: {app: web}, ", "") + CRON_JOB;
    assertThat(findings("service-targets-pod", external))
        .noneMatch(finding -> finding.contains("Jobs"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v1 | Pod | ''",
        "v1 | PodTemplate | template",
        "v1 | ReplicationController | spec.template",
        "apps/v1 | Deployment | spec.template",
        "apps/v1 | ReplicaSet | spec.template",
        "apps/v1 | StatefulSet | spec.template",
        "apps/v1 | DaemonSet | spec.template",
        "apps/v1 | ControllerRevision | data.spec.template",
        "batch/v1 | Job | spec.template",
        "batch/v1 | CronJob | spec.jobTemplate.spec.template"
      })
  void podsAreInspectedInEveryKindThatHoldsThem(String apiVersion, String kind, String template) {
    var manifest = privileged(apiVersion, kind, template);
    var pod = kind + " shop/hidden " + template + (template.isEmpty() ? "spec." : ".spec.");
    assertThat(findings("pss-privileged", manifest))
        .containsExactly(
            pod + "containers[0].securityContext.privileged: Must be `false`, got `true`.");
    assertThat(findings("pss-host-namespaces", manifest))
        .containsExactly(pod + "hostPID: Must be absent, got `true`.");
  }

  private static String privileged(String apiVersion, String kind, String template) {
    var keys = template.isEmpty() ? new String[0] : template.split("\\.");
    var pod = "spec: {hostPID: true, containers: [{name: a, securityContext: {privileged: true}}]}";
    for (int i = keys.length - 1; i >= 0; i--) {
      pod = keys[i] + ": {" + pod + "}";
    }
    return """
    apiVersion: VERSION
    kind: KIND
    metadata: {name: hidden, namespace: shop}
    POD
    """
        .replace("VERSION", apiVersion)
        .replace("KIND", kind)
        .replace("POD", pod);
  }

  @Test
  void aControllerRevisionMayKeepSomethingElse() {
    var other =
        privileged("apps/v1", "ControllerRevision", "data.spec.template")
            .replaceFirst("\\ndata: .*", "\ndata: {spec: {size: 3}}");
    assertThat(findings(other)).isEmpty();
  }

  @Test
  void aNamespaceIsInspectedInWhateverNamespaceItIsWritten() {
    var namespace =
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: NAME
          namespace: elsewhere
          labels: {pod-security.kubernetes.io/enforce: privileged}
        """;
    assertThat(findings("pss-namespace-level", namespace.replace("NAME", "other")))
        .contains(
            "Namespace other metadata.labels.pod-security.kubernetes.io/enforce: Must be one of"
                + " [baseline, restricted], got `privileged`.");
    assertThatThrownBy(() -> findings(namespace.replace("NAME", "shop")))
        .isInstanceOf(RefusedException.class)
        .hasMessage(
            """
            extra.yaml has 1 problem:
              1:1   metadata.name: Namespace shop is defined by `_environment` and by `extra`; rename one of them.\
            """);
  }

  private static final String SERVICE =
      """
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
      """;

  private static final String CRON_JOB =
      """
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: job, namespace: shop}
      spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: web, tier: front}}}}}}
      """;

  private static final String JOB =
      """
      ---
      apiVersion: batch/v1
      kind: Job
      metadata: {name: job, namespace: shop}
      spec: {template: {metadata: {labels: {app: web, tier: front}}}}
      """;

  private static final String KNATIVE =
      """
      apiVersion: serving.knative.dev/v1
      kind: Service
      metadata: {name: web}
      spec: {template: {spec: {containers: [{image: registry.example/web}]}}}
      """;

  private static final String CALICO =
      """
      apiVersion: projectcalico.org/v3
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec: {selector: app == 'web', types: [Ingress]}
      """;

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: 3
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web, tier: front}}
          spec:
            containers:
              - name: web
                ports: [{name: http, containerPort: 8080, protocol: TCP}]
            topologySpreadConstraints:
              - maxSkew: 1
                topologyKey: kubernetes.io/hostname
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchLabels: {app: web}}
                matchLabelKeys: [pod-template-hash]
              - maxSkew: 1
                topologyKey: topology.kubernetes.io/zone
                whenUnsatisfiable: ScheduleAnyway
                labelSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}
                matchLabelKeys: [pod-template-hash]
      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: web, namespace: shop}
      spec:
        maxUnavailable: 1
        unhealthyPodEvictionPolicy: AlwaysAllow
        selector: {matchLabels: {tier: front}}
      """;

  private static final String POLICY =
      """
      ---
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: web, namespace: shop}
      spec:
        podSelector: {matchExpressions: [{key: app, operator: In, values: [web]}]}
        policyTypes: [Ingress, Egress]
        ingress:
          - from: [{namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}}]
            ports: [{port: 8080, protocol: TCP}]
        egress:
          - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
            ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
      """;

  private static String budget(String selector) {
    return """
    ---
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata: {name: more, namespace: shop}
    spec: {maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, SELECTOR}
    """
        .replace("SELECTOR", selector.isEmpty() ? "minAvailable: 0" : "selector: " + selector);
  }

  private static final String OPEN_VARIABLES =
      "{name: DB_PASSWORD_FILE, value: /etc/secrets/db/password},"
          + " {name: TOKEN_URL, value: 'https://idp.example/oauth/token'},"
          + " {name: MAX_TOKENS, value: '4096'},"
          + " {name: TOKEN, valueFrom: {fieldRef: {fieldPath: metadata.name}}}";

  private static String pod(String variables) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: extra, namespace: shop}
    spec: {containers: [{name: extra, env: [VARIABLES]}]}
    """
        .replace("VARIABLES", variables);
  }

  /** Returns the findings of one check, without its name. */
  private static List<String> findings(String check, String manifests) {
    var start = check + ": ";
    return findings(manifests).stream()
        .filter(finding -> finding.startsWith(start))
        .map(finding -> finding.substring(start.length()))
        .toList();
  }

  private static List<String> findings(String manifests) {
    var inputs =
        Inputs.of(
                DnsLabel.parse("test"),
                SourceFile.of("base.yaml", BASE),
                SourceFile.of("test.yaml", "version: 1\n"),
                SourceFile.of("Pulumi.test.yaml", "config: {}\n"))
            .withManifests(List.of(SourceFile.of("extra.yaml", manifests)));
    return Lint.of(EnvironmentChart.of(inputs.environment())).findings(LocalDate.EPOCH).stream()
        .map(Finding::toString)
        .toList();
  }
}
