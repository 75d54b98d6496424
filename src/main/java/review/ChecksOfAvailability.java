package review;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks that there are enough pods, and that they are spread, probed, limited, and owned by one
 * controller each.
 */
final class ChecksOfAvailability {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              new Check(
                  "replicas-min-2",
                  "A Deployment without an autoscaler has at least 2 replicas.",
                  "With one pod, each drained node is an outage.",
                  Source.of("kube-score deployment-replicas; Polaris deploymentMissingReplicas"),
                  "Set `replicas` to 2 or more."),
              ChecksOfAvailability::twoReplicas),
          new Rule(
              new Check(
                  "hpa-replicas-exclusive",
                  "A Deployment with an autoscaler has only one, and no `replicas`; the"
                      + " autoscaler's minimum is 2 or more and below its maximum.",
                  "Two owners of one number override each other: each apply would reset the"
                      + " autoscaler's decision.",
                  Source.kubernetes(
                      "Horizontal Pod Autoscaling",
                      "tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling"),
                  "Remove `spec.replicas` and all autoscalers but one; a VerticalPodAutoscaler has"
                      + " `updateMode: \"Off\"`."),
              ChecksOfAvailability::autoscalersDecideAlone),
          new Rule(
              new Check(
                  "hpa-target-exists",
                  "An autoscaler's target is a Deployment of the environment.",
                  "An autoscaler without a target does nothing, and reports it only in its status.",
                  Source.of("kube-score horizontalpodautoscaler-has-target"),
                  "Correct `scaleTargetRef`, or `targetRef`."),
              ChecksOfAvailability::autoscalersHaveTargets),
          new Rule(
              new Check(
                  "hpa-requests-present",
                  "An autoscaler has a metric, and every container has the requests to which a"
                      + " utilization refers.",
                  "Utilization is a share of the request: without a request, the autoscaler does"
                      + " nothing.",
                  Source.kubernetes(
                      "How does a HorizontalPodAutoscaler work?",
                      "tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work"),
                  "Add the request to each container, including sidecars."),
              ChecksOfAvailability::autoscaledRequests),
          new Rule(
              new Check(
                  "pdb-present",
                  "Each Deployment is selected by exactly one PodDisruptionBudget, which selects no"
                      + " pods of Jobs and has `unhealthyPodEvictionPolicy: AlwaysAllow`.",
                  "Without one, a node drain may remove all pods; with two, or with pods that it"
                      + " cannot count, the eviction API refuses every eviction.",
                  Source.kubernetes(
                      "Specifying a Disruption Budget", "tasks/run-application/configure-pdb/"),
                  "Add a PodDisruptionBudget that selects these pods, correct the selector of the"
                      + " second, or give the pods of the Job other labels."),
              ChecksOfAvailability::oneBudget),
          new Rule(
              new Check(
                  "pdb-allows-1",
                  "A budget allows at least one eviction and never all: `maxUnavailable` from 1 to"
                      + " below the fewest pods, no `minAvailable`.",
                  "A budget that allows none blocks node drains; one that allows all protects"
                      + " nothing.",
                  Source.kubernetes(
                      "Specifying a Disruption Budget", "tasks/run-application/configure-pdb/"),
                  "Set `maxUnavailable: 1`; an app has the key `maxUnavailable`."),
              ChecksOfAvailability::budgetsAllowOne),
          new Rule(
              new Check(
                  "anti-affinity",
                  "Pods of a Deployment or StatefulSet prefer different nodes and zones.",
                  "Otherwise the scheduler may put all replicas on one node, and they fail"
                      + " together.",
                  Source.of(
                      "kube-score deployment-has-host-podantiaffinity; kube-linter"
                          + " no-anti-affinity"),
                  "Add a preferred `podAntiAffinity` by `kubernetes.io/hostname` that selects the"
                      + " pod's own labels, and one by `topology.kubernetes.io/zone`, or spread by"
                      + " it."),
              ChecksOfAvailability::antiAffinity),
          new Rule(
              new Check(
                  "topology-spread",
                  "Pods of a Deployment or StatefulSet are spread over nodes and zones, separately"
                      + " for each version.",
                  "Replicas only help if they do not fail together, also after a rollout.",
                  Source.kubernetes(
                      "Pod Topology Spread Constraints",
                      "concepts/scheduling-eviction/topology-spread-constraints/"),
                  "Add a constraint for each of `kubernetes.io/hostname` and"
                      + " `topology.kubernetes.io/zone` that selects the pod's own labels; in a"
                      + " Deployment with `matchLabelKeys: [pod-template-hash]`."),
              ChecksOfAvailability::topologySpread),
          new Rule(
              new Check(
                  "probes",
                  "A container of a long-running pod has a readiness and a liveness probe with"
                      + " different requests, to ports that it declares, and with timeouts within"
                      + " their period.",
                  "Without a readiness probe, requests reach pods that cannot answer; if both"
                      + " probes are the same, overload restarts pods that only needed a pause.",
                  Source.kubernetes(
                      "Liveness, Readiness, and Startup Probes",
                      "concepts/configuration/liveness-readiness-startup-probes/"),
                  "Add or correct the probes; an app has the key `probes`."),
              ChecksOfAvailability::probes),
          new Rule(
              new Check(
                  "resources",
                  "A container has requests and limits of cpu, memory and ephemeral-storage, all"
                      + " above zero.",
                  "Without them the scheduler guesses, and one pod can starve or evict its"
                      + " neighbors.",
                  Source.kubernetes(
                      "Resource Management for Pods and Containers",
                      "concepts/configuration/manage-resources-containers/"),
                  "Set `resources.requests` and `resources.limits`; an app has the key"
                      + " `resources`."),
              ChecksOfAvailability::resources),
          new Rule(
              new Check(
                  "priority-class",
                  "A pod has a PriorityClass.",
                  "When a node is full, priority decides which pods stay.",
                  Source.kubernetes(
                      "Pod Priority and Preemption",
                      "concepts/scheduling-eviction/pod-priority-preemption/"),
                  "Set `priorityClassName`, for example to that of `cluster.priorityClass`."),
              ChecksOfAvailability::priorityClass),
          new Rule(
              new Check(
                  "selector-matches-template",
                  "A Deployment selects its own pods and no others, by labels that never"
                      + " change.",
                  "Its selector cannot change, and two Deployments with the same pods fight over"
                      + " them.",
                  Source.kubernetes(
                      "Deployments", "concepts/workloads/controllers/deployment/#selector"),
                  "Select by labels that only this Deployment's pods have, without a version."),
              ChecksOfAvailability::selectors),
          new Rule(
              new Check(
                  "quota-limits",
                  "A ResourceQuota limits something, and allows pods: its limits of pods, cpu and"
                      + " memory are above zero.",
                  "A quota without limits protects nothing; with a limit of zero, no pod can"
                      + " start.",
                  Source.kubernetes("Resource Quotas", "concepts/policy/resource-quotas/"),
                  "Set `spec.hard`; a namespace of the environment has the key `quota`."),
              ChecksOfAvailability::quotas),
          new Rule(
              new Check(
                  "hpa-behavior",
                  "An autoscaler's `behavior` stays within Kubernetes' limits.",
                  "A window or policy that the API server refuses stops a release halfway.",
                  Source.kubernetes(
                      "Configurable scaling behavior",
                      "tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior"),
                  "Correct `spec.behavior`; for an app that is `autoscaling.scaleUp` and"
                      + " `autoscaling.scaleDown`."),
              ChecksOfAvailability::behavior));

  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final Set<String> UNSATISFIABLE = Set.of("ScheduleAnyway", "DoNotSchedule");

  /** Kubernetes' default for probes, in seconds. */
  static final int PERIOD = 10;

  private static final int TIMEOUT = 1;

  private static final int LONGEST_PERIOD = 300;
  private static final int MOST_ATTEMPTS = 1000;
  private static final int LONGEST_DELAY = 3600;

  /** Without quota for any of these, no pod starts. */
  private static final List<String> PODS_NEED =
      List.of("pods", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

  private ChecksOfAvailability() {}

  static Stream<FieldViolation> twoReplicas(ManifestIndex objects) {
    return objects
        .deployments()
        .filter(deployment -> objects.autoscalersOf(deployment).isEmpty())
        .flatMap(deployment -> deployment.at("spec", "replicas").mustBeAtLeast(2));
  }

  /** Only one owner of the number of pods: another one would undo the autoscaler's decisions. */
  static Stream<FieldViolation> autoscalersDecideAlone(ManifestIndex objects) {
    var replicas =
        objects
            .deployments()
            .filter(deployment -> !objects.autoscalersOf(deployment).isEmpty())
            .flatMap(
                deployment ->
                    Stream.concat(
                        deployment.at("spec", "replicas").mustBeAbsent(),
                        deployment
                            .at("kind")
                            .must(
                                objects.autoscalersOf(deployment).size() == 1,
                                "Must have only one HorizontalPodAutoscaler")));
    var advice =
        objects
            .ofKind("VerticalPodAutoscaler")
            .flatMap(
                autoscaler -> autoscaler.at("spec", "updatePolicy", "updateMode").mustBe("Off"));
    var given =
        objects
            .deployments()
            .filter(deployment -> objects.autoscalersOf(deployment).isEmpty())
            .map(deployment -> deployment.at("spec", "replicas"))
            .flatMap(
                number -> number.must(number.isPresent(), "Must be given without an autoscaler"));
    return Stream.of(
            replicas,
            given,
            advice,
            objects.ofKind("HorizontalPodAutoscaler").flatMap(ChecksOfAvailability::range))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> range(Field autoscaler) {
    var fewest = autoscaler.at("spec", "minReplicas");
    return Stream.concat(
        fewest.mustBeAtLeast(2),
        autoscaler.at("spec", "maxReplicas").mustBeAtLeast(fewest.number() + 1));
  }

  static Stream<FieldViolation> autoscalersHaveTargets(ManifestIndex objects) {
    return Stream.concat(
            objects
                .ofKind("HorizontalPodAutoscaler")
                .map(autoscaler -> autoscaler.at("spec", "scaleTargetRef")),
            objects
                .ofKind("VerticalPodAutoscaler")
                .map(autoscaler -> autoscaler.at("spec", "targetRef")))
        .flatMap(
            target ->
                target.must(
                    target.at("apiVersion").is("apps/v1")
                        && target.at("kind").is("Deployment")
                        && objects
                                .inNamespaceOf(target, "Deployment", target.at("name").text())
                                .count()
                            == 1,
                    "Must be a Deployment of the environment"));
  }

  /**
   * Utilization is a share of the request: without a request, an autoscaler silently does nothing.
   */
  static Stream<FieldViolation> autoscaledRequests(ManifestIndex objects) {
    return objects
        .ofKind("HorizontalPodAutoscaler")
        .flatMap(
            autoscaler -> {
              var metrics = autoscaler.at("spec", "metrics");
              return Stream.concat(
                  metrics.must(!metrics.items().isEmpty(), "Must contain a metric"),
                  metrics.items().stream().flatMap(metric -> metric(objects, autoscaler, metric)));
            });
  }

  private static Stream<FieldViolation> metric(
      ManifestIndex objects, Field autoscaler, Field metric) {
    return switch (metric.at("type").text()) {
      case "Resource" -> utilization(objects, autoscaler, metric.at("resource"));
      case "Pods" -> average(metric.at("pods"));
      case "External", "Object", "ContainerResource" -> Stream.of();
      default -> metric.at("type").must(false, "Must be a type of metric");
    };
  }

  private static Stream<FieldViolation> utilization(
      ManifestIndex objects, Field autoscaler, Field resource) {
    var target =
        objects.inNamespaceOf(
            autoscaler, "Deployment", autoscaler.at("spec", "scaleTargetRef", "name").text());
    var requests =
        target
            .flatMap(
                deployment -> ManifestIndex.containers(deployment.at("spec", "template", "spec")))
            .map(container -> container.at("resources", "requests", resource.at("name").text()))
            .flatMap(
                request ->
                    request.must(
                        request.isPresent(),
                        "Must be given, because an autoscaler's utilization refers to it"));
    return Stream.of(
            requests,
            resource
                .at("name")
                .must(
                    Set.of("cpu", "memory").contains(resource.at("name").text()),
                    "Must be `cpu` or `memory`"),
            resource.at("target", "type").mustBe("Utilization"),
            resource.at("target", "averageUtilization").mustBeBetween(1, 100))
        .flatMap(findings -> findings);
  }

  static Stream<FieldViolation> behavior(ManifestIndex objects) {
    return objects
        .ofKind("HorizontalPodAutoscaler")
        .map(autoscaler -> autoscaler.at("spec", "behavior"))
        .flatMap(
            behavior ->
                Stream.of("scaleUp", "scaleDown")
                    .map(behavior::at)
                    .filter(Field::isPresent)
                    .flatMap(ChecksOfAvailability::scaling));
  }

  private static Stream<FieldViolation> scaling(Field scaling) {
    var select = scaling.at("selectPolicy");
    return Stream.of(
            scaling.must(!scaling.entries().isEmpty(), "Must not be empty"),
            present(scaling.at("stabilizationWindowSeconds"))
                .flatMap(window -> window.mustBeBetween(0, 3600)),
            present(select)
                .flatMap(
                    word ->
                        word.must(
                            Set.of("Max", "Min", "Disabled").contains(word.text()),
                            "Must be `Max`, `Min` or `Disabled`")),
            scaling.at("policies").items().stream().flatMap(ChecksOfAvailability::scalingPolicy))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> scalingPolicy(Field policy) {
    return Stream.of(
            policy
                .at("type")
                .must(
                    Set.of("Pods", "Percent").contains(policy.at("type").text()),
                    "Must be `Pods` or `Percent`"),
            policy.at("value").mustBeAtLeast(1),
            policy.at("periodSeconds").mustBeBetween(1, 1800))
        .flatMap(findings -> findings);
  }

  private static Stream<Field> present(Field field) {
    return Stream.of(field).filter(Field::isPresent);
  }

  private static Stream<FieldViolation> average(Field pods) {
    var average = pods.at("target", "averageValue");
    return Stream.of(
            pods.at("metric", "name")
                .must(!pods.at("metric", "name").text().isEmpty(), "Must be given"),
            pods.at("target", "type").mustBe("AverageValue"),
            average.must(ChecksOfPods.isAboveZero(average), "Must be above zero"))
        .flatMap(findings -> findings);
  }

  /** A pod in two budgets cannot be evicted: the eviction API returns an error. */
  static Stream<FieldViolation> oneBudget(ManifestIndex objects) {
    var budgets =
        objects
            .deployments()
            .flatMap(
                deployment -> {
                  long count =
                      objects
                          .ofKind("PodDisruptionBudget")
                          .filter(budget -> budgeted(objects, budget).contains(deployment))
                          .count();
                  return deployment
                      .at("spec", "template", "metadata", "labels")
                      .must(
                          count == 1,
                          "Must be selected by exactly one PodDisruptionBudget",
                          () -> Long.toString(count));
                });
    var policies =
        objects
            .ofKind("PodDisruptionBudget")
            .flatMap(
                budget -> budget.at("spec", "unhealthyPodEvictionPolicy").mustBe("AlwaysAllow"));
    var jobs =
        objects.ofKind("PodDisruptionBudget").flatMap(budget -> selectsNoJob(objects, budget));
    return Stream.of(budgets, policies, jobs).flatMap(findings -> findings);
  }

  /**
   * Nothing says how many pods of a Job to expect, so a budget that includes them allows no
   * eviction.
   */
  private static Stream<FieldViolation> selectsNoJob(ManifestIndex objects, Field budget) {
    var selector = budget.at("spec", "selector");
    var jobs = selector.isPresent() ? objects.jobsOf(selector) : List.<Field>of();
    return selector.must(
        jobs.isEmpty(), "Must not select the pods of Jobs, " + ManifestIndex.names(jobs));
  }

  /** A retired side has no pods that could be evicted. */
  static Stream<FieldViolation> budgetsAllowOne(ManifestIndex objects) {
    return objects
        .ofKind("PodDisruptionBudget")
        .flatMap(
            budget -> {
              var unavailable = budget.at("spec", "maxUnavailable");
              int pods = budgeted(objects, budget).stream().mapToInt(objects::fewestPods).sum();
              return Stream.of(
                      unavailable.mustBeAtLeast(1),
                      unavailable.must(
                          pods == 0 || unavailable.number() < pods, "Must be below " + pods),
                      budget.at("spec", "minAvailable").mustBeAbsent())
                  .flatMap(findings -> findings);
            });
  }

  /** Without a selector, a budget covers no pods; with an empty one, all. */
  private static List<Field> budgeted(ManifestIndex objects, Field budget) {
    var selector = budget.at("spec", "selector");
    return selector.isPresent() ? objects.workloadsOf(selector) : List.of();
  }

  /** Pods are spread over nodes, and over zones unless a topology constraint does that. */
  static Stream<FieldViolation> antiAffinity(ManifestIndex objects) {
    return objects
        .replicated()
        .flatMap(
            template -> {
              var terms =
                  template.at(
                      "spec",
                      "affinity",
                      "podAntiAffinity",
                      "preferredDuringSchedulingIgnoredDuringExecution");
              return Stream.concat(
                  terms.must(
                      terms.items().stream().anyMatch(term -> separates(template, term, HOSTNAME)),
                      "Must keep the pods apart by " + HOSTNAME),
                  terms.must(
                      terms.items().stream().anyMatch(term -> separates(template, term, ZONE))
                          || constraints(template).anyMatch(c -> c.at("topologyKey").is(ZONE)),
                      "Must keep the pods apart by " + ZONE));
            });
  }

  private static boolean separates(Field template, Field term, String topologyKey) {
    int weight = term.at("weight").number();
    return weight >= 1
        && weight <= 100
        && term.at("podAffinityTerm", "topologyKey").is(topologyKey)
        && selectsOwn(template, term.at("podAffinityTerm", "labelSelector"));
  }

  /**
   * The hash of the pod template excludes pods of the previous version from the count while they
   * are replaced.
   */
  static Stream<FieldViolation> topologySpread(ManifestIndex objects) {
    return objects
        .replicated()
        .flatMap(
            template ->
                Stream.concat(
                    Stream.of(HOSTNAME, ZONE).flatMap(key -> isSpreadBy(template, key)),
                    constraints(template)
                        .flatMap(
                            constraint ->
                                Stream.concat(
                                    constraint(template, constraint),
                                    skew(objects, template, constraint)))));
  }

  private static Stream<FieldViolation> isSpreadBy(Field template, String topologyKey) {
    return template
        .at("spec", "topologySpreadConstraints")
        .must(
            constraints(template).anyMatch(c -> c.at("topologyKey").is(topologyKey)),
            "Must spread by " + topologyKey);
  }

  /** Pods are not spread if one place may have all of them. */
  private static Stream<FieldViolation> skew(
      ManifestIndex objects, Field template, Field constraint) {
    int pods = objects.fewestPods(Field.of(template.manifest()));
    return constraint.at("maxSkew").mustBeBetween(1, Math.max(1, pods - 1));
  }

  private static Stream<FieldViolation> constraint(Field template, Field constraint) {
    var otherwise = constraint.at("whenUnsatisfiable");
    var selector = constraint.at("labelSelector");
    return Stream.of(
            otherwise.must(
                UNSATISFIABLE.contains(otherwise.text()),
                "Must be one of " + UNSATISFIABLE.stream().sorted().toList()),
            selector.must(selectsOwn(template, selector), "Must select the pods themselves"),
            Stream.of(constraint.at("matchLabelKeys"))
                .filter(keys -> !template.manifest().kind().equals("StatefulSet"))
                .flatMap(keys -> keys.mustBe(List.of("pod-template-hash"))))
        .flatMap(findings -> findings);
  }

  private static Stream<Field> constraints(Field template) {
    return template.at("spec", "topologySpreadConstraints").items().stream();
  }

  private static boolean selectsOwn(Field template, Field field) {
    var selector = Selector.of(field);
    return selector.size() > 0 && selector.selects(template.at("metadata", "labels").texts());
  }

  static Stream<FieldViolation> probes(ManifestIndex objects) {
    return objects
        .templates()
        .filter(template -> !template.manifest().kind().endsWith("Job"))
        .flatMap(template -> template.at("spec", "containers").items().stream())
        .flatMap(
            container ->
                Stream.of(
                        probe(container, container.at("readinessProbe")),
                        probe(container, container.at("livenessProbe")),
                        Stream.of(container.at("startupProbe"))
                            .filter(Field::isPresent)
                            .flatMap(startup -> probe(container, startup)),
                        container
                            .at("livenessProbe")
                            .must(
                                !question(container.at("livenessProbe"))
                                    .equals(question(container.at("readinessProbe"))),
                                "Must differ from the readiness probe in its path"))
                    .flatMap(findings -> findings));
  }

  private static Stream<FieldViolation> probe(Field container, Field probe) {
    var port =
        Stream.of("httpGet", "tcpSocket", "grpc")
            .map(probe::at)
            .filter(Field::isPresent)
            .map(action -> action.at("port"));
    return Stream.of(
            probe.must(!question(probe).isEmpty(), "Must have a request"),
            port.flatMap(
                p ->
                    p.must(isDeclared(container, p), "Must be a port that the container declares")),
            present(probe.at("periodSeconds")).flatMap(p -> p.mustBeBetween(1, LONGEST_PERIOD)),
            present(probe.at("timeoutSeconds")).flatMap(t -> t.mustBeAtLeast(1)),
            present(probe.at("failureThreshold")).flatMap(f -> f.mustBeBetween(1, MOST_ATTEMPTS)),
            present(probe.at("initialDelaySeconds"))
                .flatMap(d -> d.mustBeBetween(0, LONGEST_DELAY)),
            probe
                .at("timeoutSeconds")
                .must(
                    numberOr(probe.at("timeoutSeconds"), TIMEOUT)
                        <= numberOr(probe.at("periodSeconds"), PERIOD),
                    "Must not exceed the period"))
        .flatMap(findings -> findings);
  }

  private static int numberOr(Field field, int byDefault) {
    return field.isPresent() ? field.number() : byDefault;
  }

  /** Returns a probe's request without the port: linters do not distinguish named ports. */
  private static String question(Field probe) {
    var path = probe.at("httpGet", "path");
    return path.isPresent()
        ? path.text()
        : Stream.of("tcpSocket", "grpc", "exec")
            .map(action -> probe.at(action).text())
            .reduce("", String::concat);
  }

  private static boolean isDeclared(Field container, Field port) {
    return container.at("ports").items().stream()
        .anyMatch(p -> port.is(p.at("name").text()) || port.is(p.at("containerPort").number()));
  }

  static Stream<FieldViolation> resources(ManifestIndex objects) {
    return objects
        .containers()
        .flatMap(
            container ->
                Stream.of("requests", "limits").map(kind -> container.at("resources", kind)))
        .flatMap(amounts -> Stream.of("cpu", "memory", "ephemeral-storage").map(amounts::at))
        .flatMap(amount -> amount.must(ChecksOfPods.isAboveZero(amount), "Must be above zero"));
  }

  /** For other resources, such as ports of nodes, a limit of zero may be intended. */
  static Stream<FieldViolation> quotas(ManifestIndex objects) {
    return objects
        .ofKind("ResourceQuota")
        .map(quota -> quota.at("spec", "hard"))
        .flatMap(
            hard ->
                Stream.concat(
                    hard.must(!hard.entries().isEmpty(), "Must contain a limit"),
                    PODS_NEED.stream()
                        .map(hard::at)
                        .filter(Field::isPresent)
                        .flatMap(
                            limit ->
                                limit.must(
                                    ChecksOfPods.isAboveZero(limit), "Must be above zero"))));
  }

  static Stream<FieldViolation> priorityClass(ManifestIndex objects) {
    return objects
        .podSpecs()
        .map(pod -> pod.at("priorityClassName"))
        .flatMap(name -> name.must(!name.text().isBlank(), "Must be given"));
  }

  /** A Deployment's selector cannot change, and no two may select the same pods. */
  static Stream<FieldViolation> selectors(ManifestIndex objects) {
    return objects
        .deployments()
        .flatMap(
            deployment -> {
              var selector = deployment.at("spec", "selector", "matchLabels");
              var jobs = objects.jobsOf(deployment.at("spec", "selector"));
              return Stream.of(
                      selector.must(
                          isStable(selector.texts())
                              && objects
                                  .workloadsWith(deployment, selector.texts())
                                  .equals(List.of(deployment)),
                          "Must select the Deployment's own pods and no others, by labels that"
                              + " never change"),
                      selector.must(
                          jobs.isEmpty(),
                          "Must not select the pods of Jobs, " + ManifestIndex.names(jobs)),
                      deployment.at("spec", "selector", "matchExpressions").mustBeAbsent())
                  .flatMap(findings -> findings);
            });
  }

  private static boolean isStable(Map<String, String> selector) {
    return !selector.isEmpty()
        && selector.keySet().stream()
            .noneMatch(key -> key.endsWith("/version") || key.equals("pod-template-hash"));
  }
}
