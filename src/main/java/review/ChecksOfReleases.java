package review;

import charts.ConfigMaps;
import charts.Labels;
import charts.RouteKind;
import environments.values.Kinds;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that no request is lost and that every version can be rolled back while pods are replaced
 * and traffic moves.
 */
final class ChecksOfReleases {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              new Check(
                  "label-values",
                  "Labels have the form that Kubernetes requires; a Deployment has"
                      + " `app.kubernetes.io/name`, and its own name as"
                      + " `app.kubernetes.io/instance`.",
                  "The API server refuses other forms, and dashboards and policies find pods by"
                      + " these labels.",
                  Source.kubernetes(
                      "Recommended Labels",
                      "concepts/overview/working-with-objects/common-labels/"),
                  "Correct the label."),
              ChecksOfReleases::labels),
          new Rule(
              new Check(
                  "stable-api",
                  "Objects have stable API versions.",
                  "Cluster upgrades remove older and unfinished versions, and then fail.",
                  Source.kubernetes(
                      "Deprecated API Migration Guide", "reference/using-api/deprecation-guide/"),
                  "Use the version in the message."),
              ChecksOfReleases::stableApis),
          new Rule(
              new Check(
                  "rolling-zero-unavailable",
                  "A Deployment replaces its pods with `RollingUpdate`, `maxUnavailable: 0` and a"
                      + " `maxSurge` of at least 1.",
                  "Capacity never falls below the desired number of pods while a version is"
                      + " replaced.",
                  Source.kubernetes(
                      "Rolling Update Deployment",
                      "concepts/workloads/controllers/deployment/#rolling-update-deployment"),
                  "Set `spec.strategy` accordingly; an app has the key `updateStrategy.maxSurge`."),
              ChecksOfReleases::neverFewer),
          new Rule(
              new Check(
                  "min-ready-seconds",
                  "A new pod counts as available after it has been ready for one period of its"
                      + " readiness probe, at least 1 second.",
                  "A pod that answered once may fail the next time, when the old one is gone.",
                  Source.kubernetes(
                      "Min Ready Seconds",
                      "concepts/workloads/controllers/deployment/#min-ready-seconds"),
                  "Set `minReadySeconds`; an app has the key `updateStrategy.minReady`."),
              ChecksOfReleases::minReady),
          new Rule(
              new Check(
                  "progress-deadline",
                  "A Deployment reports a lack of progress after at most 299 seconds, and later"
                      + " than `minReadySeconds`.",
                  "Kubernetes' default of 10 minutes is longer than a release should take.",
                  Source.kubernetes(
                      "Progress Deadline Seconds",
                      "concepts/workloads/controllers/deployment/#progress-deadline-seconds"),
                  "Set `progressDeadlineSeconds`; an app has the key"
                      + " `updateStrategy.progressDeadline`."),
              ChecksOfReleases::progressDeadline),
          new Rule(
              new Check(
                  "pre-stop-drain",
                  "A container of a Deployment sleeps at least 10 seconds before it is stopped.",
                  "Load balancers and proxies need this time to notice; otherwise they send"
                      + " requests to a pod that is gone.",
                  Source.kubernetes(
                      "Container Lifecycle Hooks",
                      "concepts/containers/container-lifecycle-hooks/"),
                  "Set `lifecycle.preStop.sleep.seconds` to 10 or more; an app has the key"
                      + " `shutdown.preStop`."),
              ChecksOfReleases::drain),
          new Rule(
              new Check(
                  "grace-period",
                  "`terminationGracePeriodSeconds` is at least 5 seconds longer than the longest"
                      + " sleep before the stop.",
                  "The rest is all the time that a program has to finish its requests; a node drain"
                      + " waits for it.",
                  Source.kubernetes(
                      "Termination of Pods",
                      "concepts/workloads/pods/pod-lifecycle/#pod-termination"),
                  "Correct it; an app has the key `shutdown.gracePeriod`."),
              ChecksOfReleases::gracePeriod),
          new Rule(
              new Check(
                  "revision-history",
                  "A Deployment keeps 2 to 5 old ReplicaSets.",
                  "Without any, there is no rollback; too many fill etcd and the memory of"
                      + " controllers.",
                  Source.kubernetes(
                      "Revision History Limit",
                      "concepts/workloads/controllers/deployment/#revision-history-limit"),
                  "Set `revisionHistoryLimit`; an app has the key"
                      + " `updateStrategy.revisionHistoryLimit`."),
              ChecksOfReleases::history),
          new Rule(
              new Check(
                  "config-hash",
                  "A ConfigMap is immutable, and its name ends with a hash of 10 hexadecimal"
                      + " digits, or of 10 characters as kustomize writes it; a pod mounts"
                      + " ConfigMaps of the environment.",
                  "A change is then another object: pods that still run, or return with a rollback,"
                      + " keep theirs.",
                  Source.kubernetes(
                      "Immutable ConfigMaps",
                      "concepts/configuration/configmap/#configmap-immutable"),
                  "Set `immutable: true` and end the name with a hash of the content, as"
                      + " kustomize's generators do; an app has the key `config`."),
              ChecksOfReleases::configHash),
          new Rule(
              new Check(
                  "weights-sum",
                  "The weights of a route add up to 100; its last rule is for all requests, and"
                      + " those before it for certain headers.",
                  "Weights that are read as percentages must be percentages, and every request must"
                      + " match a rule.",
                  Source.of("Gateway API, Istio"),
                  "Correct the weights, or the order of the rules."),
              ChecksOfReleases::weights));

  /** A release should take less than five minutes; Kubernetes' default is ten. */
  private static final int LONGEST_DEADLINE = 299;

  private static final int SHORTEST_SLEEP = 10;
  private static final int LEAST_TIME_TO_STOP = 5;
  private static final int LONGEST_STOP = 3600;

  /** Kubernetes' default for pods, in seconds. */
  private static final int GRACE_PERIOD = 30;

  /**
   * The hashes of kustomize contain no vowels, so that they form no words, and no characters that
   * look alike.
   */
  private static final Pattern HASHED =
      Pattern.compile(".*-(?:[0-9a-f]{10}|[2456789bcdfghkmt]{10})");

  /** The cluster creates it in every namespace. */
  private static final String ROOT_CERTIFICATE = "kube-root-ca.crt";

  private static final Pattern LABEL_KEY =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");

  private ChecksOfReleases() {}

  /** Polaris expects the instance to be the name of the Deployment. */
  static Stream<FieldViolation> labels(ManifestIndex objects) {
    var recommended =
        objects
            .deployments()
            .flatMap(
                deployment -> {
                  var labels = deployment.at("metadata", "labels");
                  var app = labels.at(Labels.NAME);
                  return Stream.concat(
                      app.must(app.isPresent(), "Must be given"),
                      labels.at(Labels.INSTANCE).mustBe(deployment.manifest().name()));
                });
    var shared = objects.deployments().flatMap(ChecksOfReleases::shared);
    return Stream.of(recommended, shared, syntax(objects)).flatMap(findings -> findings);
  }

  /** A Deployment and its pods are found by the same labels. */
  private static Stream<FieldViolation> shared(Field deployment) {
    var own = deployment.at("metadata", "labels").texts();
    return ManifestIndex.labelsOfPods(deployment).entrySet().stream()
        .flatMap(
            label ->
                deployment
                    .at("metadata", "labels", label.getKey())
                    .must(
                        label.getValue().equals(own.get(label.getKey())),
                        "Must equal the label of the pods, `" + label.getValue() + "`"));
  }

  private static Stream<FieldViolation> syntax(ManifestIndex objects) {
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
                        "Must be a label key and value that Kubernetes accepts"));
  }

  static Stream<FieldViolation> stableApis(ManifestIndex objects) {
    return objects
        .all()
        .flatMap(
            object -> {
              var version = object.at("apiVersion");
              return Kinds.stableVersion(object.manifest().apiVersion(), object.manifest().kind())
                  .map(version::mustBe)
                  .orElseGet(
                      () ->
                          version.must(
                              version.text().matches("(?:.*/)?v[0-9]+"),
                              "Must be a stable version"));
            });
  }

  static Stream<FieldViolation> neverFewer(ManifestIndex objects) {
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

  private static Stream<Field> strategies(ManifestIndex objects) {
    return objects.deployments().map(deployment -> deployment.at("spec", "strategy"));
  }

  /**
   * A pod that has been ready for less than its readiness probe's period has been checked only
   * once.
   */
  static Stream<FieldViolation> minReady(ManifestIndex objects) {
    return objects
        .deployments()
        .flatMap(
            deployment ->
                deployment
                    .at("spec", "minReadySeconds")
                    .mustBeAtLeast(Math.max(1, readinessPeriod(deployment))));
  }

  private static int readinessPeriod(Field deployment) {
    return ManifestIndex.containers(deployment.at("spec", "template", "spec"))
        .map(container -> container.at("readinessProbe"))
        .filter(Field::isPresent)
        .map(probe -> probe.at("periodSeconds"))
        .mapToInt(p -> p.isPresent() ? p.number() : ChecksOfAvailability.PERIOD)
        .max()
        .orElse(1);
  }

  static Stream<FieldViolation> progressDeadline(ManifestIndex objects) {
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

  static Stream<FieldViolation> drain(ManifestIndex objects) {
    return objects
        .deployments()
        .flatMap(
            deployment -> deployment.at("spec", "template", "spec", "containers").items().stream())
        .flatMap(container -> sleep(container).mustBeAtLeast(SHORTEST_SLEEP));
  }

  static Stream<FieldViolation> gracePeriod(ManifestIndex objects) {
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
              return gracePeriod(
                  pod.at("terminationGracePeriodSeconds"), longest + LEAST_TIME_TO_STOP);
            });
  }

  private static Stream<FieldViolation> gracePeriod(Field period, int least) {
    return period.isPresent()
        ? period.mustBeBetween(least, LONGEST_STOP)
        : period.must(GRACE_PERIOD >= least, "Must be between " + least + " and " + LONGEST_STOP);
  }

  private static Field sleep(Field container) {
    return container.at("lifecycle", "preStop", "sleep", "seconds");
  }

  static Stream<FieldViolation> history(ManifestIndex objects) {
    return objects
        .deployments()
        .map(deployment -> deployment.at("spec", "revisionHistoryLimit"))
        .flatMap(
            limit ->
                limit.must(limit.number() >= 2 && limit.number() <= 5, "Must be between 2 and 5"));
  }

  /**
   * Changed content makes another object, so that pods that still run, or start again, keep theirs.
   */
  static Stream<FieldViolation> configHash(ManifestIndex objects) {
    var maps =
        objects
            .ofKind("ConfigMap")
            .flatMap(
                map ->
                    Stream.concat(
                        map.at("metadata", "name")
                            .must(isHashed(map), "Must end with a hash of the content"),
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
                        objects.inNamespaceOf(name, "ConfigMap", name.text()).count() == 1,
                        "Must be a ConfigMap of the environment"));
    return Stream.concat(maps, references);
  }

  /** The hash of a generated object can be computed; for other objects, only its form is known. */
  private static boolean isHashed(Field map) {
    var name = map.manifest().name();
    return map.at("metadata", "labels", Labels.MANAGED_BY).is(Labels.SLUICE)
        ? name.endsWith("-" + ConfigMaps.hash(map.at("data").texts()))
        : HASHED.matcher(name).matches();
  }

  static Stream<FieldViolation> weights(ManifestIndex objects) {
    return objects
        .ofKind(RouteKind.names())
        .flatMap(
            route -> Stream.concat(splits(route).flatMap(ChecksOfReleases::split), pins(route)));
  }

  /** A single destination needs no weight. */
  private static Stream<FieldViolation> split(Field split) {
    var destinations = split.items();
    var weights = destinations.stream().map(item -> item.at("weight").number()).toList();
    return split.must(
        (destinations.size() == 1 && !destinations.get(0).at("weight").isPresent())
            || (weights.stream().noneMatch(weight -> weight < 0)
                && weights.stream().mapToInt(weight -> weight).sum() == 100),
        "Must have weights that add up to 100");
  }

  /** All rules except the last are for requests with a header; the last one is for all others. */
  private static Stream<FieldViolation> pins(Field route) {
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

  private static RouteKind kind(Field route) {
    return RouteKind.of(route.manifest().kind()).orElseThrow();
  }

  private static Field rules(Field route) {
    return route.at("spec", kind(route).rules());
  }

  private static Stream<Field> splits(Field route) {
    var key = kind(route).backends();
    return rules(route).items().stream()
        .filter(rule -> rule.at(key).isPresent() || !isRedirect(rule))
        .map(rule -> rule.at(key));
  }

  /** A redirect needs no destination here. */
  private static boolean isRedirect(Field rule) {
    return rule.at("redirect").isPresent()
        || rule.at("filters").items().stream()
            .anyMatch(filter -> filter.at("type").is("RequestRedirect"));
  }

  /** Returns the destinations of a route. */
  static Stream<Field> destinations(Field route) {
    return splits(route).flatMap(split -> split.items().stream());
  }

  /** Returns the Service of a destination; if it is in another namespace, the whole host name. */
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
