package environments.format;

import static environments.format.Forms.duration;
import static environments.format.Forms.durationThat;
import static environments.format.Forms.port;
import static environments.values.Strategy.AUTOSCALED;
import static environments.values.Strategy.BLUE_GREEN;
import static environments.values.Strategy.CANARY;

import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.Query;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.format.Alternatives.Count;
import environments.format.Shape.Amount;
import environments.format.Shape.Flag;
import environments.format.Shape.Items;
import environments.format.Shape.Mapping;
import environments.format.Shape.Named;
import environments.format.Shape.TextOr;
import environments.format.Shape.Whole;
import environments.format.Shape.Words;
import environments.routing.ServiceExposure;
import environments.text.Durations;
import environments.values.Strategy;
import environments.workload.MetricsEndpoint;
import environments.workload.Port;
import environments.workload.Probe;
import environments.workload.Resources;
import environments.workload.Shutdown;
import environments.workload.UpdateStrategy;

/** The keys of an app, for all strategies. */
public final class AppKeys {
  private static final Amount QUANTITY = new Amount("quantity");

  private static final Mapping PORT =
      Keys.builder()
          .required(
              "containerPort", new Whole(1024, 65535), "the port that the container listens on")
          .optional("servicePort", port(), "the port of the Services", "not 22", "`containerPort`")
          .optional(
              "protocol", Words.of("TCP", "UDP"), "the transport protocol", code(Port.Protocol.TCP))
          .optional(
              "appProtocol",
              Forms.TEXT,
              "the application protocol, for routers that use it",
              "an IANA service name such as `http`, or `domain.prefix/name` such as"
                  + " `kubernetes.io/h2c`",
              "none")
          .mapping();

  private static final Mapping METRICS =
      Keys.builder()
          .required("port", Forms.PORT_NAMED, "a declared port")
          .optional(
              "path",
              Forms.REQUEST_PATH,
              "the path of the metrics",
              code(MetricsEndpoint.DEFAULT_PATH))
          .mapping();

  private static final Mapping HTTP_GET =
      Keys.builder()
          .required("port", Forms.PORT_NAMED, "a declared port")
          .required("path", Forms.REQUEST_PATH, "the path that is requested")
          .mapping();

  private static final Mapping TCP_SOCKET =
      Keys.builder().required("port", Forms.PORT_NAMED, "a declared port").mapping();

  private static final Mapping GRPC =
      Keys.builder()
          .required("port", Forms.PORT_NAMED, "a declared port")
          .optional(
              "service", Forms.TEXT, "the service whose health is checked", "the whole server")
          .mapping();

  private static final Mapping EXEC =
      Keys.builder()
          .required(
              "command",
              new Items(Forms.TEXT, 1),
              "the program and its arguments; runs without a shell")
          .mapping();

  private static final Mapping PROBE =
      Keys.builder()
          .optional("httpGet", HTTP_GET, "passes if the status is 200 to 399", "")
          .optional("tcpSocket", TCP_SOCKET, "passes if the port accepts a connection", "")
          .optional("grpc", GRPC, "passes if the gRPC health service answers SERVING", "")
          .optional("exec", EXEC, "passes if a command in the container exits with 0", "")
          .optional("initialDelay", duration("0s", "1h"), "time before the first attempt", "0s")
          .optional(
              "period",
              duration("1s", "5m"),
              "time between attempts",
              Durations.text(Probe.DEFAULT_PERIOD))
          .optional(
              "timeout",
              durationThat("duration, 1s to `period`"),
              "timeout of an attempt",
              Durations.text(Probe.DEFAULT_TIMEOUT))
          .optional(
              "failureThreshold",
              new Whole(1, 1000),
              "failed attempts in a row after which the probe fails",
              Probe.DEFAULT_FAILURE_THRESHOLD)
          .one("httpGet", "tcpSocket", "grpc", "exec")
          .mapping();

  private static final Mapping PROBES =
      Keys.builder()
          .required("readiness", PROBE, "whether a pod is ready for traffic")
          .required(
              "liveness",
              PROBE,
              "whether a pod is alive; must differ from `readiness`, over HTTP in its path")
          .optional(
              "startup",
              PROBE,
              "whether a pod has started; the other probes wait for it, and it must be able to pass"
                  + " within `updateStrategy.progressDeadline`",
              "none")
          .mapping();

  private static final Mapping AMOUNTS =
      Keys.builder()
          .required("cpu", QUANTITY, "cores", "such as `250m`")
          .required("memory", QUANTITY, "bytes", "such as `64Mi`, a whole number of bytes")
          .optional(
              "ephemeral-storage",
              QUANTITY,
              "bytes of the container's own disk and logs",
              "a whole number of bytes",
              "request "
                  + Resources.DEFAULT_EPHEMERAL_REQUEST
                  + ", limit "
                  + Resources.DEFAULT_EPHEMERAL_LIMIT)
          .mapping();

  private static final Mapping RESOURCES =
      Keys.builder()
          .required(
              "requests", AMOUNTS, "what a pod requests; each above zero and at most its limit")
          .required("limits", AMOUNTS, "the most that a pod may use")
          .mapping();

  private static final Mapping SECRET_KEY_REF =
      Keys.builder()
          .required("name", Forms.OBJECT_NAME, "the Secret")
          .required("key", Forms.DATA_KEY, "the key in the Secret")
          .mapping();

  private static final Mapping VARIABLE =
      Keys.builder()
          .optional(
              "fieldRef",
              Forms.TEXT,
              "a field of the pod",
              "such as `metadata.name` or `metadata.labels['sluice.dev/color']`",
              "")
          .optional(
              "secretKeyRef",
              SECRET_KEY_REF,
              "a key of a Secret; needs the exemption `secrets-as-files`",
              "")
          .one("fieldRef", "secretKeyRef")
          .mapping();

  private static final Named ENV =
      new Named("variable", Forms.VARIABLE, new TextOr(Forms.TEXT, VARIABLE));

  private static final Mapping PERMISSION =
      Keys.builder()
          .optional(
              "apiGroup",
              Forms.TEXT,
              "the API group of the resources",
              "not `*` and not `rbac.authorization.k8s.io`",
              "the core group")
          .required(
              "resources",
              new Items(Forms.TEXT, 1),
              "the resources",
              "in lower case; no wildcards, and no `pods/exec`, `pods/attach`, `pods/portforward`,"
                  + " `pods/proxy`, `pods/ephemeralcontainers` or `serviceaccounts/token`")
          .required(
              "verbs",
              new Items(
                  Words.of(
                      "get",
                      "list",
                      "watch",
                      "create",
                      "update",
                      "patch",
                      "delete",
                      "deletecollection"),
                  1),
              "the allowed verbs",
              "only verbs that read for pods and for objects that create pods (Deployments, Jobs"
                  + " and so on), only `get` for `secrets`")
          .optional(
              "resourceNames",
              new Items(Forms.TEXT, 0),
              "the names of the objects",
              "required for `secrets`",
              "all objects of the resource")
          .mapping();

  private static final Mapping INGRESS = peer().mapping();

  private static final Mapping EGRESS =
      peer()
          .optional("ports", new Items(port(), 0), "the destination's TCP ports", "all")
          .mapping();

  private static final Mapping UPDATE_STRATEGY =
      Keys.builder()
          .optional(
              "maxSurge",
              Forms.PERCENTAGE,
              "how many pods an update may add, rounded up",
              UpdateStrategy.DEFAULT.maxSurge())
          .optional(
              "minReady",
              duration("1s", "10m"),
              "how long a pod must be ready before it counts; at least the period of the readiness"
                  + " probe",
              Durations.text(UpdateStrategy.DEFAULT.minReady()))
          .optional(
              "progressDeadline",
              durationThat("duration, below 5m"),
              "the time without progress after which the Deployment has failed; above `minReady`"
                  + " plus the time that the startup probe or `initialDelay` of the readiness probe"
                  + " allows, whichever is longer",
              Durations.text(UpdateStrategy.DEFAULT.progressDeadline()))
          .optional(
              "revisionHistoryLimit",
              new Whole(2, 5),
              "the number of old ReplicaSets that are kept",
              UpdateStrategy.DEFAULT.revisionHistoryLimit())
          .mapping();

  private static final Mapping SHUTDOWN =
      Keys.builder()
          .optional(
              "preStop",
              duration("10s", "5m"),
              "how long a pod sleeps before it stops, while routers stop sending requests to it;"
                  + " needs Kubernetes 1.30",
              Durations.text(Shutdown.DEFAULT.preStop()))
          .optional(
              "gracePeriod",
              durationThat("duration, `preStop` and 5s to 1h"),
              "time until the pod is killed, including `preStop`",
              Durations.text(Shutdown.DEFAULT.gracePeriod()))
          .mapping();

  private static final Mapping POLICY =
      Keys.builder()
          .optional(
              "percent",
              new Whole(1, Integer.MAX_VALUE),
              "the largest change, in percent of the pods",
              "")
          .optional("pods", new Whole(1, Integer.MAX_VALUE), "the largest change, in pods", "")
          .required("period", duration("1s", "30m"), "the time in which the change may happen")
          .one("percent", "pods")
          .mapping();

  private static final Mapping BEHAVIOR =
      Keys.builder()
          .optional(
              "stabilizationWindow",
              duration("0s", "1h"),
              "uses the most conservative recommendation within this time; for `scaleDown` of a"
                  + " color or track at least 1m",
              "`scaleUp` 0s, `scaleDown` 2m")
          .optional(
              "selectPolicy",
              Words.of("Max", "Min", "Disabled"),
              "which policy applies: the one with the largest change, the smallest, or none",
              "`Max`")
          .optional(
              "policies",
              new Items(POLICY, 1),
              "the largest changes in a period",
              "`scaleUp` 100 percent or 4 pods in 15s, `scaleDown` 50 percent in 1m")
          .mapping();

  private static final Mapping AUTOSCALING =
      Keys.builder()
          .required("minReplicas", new Whole(2, 1000), "the minimum number of pods")
          .required(
              "maxReplicas",
              new Whole(2, 1000),
              "the maximum number of pods",
              "above `minReplicas`")
          .optional("cpu", Forms.PERCENTAGE, "mean utilization of the CPU request", "none")
          .optional("memory", Forms.PERCENTAGE, "mean utilization of the memory request", "none")
          .optional(
              "requestsPerSecond",
              QUANTITY,
              "mean rate for each pod; needs `cluster.requestsPerSecondMetric`",
              "above zero",
              "none")
          .optional(
              "scaleUp",
              BEHAVIOR,
              "how fast it adds pods",
              "doubles or adds four pods every 15s, at once")
          .optional(
              "scaleDown",
              BEHAVIOR,
              "how fast it removes pods",
              "half of the pods each minute, after a stabilization window of 2m")
          .mapping();

  private static final Mapping SERVICES =
      Keys.builder()
          .optional(
              "type",
              Words.of("ClusterIP", "LoadBalancer"),
              "how the Service that takes the traffic is exposed",
              code(ServiceExposure.Type.CLUSTER_IP))
          .optional(
              "annotations",
              new Named("key", Forms.TEXT, Forms.TEXT),
              "annotations of the Service that takes the traffic, for the cloud's load balancer;"
                  + " none that send requests directly to pods",
              "keys without the prefixes of Pulumi and Sluice",
              "none")
          .optional(
              "sessionAffinity",
              Keys.builder()
                  .required(
                      "clientIP",
                      duration("1s", "24h"),
                      "how long requests from a client's address go to the same pod, as long as"
                          + " that is ready")
                  .mapping(),
              "session affinity of the Service that takes the traffic; not with a router",
              "any pod")
          .of(BLUE_GREEN)
          .optional("active", Forms.NAME, "selects the active color", "`<app>-active`")
          .optional("preview", Forms.NAME, "selects the other color", "`<app>-preview`")
          .optional("blue", Forms.NAME, "selects blue", "`<app>-blue`")
          .optional("green", Forms.NAME, "selects green", "`<app>-green`")
          .of(CANARY)
          .optional("stable", Forms.NAME, "selects the stable track", "`<app>-stable`")
          .optional("canary", Forms.NAME, "selects the canary", "`<app>-canary`")
          .optional(
              "shared", Forms.NAME, "selects both tracks; created only without a router", "`<app>`")
          .of(AUTOSCALED)
          .optional("name", Forms.NAME, "the only Service of the app", "`<app>`")
          .mapping();

  private static final Named PIN = new Named("header", Forms.TEXT, Forms.TEXT);

  private static final Mapping HTTP_ROUTE =
      Keys.builder()
          .optional(
              "hostnames",
              new Items(Forms.HOST_NAME, 0),
              "the host names of the requests",
              "at most 16",
              "all that the listener accepts")
          .optional(
              "gateway",
              CommonKeys.GATEWAY,
              "the Gateway of the route",
              "`cluster.gateway`; one of the two is required")
          .optional(
              "pathPrefix",
              Forms.REQUEST_PATH,
              "the prefix of the paths",
              "at most 1024 characters of a URL path; no `//`, `/./`, `/../` and `%2f`",
              "`/`")
          .optional(
              "port",
              Forms.PORT_NAMED,
              "the declared port that requests are sent to",
              "the first port")
          .optional(
              "pin",
              PIN,
              "headers by name; a request with all of them is sent to the preview color or the"
                  + " canary, whatever the weight",
              "at most 16, with names that differ in more than case",
              "none")
          .mapping();

  private static final Mapping VIRTUAL_SERVICE =
      Keys.builder()
          .required("hosts", new Items(Forms.HOST_NAME, 1), "the host names of the requests")
          .optional(
              "gateways",
              new Items(Forms.TEXT, 0),
              "Istio Gateways",
              "each `namespace/name`",
              "the mesh's own traffic")
          .optional(
              "port",
              Forms.PORT_NAMED,
              "the declared port that requests are sent to",
              "the first port")
          .optional("pin", PIN, "headers, as for an HTTPRoute", "none")
          .mapping();

  private static final Mapping ROUTER =
      Keys.builder()
          .optional("httpRoute", HTTP_ROUTE, "an HTTPRoute of Gateway API", "")
          .optional("virtualService", VIRTUAL_SERVICE, "a VirtualService of Istio", "")
          .one("httpRoute", "virtualService")
          .mapping();

  private static final Mapping SMOKE_REQUEST =
      Keys.builder()
          .required("port", Forms.PORT_NAMED, "a declared TCP port")
          .required("path", Forms.REQUEST_PATH, "the path that is requested")
          .optional(
              "status",
              new Whole(200, 599),
              "the expected status",
              SmokeTest.Request.DEFAULT_STATUS)
          .mapping();

  private static final Mapping SMOKE_JOB =
      Keys.builder()
          .required(
              "command",
              new Items(Forms.TEXT, 1),
              "the program and its arguments; runs without a shell")
          .optional("args", new Items(Forms.TEXT, 0), "more arguments", "none")
          .optional(
              "image", Forms.IMAGE, "the image of the program", "the color's or track's own image")
          .optional(
              "env",
              ENV,
              "environment variables, by name, in addition to `TARGET_HOST` and `TARGET_PORT`",
              "none")
          .optional(
              "timeout",
              duration("1s", "5m"),
              "time for the Job to finish, including pulling the image",
              Durations.text(SmokeTestJob.DEFAULT_TIMEOUT))
          .mapping();

  private static final Mapping SMOKE_TEST =
      Keys.builder()
          .optional(
              "httpGet",
              new Items(SMOKE_REQUEST, 1),
              "requests to each ready pod; the API server sends them, so `ingress` must admit it if"
                  + " the network enforces policies",
              "none")
          .optional(
              "timeout",
              duration("1s", "5m"),
              "time for all requests of `httpGet` to be answered",
              Durations.text(SmokeTest.DEFAULT_TIMEOUT))
          .optional(
              "attempts",
              new Whole(1, 10),
              "how often each request is tried, a second apart, until it is answered as expected;"
                  + " each attempt may take an equal part of `timeout`",
              SmokeTest.DEFAULT_ATTEMPTS)
          .optional(
              "job",
              SMOKE_JOB,
              "a program that tests a color or track through its own Service, and passes if it"
                  + " exits with 0",
              "none")
          .choice(Count.AT_LEAST_ONE, "httpGet", "job")
          .mapping();

  private static final Mapping HTTP_METRIC =
      Keys.builder()
          .required("port", Forms.PORT_NAMED, "a declared TCP port")
          .required("path", Forms.REQUEST_PATH, "the path that is requested")
          .optional(
              "status",
              new Whole(200, 599),
              "the expected status",
              SmokeTest.Request.DEFAULT_STATUS)
          .optional(
              "count", new Whole(1, 20), "requests to each ready pod", HttpMetric.DEFAULT_COUNT)
          .optional(
              "successes",
              new Whole(1, Integer.MAX_VALUE),
              "how many of them must be answered as expected",
              "at most `count`",
              HttpMetric.DEFAULT_SUCCESSES)
          .optional(
              "timeout",
              duration("1s", "30s"),
              "timeout of a request; all requests of a measurement together may take `count` times"
                  + " as long",
              Durations.text(HttpMetric.DEFAULT_TIMEOUT))
          .mapping();

  private static final Mapping METRIC =
      Keys.builder()
          .optional(
              "errorRate",
              family(Query.ErrorRate.DEFAULT_METRIC, "a counter of requests, by the label `code`"),
              "the share of requests that were answered with a status of 500 or more",
              "")
          .optional(
              "p95Latency",
              family(Query.P95Latency.DEFAULT_METRIC, "a histogram in seconds, without `_bucket`"),
              "the time within which 95 % of the requests were answered",
              "")
          .optional(
              "saturation",
              family(Query.Saturation.DEFAULT_METRIC, "a counter of CPU seconds, by pod"),
              "the CPU usage of the busiest pod, as a share of `resources.limits.cpu`",
              "")
          .optional(
              "prometheus",
              Forms.TEXT,
              "your own PromQL query, with one number as its result",
              "may have `${namespace}`, `${app}`, `${deployment}`, `${version}` and, as a regular"
                  + " expression, `${pods}` in quotes, and `${window}` as a duration",
              "")
          .optional(
              "samples",
              Forms.TEXT,
              "a query that counts the samples behind the result of `prometheus`, such as requests",
              "with the same placeholders, and `${pods}`, `${deployment}` or `${version}` among"
                  + " them",
              "none: any number gives a verdict")
          .optional(
              "httpGet",
              HTTP_METRIC,
              "requests that Sluice sends to pods, even before they have traffic",
              "")
          .optional(
              "job",
              Words.of("smokeTest"),
              "whether the Job of `smokeTest.job` succeeds; it runs again for each measurement",
              "")
          .optional(
              "max",
              Forms.LEVEL,
              "the highest value",
              "a percentage such as `1%`, a time such as `200ms`, or a number in quotes",
              "none")
          .optional("min", Forms.LEVEL, "the lowest value", "the same", "none")
          .optional(
              "maxRelative",
              Forms.LEVEL,
              "the highest value, in percent of the baseline's; with `max`, it counts only if the"
                  + " baseline's value is not zero",
              "such as `150%`",
              "none")
          .optional(
              "minSamples",
              new Whole(1, 1000000),
              "the number of requests in the window, or of what `samples` counts, that a verdict"
                  + " requires of each color or track that is measured",
              "for `errorRate`, `p95Latency` and `samples`",
              Query.DEFAULT_MIN_SAMPLES)
          .optional(
              "window",
              durationThat("duration, 1s to `interval`"),
              "the time span of the query; at least twice `cluster.prometheus.scrapeInterval`",
              "`interval`")
          .optional("dryRun", new Flag(), "measured and shown, but never decides", "`false`")
          .one("errorRate", "p95Latency", "saturation", "prometheus", "httpGet", "job")
          .choice(Count.AT_LEAST_ONE, "max", "min", "maxRelative", "httpGet", "job")
          .choice(Count.AT_MOST_ONE, "job", "max")
          .choice(Count.AT_MOST_ONE, "job", "min")
          .choice(Count.AT_MOST_ONE, "job", "maxRelative")
          .choice(Count.AT_MOST_ONE, "job", "minSamples")
          .choice(Count.AT_MOST_ONE, "job", "window")
          .choice(Count.AT_MOST_ONE, "httpGet", "max")
          .choice(Count.AT_MOST_ONE, "httpGet", "min")
          .choice(Count.AT_MOST_ONE, "httpGet", "maxRelative")
          .choice(Count.AT_MOST_ONE, "httpGet", "minSamples")
          .choice(Count.AT_MOST_ONE, "httpGet", "window")
          .choice(Count.AT_MOST_ONE, "saturation", "minSamples")
          .choice(Count.AT_MOST_ONE, "errorRate", "samples")
          .choice(Count.AT_MOST_ONE, "p95Latency", "samples")
          .choice(Count.AT_MOST_ONE, "saturation", "samples")
          .choice(Count.AT_MOST_ONE, "httpGet", "samples")
          .choice(Count.AT_MOST_ONE, "job", "samples")
          .mapping();

  private static final Mapping ANALYSIS =
      Keys.builder()
          .optional(
              "steps",
              new Items(new Whole(1, 99), 1),
              "the weights of the new version, in ascending order; after the last one it takes all"
                  + " traffic",
              "not for a `blueGreen` without a router; for a `canary` without one, weights that"
                  + " `replicas` make exactly",
              "5, 10, 25, 50, 75")
          .optional(
              "interval",
              duration("5s", "1h"),
              "the minimum duration of a step, and the time between two measurements",
              Durations.text(Analysis.DEFAULT_INTERVAL))
          .optional(
              "bake",
              duration("0s", "1h"),
              "how long the old version waits and the new one is measured after all traffic has"
                  + " moved",
              Durations.text(Analysis.DEFAULT_BAKE))
          .optional(
              "failureLimit",
              new Whole(0, 100),
              "how many measurements of a metric may break a threshold before the release is rolled"
                  + " back",
              Analysis.Limits.DEFAULT.failure())
          .optional(
              "inconclusiveLimit",
              new Whole(0, 100),
              "how many measurements may be inconclusive: no data, not a number, or too few"
                  + " samples",
              Analysis.Limits.DEFAULT.inconclusive())
          .optional(
              "errorLimit",
              new Whole(0, 100),
              "how many consecutive measurements may be impossible, as when Prometheus does not"
                  + " answer",
              Analysis.Limits.DEFAULT.error())
          .optional(
              "onErrorLimit",
              Words.of("rollBack", "hold"),
              "what happens if there are more: the release is rolled back, or the weight stays"
                  + " until somebody resumes the release or rolls it back",
              code(Analysis.Limits.DEFAULT.onError()))
          .required(
              "metrics",
              new Named("metric", Forms.NAME, METRIC),
              "what is measured, by name",
              "at least one")
          .mapping();

  /** The keys of an app, except those for one color or track. */
  private static final Keys WITHOUT_SIDES = withoutSides().build();

  /** The keys that a color or a track may override; both share all others. */
  private static final Mapping SIDE =
      new Mapping(
          WITHOUT_SIDES.overlay(
              "command",
              "args",
              "env",
              "config",
              "secrets",
              "writablePaths",
              "resources",
              "probes",
              "replicas",
              "autoscaling",
              "maxUnavailable"));

  public static final Mapping APP =
      withoutSides()
          .of(BLUE_GREEN)
          .optional(
              "colors", sides("blue", "green"), "the differences between the colors", "nothing")
          .of(CANARY)
          .optional(
              "tracks", sides("stable", "canary"), "the differences between the tracks", "nothing")
          .mapping();

  private static final Keys OF_BLUE_GREEN = APP.keys().of(BLUE_GREEN);
  private static final Keys OF_CANARY = APP.keys().of(CANARY);
  private static final Keys OF_AUTOSCALED = APP.keys().of(AUTOSCALED);

  private AppKeys() {}

  public static Keys of(Strategy strategy) {
    return switch (strategy) {
      case BLUE_GREEN -> OF_BLUE_GREEN;
      case CANARY -> OF_CANARY;
      case AUTOSCALED -> OF_AUTOSCALED;
    };
  }

  /** Returns whether these are the keys of a color or track, which override those of its app. */
  static boolean areOfSide(Keys keys) {
    return keys == SIDE.keys();
  }

  private static Mapping sides(String first, String second) {
    return Keys.builder()
        .optional(first, SIDE, "the keys that override those of the app", "nothing")
        .optional(second, SIDE, "the keys that override those of the app", "nothing")
        .mapping();
  }

  private static Keys.Builder peer() {
    return Keys.builder()
        .optional(
            "app",
            Forms.NAME,
            "the pods of an app, in all its colors or tracks",
            "if the environment creates the namespace, it must have that app there",
            "")
        .optional(
            "namespace",
            Forms.NAME,
            "the namespace of the app; without `app`, all pods of the namespace",
            "with `app`: the namespace of the app that has this key")
        .optional(
            "cidr",
            Forms.CIDR,
            "a block of addresses",
            "for egress not in 169.254.0.0/16, where a cloud's metadata service is",
            "")
        .choice(Count.AT_LEAST_ONE, "app", "namespace", "cidr")
        .choice(Count.AT_MOST_ONE, "app", "cidr")
        .choice(Count.AT_MOST_ONE, "namespace", "cidr");
  }

  private static Mapping family(String standard, String meaning) {
    return Keys.builder().optional("metric", Forms.METRIC_NAME, meaning, code(standard)).mapping();
  }

  private static String code(Object word) {
    return "`" + word + "`";
  }

  private static Keys.Builder withoutSides() {
    return Keys.builder()
        .required(
            "strategy",
            Words.of("blueGreen", "canary", "autoscaled"),
            "how the app is released",
            "in the base only")
        .required(
            "namespace", Forms.NAME, "the namespace of the app", "declared under `namespaces`")
        .required("image", Forms.REPOSITORY, "the repository of its images, without tag or digest")
        .optional(
            "command",
            new Items(Forms.TEXT, 0),
            "what the container runs instead of its image's entrypoint",
            "the image's")
        .optional("args", new Items(Forms.TEXT, 0), "the arguments", "the image's")
        .required(
            "ports",
            new Named("port", Forms.PORT_KEY, PORT),
            "the ports, by name; the first is what a router sends requests to",
            "at least one; names of 1 to 15 lower-case letters, digits and single `-`")
        .required("probes", PROBES, "how the kubelet checks the container")
        .optional(
            "metrics",
            METRICS,
            "the endpoint of the metrics for Prometheus; annotates the pods",
            "none")
        .required("resources", RESOURCES, "requests and limits of the container")
        .optional("env", ENV, "environment variables, by name", "none")
        .optional(
            "config",
            new Named("file", Forms.DATA_KEY, Forms.TEXT),
            "files of a ConfigMap, by name; new content gives the ConfigMap a new name, so pods are"
                + " replaced, including those of the active color: to release it with a version,"
                + " set it for the idle color under `colors`",
            "at most 1 MiB in total",
            "none")
        .optional(
            "configPath", Forms.PATH, "the folder in which `config` is mounted", "`/etc/config`")
        .optional(
            "secrets",
            new Named("secret", Forms.OBJECT_NAME, Forms.PATH),
            "the folders in which Secrets are mounted, by the name of the Secret",
            "none")
        .optional(
            "writablePaths",
            new Named("path", Forms.PATH, QUANTITY),
            "the sizes of writable folders, by path; they are empty when a pod starts",
            "above zero; together at most `resources.limits.ephemeral-storage`",
            "none")
        .optional(
            "permissions",
            new Items(PERMISSION, 0),
            "permissions on the Kubernetes API in its namespace, each item a rule of its Role; also"
                + " gives it a token, and network access to the API",
            "nothing, no token")
        .optional(
            "ingress",
            new Items(INGRESS, 0),
            "who may reach its ports; routers always may",
            "the pods of its namespace and, with `services.type: LoadBalancer`, everyone else")
        .optional(
            "egress",
            new Items(EGRESS, 0),
            "what the app may connect to, in addition to DNS",
            "nothing")
        .optional(
            "updateStrategy",
            UPDATE_STRATEGY,
            "how a Deployment replaces its pods; capacity never falls below the desired number",
            "the defaults below")
        .optional(
            "shutdown", SHUTDOWN, "how a pod ends without losing a request", "the defaults below")
        .optional(
            "maxUnavailable",
            new Whole(1, Integer.MAX_VALUE),
            "how many pods of a Deployment a node drain may remove at once",
            "below the fewest replicas",
            "1")
        .optional(
            "runAsUser", new Whole(10001, 65535), "the user and group of the processes", "10001")
        .optional(
            "priorityClass",
            Forms.OBJECT_NAME,
            "a PriorityClass of the cluster instead of `cluster.priorityClass`",
            "`cluster.priorityClass`")
        .optional(
            "verticalPodAutoscaler",
            Words.of("recommend"),
            "a VerticalPodAutoscaler that recommends requests and changes nothing",
            "none")
        .optional(
            "labels",
            new Named("key", Forms.TEXT, Forms.LABEL_VALUE),
            "labels of all its objects, never in a selector",
            "keys without the prefixes of Kubernetes, Pulumi, Sluice, Prometheus, kube-score and"
                + " Polaris, and none that make load balancers bypass a Service",
            "none")
        .optional(
            "annotations",
            new Named("key", Forms.TEXT, Forms.TEXT),
            "annotations of all its objects",
            "the same keys; at most 256 KiB in total",
            "none")
        .optional(
            "exemptions",
            CommonKeys.EXEMPTIONS,
            "reasons for exemptions, by check",
            "the environment's")
        .of(BLUE_GREEN, CANARY)
        .optional(
            "replicas",
            new Whole(2, 1000),
            "a fixed number of pods for each color or track; for a `canary` without a router, the"
                + " total of both",
            "")
        .of(BLUE_GREEN, CANARY, AUTOSCALED)
        .optional(
            "autoscaling",
            AUTOSCALING,
            "a HorizontalPodAutoscaler for each color or track; not for a `canary` without a"
                + " router",
            "")
        .one("replicas", "autoscaling")
        .optional(
            "services",
            SERVICES,
            "the names and the exposure of its Services",
            "the defaults below")
        .of(BLUE_GREEN, CANARY)
        .optional("router", ROUTER, "splits the traffic by weight", "none")
        .optional(
            "smokeTest",
            SMOKE_TEST,
            "the test that a color or track must pass before `pulumi up` moves traffic to it; for a"
                + " `canary` only with a router",
            "none")
        .optional(
            "analysis",
            ANALYSIS,
            "the steps in which `./sluice run` moves traffic to a new version, and what it measures"
                + " in the meantime; creates no object",
            "none");
  }
}
