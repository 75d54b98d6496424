package charts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** That pods are enough, spread, probed, bounded, and owned by one controller each. */
final class ChecksOfAvailability {
  private static final String HOSTNAME = "kubernetes.io/hostname";
  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final Set<String> UNSATISFIABLE = Set.of("ScheduleAnyway", "DoNotSchedule");

  private ChecksOfAvailability() {}

  static Stream<Finding> twoReplicas(Objects objects) {
    return objects
        .deployments()
        .filter(deployment -> objects.autoscalersOf(deployment).isEmpty())
        .flatMap(deployment -> deployment.at("spec", "replicas").mustBeAtLeast(2));
  }

  /**
   * One owner for the number of pods: who sets it beside an autoscaler undoes what that one
   * decides.
   */
  static Stream<Finding> autoscalersDecideAlone(Objects objects) {
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
                                "Must have one HorizontalPodAutoscaler, not several")));
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
                number ->
                    number.must(number.isPresent(), "Must be given where no autoscaler decides"));
    return Stream.of(
            replicas,
            given,
            advice,
            objects.ofKind("HorizontalPodAutoscaler").flatMap(ChecksOfAvailability::range))
        .flatMap(findings -> findings);
  }

  private static Stream<Finding> range(Field autoscaler) {
    var fewest = autoscaler.at("spec", "minReplicas");
    return Stream.concat(
        fewest.mustBeAtLeast(2),
        autoscaler.at("spec", "maxReplicas").mustBeAtLeast(fewest.number() + 1));
  }

  static Stream<Finding> autoscalersHaveTargets(Objects objects) {
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
                        && objects.beside(target, "Deployment", target.at("name").text()).count()
                            == 1,
                    "Must be a Deployment of the environment"));
  }

  /**
   * Utilization is a share of the request: where there is none, an autoscaler does nothing, and
   * says nothing.
   */
  static Stream<Finding> autoscaledRequests(Objects objects) {
    return objects
        .ofKind("HorizontalPodAutoscaler")
        .flatMap(
            autoscaler -> {
              var metrics = autoscaler.at("spec", "metrics");
              return Stream.concat(
                  metrics.must(!metrics.items().isEmpty(), "Must hold a metric"),
                  metrics.items().stream().flatMap(metric -> metric(objects, autoscaler, metric)));
            });
  }

  private static Stream<Finding> metric(Objects objects, Field autoscaler, Field metric) {
    return switch (metric.at("type").text()) {
      case "Resource" -> utilization(objects, autoscaler, metric.at("resource"));
      case "Pods" -> average(metric.at("pods"));
      case "External", "Object", "ContainerResource" -> Stream.of();
      default -> metric.at("type").must(false, "Must be a type of metric");
    };
  }

  private static Stream<Finding> utilization(Objects objects, Field autoscaler, Field resource) {
    var target =
        objects.beside(
            autoscaler, "Deployment", autoscaler.at("spec", "scaleTargetRef", "name").text());
    var requests =
        target
            .flatMap(deployment -> Objects.containers(deployment.at("spec", "template", "spec")))
            .map(container -> container.at("resources", "requests", resource.at("name").text()))
            .flatMap(
                request ->
                    request.must(
                        request.isPresent(),
                        "Must be given, for an autoscaler's target refers to it"));
    return Stream.of(
            requests,
            resource
                .at("name")
                .must(
                    Set.of("cpu", "memory").contains(resource.at("name").text()),
                    "Must be `cpu` or `memory`"),
            resource.at("target", "type").mustBe("Utilization"),
            resource.at("target", "averageUtilization").mustBeAtLeast(1))
        .flatMap(findings -> findings);
  }

  private static Stream<Finding> average(Field pods) {
    var average = pods.at("target", "averageValue");
    return Stream.of(
            pods.at("metric", "name")
                .must(!pods.at("metric", "name").text().isEmpty(), "Must be given"),
            pods.at("target", "type").mustBe("AverageValue"),
            average.must(ChecksOfPods.isAboveZero(average), "Must be above zero"))
        .flatMap(findings -> findings);
  }

  /** A pod in two budgets could not be evicted at all, by an error of the eviction API. */
  static Stream<Finding> oneBudget(Objects objects) {
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
                          count == 1, "Must be selected by one PodDisruptionBudget, not " + count);
                });
    var policies =
        objects
            .ofKind("PodDisruptionBudget")
            .flatMap(
                budget -> budget.at("spec", "unhealthyPodEvictionPolicy").mustBe("AlwaysAllow"));
    return Stream.concat(budgets, policies);
  }

  /** A retired side has no pods that could be evicted. */
  static Stream<Finding> budgetsAllowOne(Objects objects) {
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

  private static List<Field> budgeted(Objects objects, Field budget) {
    var selector = budget.at("spec", "selector", "matchLabels").texts();
    return selector.isEmpty() ? List.of() : objects.deploymentsWith(budget, selector);
  }

  /** Apart by node; by zone, too, unless a topology constraint sees to that. */
  static Stream<Finding> antiAffinity(Objects objects) {
    return objects
        .templates()
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
   * The hash of the pod template keeps the pods of the version before out of the count while they
   * are replaced.
   */
  static Stream<Finding> topologySpread(Objects objects) {
    return objects
        .templates()
        .flatMap(
            template ->
                Stream.concat(
                    Stream.of(HOSTNAME, ZONE).flatMap(key -> isSpreadBy(template, key)),
                    constraints(template).flatMap(constraint -> constraint(template, constraint))));
  }

  private static Stream<Finding> isSpreadBy(Field template, String topologyKey) {
    return template
        .at("spec", "topologySpreadConstraints")
        .must(
            constraints(template).anyMatch(c -> c.at("topologyKey").is(topologyKey)),
            "Must spread by " + topologyKey);
  }

  private static Stream<Finding> constraint(Field template, Field constraint) {
    var otherwise = constraint.at("whenUnsatisfiable");
    var selector = constraint.at("labelSelector");
    return Stream.of(
            constraint.at("maxSkew").mustBeAtLeast(1),
            otherwise.must(
                UNSATISFIABLE.contains(otherwise.text()),
                "Must be one of " + UNSATISFIABLE.stream().sorted().toList()),
            selector.must(selectsOwn(template, selector), "Must select the pods themselves"),
            constraint.at("matchLabelKeys").mustBe(List.of("pod-template-hash")))
        .flatMap(findings -> findings);
  }

  private static Stream<Field> constraints(Field template) {
    return template.at("spec", "topologySpreadConstraints").items().stream();
  }

  private static boolean selectsOwn(Field template, Field selector) {
    var labels = selector.at("matchLabels").texts();
    return !labels.isEmpty()
        && template.at("metadata", "labels").texts().entrySet().containsAll(labels.entrySet());
  }

  static Stream<Finding> probes(Objects objects) {
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
                                "Must ask something else than the readiness probe, by another"
                                    + " path"))
                    .flatMap(findings -> findings));
  }

  private static Stream<Finding> probe(Field container, Field probe) {
    var port =
        Stream.of("httpGet", "tcpSocket", "grpc")
            .map(probe::at)
            .filter(Field::isPresent)
            .map(action -> action.at("port"));
    return Stream.of(
            probe.must(!question(probe).isEmpty(), "Must ask something"),
            port.flatMap(
                p ->
                    p.must(isDeclared(container, p), "Must be a port that the container declares")),
            Stream.of("periodSeconds", "timeoutSeconds", "failureThreshold")
                .flatMap(key -> probe.at(key).mustBeAtLeast(1)),
            probe
                .at("timeoutSeconds")
                .must(
                    probe.at("timeoutSeconds").number() <= probe.at("periodSeconds").number(),
                    "Must not exceed the period"))
        .flatMap(findings -> findings);
  }

  /** What a probe asks, without the port: linters take all named ports for one. */
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

  static Stream<Finding> resources(Objects objects) {
    return objects
        .containers()
        .flatMap(
            container ->
                Stream.of("requests", "limits").map(kind -> container.at("resources", kind)))
        .flatMap(amounts -> Stream.of("cpu", "memory", "ephemeral-storage").map(amounts::at))
        .flatMap(amount -> amount.must(ChecksOfPods.isAboveZero(amount), "Must be above zero"));
  }

  static Stream<Finding> priorityClass(Objects objects) {
    return objects
        .podSpecs()
        .map(pod -> pod.at("priorityClassName"))
        .flatMap(name -> name.must(!name.text().isBlank(), "Must be given"));
  }

  /** A Deployment's selector is fixed for life, and no two may want the same pods. */
  static Stream<Finding> selectors(Objects objects) {
    return objects
        .deployments()
        .flatMap(
            deployment -> {
              var selector = deployment.at("spec", "selector", "matchLabels");
              return Stream.concat(
                  selector.must(
                      isStable(selector.texts())
                          && objects
                              .deploymentsWith(deployment, selector.texts())
                              .equals(List.of(deployment)),
                      "Must select the Deployment's own pods and no other's, by labels that never"
                          + " change"),
                  deployment.at("spec", "selector", "matchExpressions").mustBeAbsent());
            });
  }

  private static boolean isStable(Map<String, String> selector) {
    return !selector.isEmpty()
        && selector.keySet().stream()
            .noneMatch(key -> key.endsWith("/version") || key.equals("pod-template-hash"));
  }
}
