package charts;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That no request is lost and no version is beyond return while pods are replaced and traffic
 * moves.
 */
final class ChecksOfReleases {
  /** A release should take less than five minutes; Kubernetes' own deadline is ten. */
  private static final int LONGEST_DEADLINE = 299;

  private static final int SHORTEST_SLEEP = 10;
  private static final int LEAST_TIME_TO_STOP = 5;
  private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{10}");

  /** The cluster's own, in every namespace. */
  private static final String ROOT_CERTIFICATE = "kube-root-ca.crt";

  private static final Pattern LABEL_KEY =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");
  private static final Map<String, String> STABLE_VERSIONS =
      Map.ofEntries(
          Map.entry("Deployment", "apps/v1"),
          Map.entry("StatefulSet", "apps/v1"),
          Map.entry("DaemonSet", "apps/v1"),
          Map.entry("Job", "batch/v1"),
          Map.entry("CronJob", "batch/v1"),
          Map.entry("HorizontalPodAutoscaler", "autoscaling/v2"),
          Map.entry("VerticalPodAutoscaler", "autoscaling.k8s.io/v1"),
          Map.entry("PodDisruptionBudget", "policy/v1"),
          Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
          Map.entry("Ingress", "networking.k8s.io/v1"),
          Map.entry("Role", "rbac.authorization.k8s.io/v1"),
          Map.entry("RoleBinding", "rbac.authorization.k8s.io/v1"),
          Map.entry("PriorityClass", "scheduling.k8s.io/v1"),
          Map.entry("HTTPRoute", "gateway.networking.k8s.io/v1"),
          Map.entry("VirtualService", "networking.istio.io/v1"));

  private ChecksOfReleases() {}

  /** Polaris wants the instance to be the name of the Deployment. */
  static Stream<Finding> labels(Objects objects) {
    var recommended =
        objects
            .deployments()
            .flatMap(
                deployment -> {
                  var labels = deployment.at("metadata", "labels");
                  var app = labels.at("app.kubernetes.io/name");
                  return Stream.concat(
                      app.must(app.isPresent(), "Must be given"),
                      labels.at("app.kubernetes.io/instance").mustBe(deployment.manifest().name()));
                });
    return Stream.concat(recommended, syntax(objects));
  }

  private static Stream<Finding> syntax(Objects objects) {
    return Stream.concat(
            objects.all().map(object -> object.at("metadata", "labels")),
            objects.templates().map(template -> template.at("metadata", "labels")))
        .flatMap(labels -> labels.entries().entrySet().stream())
        .flatMap(
            label ->
                label
                    .getValue()
                    .must(
                        LABEL_KEY.matcher(label.getKey()).matches()
                            && label.getValue().value().orElse(0) instanceof String value
                            && LABEL_VALUE.matcher(value).matches(),
                        "Must be a label's key and value as Kubernetes takes them"));
  }

  static Stream<Finding> stableApis(Objects objects) {
    return objects
        .all()
        .flatMap(
            object -> {
              var version = object.at("apiVersion");
              var known = STABLE_VERSIONS.get(object.manifest().kind());
              return known == null
                  ? version.must(
                      version.text().matches("(?:.*/)?v[0-9]+"), "Must be a stable version")
                  : version.mustBe(known);
            });
  }

  static Stream<Finding> neverFewer(Objects objects) {
    return strategies(objects)
        .flatMap(
            strategy -> {
              var surge = strategy.at("rollingUpdate", "maxSurge");
              return Stream.of(
                      strategy.at("type").mustBe("RollingUpdate"),
                      strategy.at("rollingUpdate", "maxUnavailable").mustBe(0),
                      surge.must(surge.text().matches("[1-9][0-9]*%?"), "Must be at least 1 or 1%"))
                  .flatMap(findings -> findings);
            });
  }

  private static Stream<Field> strategies(Objects objects) {
    return objects.deployments().map(deployment -> deployment.at("spec", "strategy"));
  }

  /** A pod that has been ready for less than its readiness probe's period has been asked once. */
  static Stream<Finding> minReady(Objects objects) {
    return objects
        .deployments()
        .flatMap(
            deployment ->
                deployment
                    .at("spec", "minReadySeconds")
                    .mustBeAtLeast(Math.max(1, readinessPeriod(deployment))));
  }

  private static int readinessPeriod(Field deployment) {
    return Objects.containers(deployment.at("spec", "template", "spec"))
        .mapToInt(container -> container.at("readinessProbe", "periodSeconds").number())
        .max()
        .orElse(1);
  }

  static Stream<Finding> progressDeadline(Objects objects) {
    return objects
        .deployments()
        .flatMap(
            deployment -> {
              var deadline = deployment.at("spec", "progressDeadlineSeconds");
              return Stream.concat(
                  deadline.mustBeAtLeast(deployment.at("spec", "minReadySeconds").number() + 1),
                  deadline.must(
                      deadline.number() <= LONGEST_DEADLINE,
                      "Must be at most " + LONGEST_DEADLINE));
            });
  }

  static Stream<Finding> drain(Objects objects) {
    return objects
        .deployments()
        .flatMap(
            deployment -> deployment.at("spec", "template", "spec", "containers").items().stream())
        .flatMap(container -> sleep(container).mustBeAtLeast(SHORTEST_SLEEP));
  }

  static Stream<Finding> gracePeriod(Objects objects) {
    return objects
        .deployments()
        .map(deployment -> deployment.at("spec", "template", "spec"))
        .flatMap(
            pod -> {
              int longest =
                  pod.at("containers").items().stream()
                      .mapToInt(c -> sleep(c).number())
                      .max()
                      .orElse(0);
              return pod.at("terminationGracePeriodSeconds")
                  .mustBeAtLeast(longest + LEAST_TIME_TO_STOP);
            });
  }

  private static Field sleep(Field container) {
    return container.at("lifecycle", "preStop", "sleep", "seconds");
  }

  static Stream<Finding> history(Objects objects) {
    return objects
        .deployments()
        .map(deployment -> deployment.at("spec", "revisionHistoryLimit"))
        .flatMap(
            limit ->
                limit.must(limit.number() >= 2 && limit.number() <= 5, "Must be between 2 and 5"));
  }

  /**
   * A change of the content is another object, so that pods that are still there, or come back,
   * keep theirs.
   */
  static Stream<Finding> configHash(Objects objects) {
    var maps =
        objects
            .ofKind("ConfigMap")
            .flatMap(
                map ->
                    Stream.concat(
                        map.at("metadata", "name")
                            .must(isHashed(map), "Must end in a hash of the content"),
                        map.at("immutable").mustBe(true)));
    var references =
        objects
            .podSpecs()
            .flatMap(pod -> pod.at("volumes").items().stream())
            .map(volume -> volume.at("configMap"))
            .filter(Field::isPresent)
            .map(source -> source.at("name"))
            .filter(name -> !name.is(ROOT_CERTIFICATE))
            .flatMap(
                name ->
                    name.must(
                        objects.beside(name, "ConfigMap", name.text()).count() == 1,
                        "Must be a ConfigMap of the environment"));
    return Stream.concat(maps, references);
  }

  /** Of what Sluice makes, the hash is known; of other objects, how a hash looks. */
  private static boolean isHashed(Field map) {
    var name = map.manifest().name();
    return map.at("metadata", "labels", "app.kubernetes.io/managed-by").is("sluice")
        ? name.endsWith("-" + ConfigMaps.hash(map.at("data").texts()))
        : HASHED.matcher(name).matches();
  }

  static Stream<Finding> weights(Objects objects) {
    return objects
        .ofKind("HTTPRoute", "VirtualService")
        .flatMap(
            route -> Stream.concat(splits(route).flatMap(ChecksOfReleases::split), pins(route)));
  }

  /** A single destination needs no weight. */
  private static Stream<Finding> split(Field split) {
    var destinations = split.items();
    var weights = destinations.stream().map(item -> item.at("weight").number()).toList();
    return split.must(
        (destinations.size() == 1 && !destinations.get(0).at("weight").isPresent())
            || (weights.stream().noneMatch(weight -> weight < 0)
                && weights.stream().mapToInt(weight -> weight).sum() == 100),
        "Must have weights that sum up to 100");
  }

  /** The rules before the last are for requests with a header; the last is for all others. */
  private static Stream<Finding> pins(Field route) {
    var rules = rules(route);
    var items = rules.items();
    var last = Math.max(0, items.size() - 1);
    return Stream.of(
            rules.must(!items.isEmpty(), "Must have a rule"),
            items.stream()
                .limit(last)
                .flatMap(rule -> rule.must(isPinned(rule), "Must be limited to a header")),
            items.stream()
                .skip(last)
                .flatMap(rule -> rule.must(!isPinned(rule), "Must be for all requests")))
        .flatMap(findings -> findings);
  }

  private static boolean isPinned(Field rule) {
    var conditions =
        Stream.of("matches", "match").flatMap(key -> rule.at(key).items().stream()).toList();
    return !conditions.isEmpty()
        && conditions.stream()
            .map(condition -> condition.at("headers"))
            .allMatch(headers -> !headers.items().isEmpty() || !headers.entries().isEmpty());
  }

  private static Field rules(Field route) {
    return route.at("spec", route.manifest().kind().equals("HTTPRoute") ? "rules" : "http");
  }

  private static Stream<Field> splits(Field route) {
    var key = route.manifest().kind().equals("HTTPRoute") ? "backendRefs" : "route";
    return rules(route).items().stream().map(rule -> rule.at(key));
  }

  /** What a route sends requests to. */
  static Stream<Field> destinations(Field route) {
    return splits(route).flatMap(split -> split.items().stream());
  }

  /** The Service of a destination; where it is in another namespace, the whole of its host. */
  static String serviceOf(Field destination, String namespace) {
    var host = destination.at("destination", "host").text();
    var suffix = "." + namespace + ".svc.cluster.local";
    return host.isEmpty()
        ? destination.at("name").text()
        : host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : host;
  }

  static int portOf(Field destination) {
    return Math.max(
        destination.at("port").number(), destination.at("destination", "port", "number").number());
  }
}
