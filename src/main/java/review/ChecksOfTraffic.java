package review;

import charts.Labels;
import charts.Manifest;
import charts.RouteKind;
import environments.values.Kinds;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks who can reach whom, and that every name that requests are sent to leads to a pod. */
final class ChecksOfTraffic {
  static final List<Rule> RULES =
      List.of(
          new Rule(
              new Check(
                  "namespace-declared",
                  "An object names its namespace, which the environment declares; never `default`"
                      + " or `kube-...`.",
                  "Without one, it goes to whichever namespace kubectl currently uses, outside of"
                      + " the environment's quotas and Pod Security.",
                  Source.of("Trivy KSV-0037, KSV-0110; Checkov CKV_K8S_21"),
                  "Set `metadata.namespace` to a namespace listed under `namespaces`, or add it"
                      + " there."),
              ChecksOfTraffic::namespaces),
          new Rule(
              new Check(
                  "networkpolicy-present",
                  "Each Deployment, StatefulSet and DaemonSet is selected by a NetworkPolicy that"
                      + " names who may reach which of its ports and what it may call, including"
                      + " DNS.",
                  "Without a policy, every pod of the cluster reaches every other.",
                  Source.kubernetes(
                      "Network Policies", "concepts/services-networking/network-policies/"),
                  "Add a NetworkPolicy with both `policyTypes` that selects the pods by one label;"
                      + " an app has the keys `ingress` and `egress`."),
              ChecksOfTraffic::networkPolicies),
          new Rule(
              new Check(
                  "service-type",
                  "A Service has the type `ClusterIP` or `LoadBalancer`, without node ports or"
                      + " external addresses.",
                  "A NodePort opens a port on every node, and an external address can hijack"
                      + " traffic of others.",
                  Source.of("kube-score service-type; Trivy KSV-0108"),
                  "Set `type: ClusterIP`; to expose an app, use `services.type: LoadBalancer` or a"
                      + " `router`."),
              ChecksOfTraffic::serviceTypes),
          new Rule(
              new Check(
                  "ingress-tls",
                  "An Ingress names a certificate and Services of the environment, and has no"
                      + " annotation with a configuration snippet.",
                  "Without TLS, requests can be read on the way; a snippet can read the"
                      + " controller's own secrets.",
                  Source.kubernetes("Ingress", "concepts/services-networking/ingress/#tls"),
                  "Set `spec.tls`, or use an HTTPRoute: its Gateway has the certificate."),
              ChecksOfTraffic::ingressTls),
          new Rule(
              new Check(
                  "service-targets-pod",
                  "Each Service leads to declared ports of the pods of one Deployment, StatefulSet"
                      + " or DaemonSet, and each route to Services of the environment.",
                  "A Service that selects no pods, or a port that no pod listens on, is only"
                      + " discovered by the first request.",
                  Source.of(
                      "kube-score service-targets-pod; kube-linter dangling-service,"
                          + " invalid-target-ports"),
                  "Correct the selector, the port or the name."),
              ChecksOfTraffic::servicesTargetPods),
          new Rule(
              new Check(
                  "readiness-gates",
                  "Pods whose addresses are targets of a load balancer have its readiness gate, and"
                      + " no Service that switches between colors has such targets.",
                  "The load balancer learns of pods late: a rolling update is faster than it, and a"
                      + " switch changes all of its targets at once.",
                  Source.kubernetes(
                      "Pod readiness", "concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate"),
                  "Remove the annotation, so that the load balancer sends requests to nodes, or add"
                      + " the gate to `spec.readinessGates` of the pods."),
              ChecksOfTraffic::readinessGates),
          new Rule(
              new Check(
                  "route-scope",
                  "A route names its hosts, and all of its rules the same paths.",
                  "On a shared Gateway, a route without hosts, or a rule without a path, takes"
                      + " requests that are meant for others.",
                  Source.of("Gateway API, Istio"),
                  "Set `hostnames`, or `hosts`, and the `path` of each match; an app has the keys"
                      + " `router.httpRoute.hostnames` and `pathPrefix`."),
              ChecksOfTraffic::routeScopes),
          new Rule(
              new Check(
                  "scrape-port",
                  "The port in `prometheus.io/port` is one that a container declares.",
                  "Otherwise Prometheus scrapes a port that no pod listens on, and nobody notices"
                      + " until the metrics are needed.",
                  Source.of("Prometheus"),
                  "Correct the annotation; an app has the key `metrics`."),
              ChecksOfTraffic::scrapedPorts));

  private static final Set<String> DNS = Set.of("UDP 53", "TCP 53");

  /** By the rules of Kubernetes; a policy may name a port of the pods that it applies to. */
  private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*");

  private static final Set<String> API_SERVER = Set.of("TCP 443", "TCP 6443");

  /**
   * Annotations, with their values, that make a load balancer send requests to pods instead of
   * nodes.
   */
  private static final List<LabelEntry> POD_TARGETS =
      List.of(
          new LabelEntry("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip"),
          new LabelEntry("service.beta.kubernetes.io/aws-load-balancer-type", "nlb-ip"),
          new LabelEntry("alb.ingress.kubernetes.io/target-type", "ip"),
          new LabelEntry("cloud.google.com/neg", ""));

  private ChecksOfTraffic() {}

  /**
   * For kinds of other projects it is unknown whether they need a namespace, so they may omit it.
   */
  static Stream<FieldViolation> namespaces(ManifestIndex objects) {
    var declared =
        objects.ofKind("Namespace").map(namespace -> namespace.manifest().name()).toList();
    return objects
        .all()
        .map(object -> object.at("metadata", "namespace"))
        .filter(namespace -> namespace.isPresent() || isNamespaced(namespace.manifest()))
        .flatMap(
            namespace ->
                namespace.must(
                    declared.contains(namespace.text()),
                    "Must be a namespace of the environment, " + declared));
  }

  private static boolean isNamespaced(Manifest manifest) {
    return Kinds.isNamespaced(manifest.apiVersion(), manifest.kind());
  }

  static Stream<FieldViolation> networkPolicies(ManifestIndex objects) {
    return Stream.concat(
        objects.workloads().flatMap(workload -> hasPolicy(objects, workload)),
        policies(objects).flatMap(policy -> policy(objects, policy)));
  }

  private static Stream<FieldViolation> hasPolicy(ManifestIndex objects, Field workload) {
    return workload
        .at("spec", "template", "metadata", "labels")
        .must(
            policies(objects).anyMatch(policy -> selected(objects, policy).contains(workload)),
            "Must be selected by a NetworkPolicy");
  }

  private static Stream<Field> policies(ManifestIndex objects) {
    return objects.ofKind("NetworkPolicy").filter(policy -> !isDenial(policy));
  }

  /** The deny-all policy of a namespace, to which the policies of its apps add. */
  private static boolean isDenial(Field policy) {
    return policy.at("spec", "podSelector").isPresent()
        && policy.at("spec", "podSelector").entries().isEmpty()
        && Stream.of("ingress", "egress")
            .allMatch(direction -> policy.at("spec", direction).items().isEmpty());
  }

  private static Stream<FieldViolation> policy(ManifestIndex objects, Field policy) {
    var selector = policy.at("spec", "podSelector");
    return Stream.of(
            selector.must(
                Selector.of(selector).size() == 1 && selected(objects, policy).size() == 1,
                "Must select the pods of one Deployment, StatefulSet, DaemonSet or Job by one"
                    + " label"),
            policyTypes(policy),
            ingress(objects, policy),
            egress(objects, policy))
        .flatMap(findings -> findings);
  }

  /** Without policy types, they follow from the rules: every policy applies to ingress. */
  private static Stream<FieldViolation> policyTypes(Field policy) {
    var types = policy.at("spec", "policyTypes");
    var named = types.items().stream().map(Field::text).collect(Collectors.toSet());
    return types.must(
        types.isPresent()
            ? named.equals(Set.of("Ingress", "Egress"))
            : policy.at("spec", "egress").isPresent(),
        "Must be `Ingress` and `Egress`");
  }

  private static List<Field> selected(ManifestIndex objects, Field policy) {
    return objects.workloadsAndJobsOf(policy.at("spec", "podSelector"));
  }

  /** A rule without {@code from} admits everyone, one without {@code ports} every port. */
  private static Stream<FieldViolation> ingress(ManifestIndex objects, Field policy) {
    var rules = policy.at("spec", "ingress").items();
    var ports = portsOf(objects, policy);
    var declared = ports.stream().map(ChecksOfTraffic::declared).collect(toSortedSet());
    var admitted =
        rules.stream()
            .flatMap(rule -> rule.at("ports").items().stream())
            .map(port -> admitted(ports, port))
            .collect(toSortedSet());
    return Stream.of(
            policy
                .at("spec", "ingress")
                .must(
                    admitted.equals(declared), "Must admit to the ports of the pods, " + declared),
            rules.stream()
                .flatMap(rule -> Stream.of(rule.at("from"), rule.at("ports")))
                .flatMap(list -> list.must(!list.items().isEmpty(), "Must name at least one peer")),
            rules.stream()
                .flatMap(rule -> rule.at("from").items().stream())
                .flatMap(ChecksOfTraffic::peer))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> egress(ManifestIndex objects, Field policy) {
    var rules = policy.at("spec", "egress");
    var anywhere = anywhere(objects, policy);
    return Stream.of(
            rules.must(
                rules.items().stream().anyMatch(ChecksOfTraffic::isDns),
                "Must allow DNS, on port 53 of UDP and TCP"),
            rules.items().stream()
                .filter(rule -> rule.at("to").items().isEmpty())
                .flatMap(rule -> isOneOf(anywhere, rule)),
            rules.items().stream()
                .flatMap(rule -> rule.at("ports").items().stream())
                .flatMap(ChecksOfTraffic::port),
            rules.items().stream()
                .flatMap(rule -> rule.at("to").items().stream())
                .flatMap(ChecksOfTraffic::peer))
        .flatMap(findings -> findings);
  }

  private static boolean isDns(Field rule) {
    return ports(rule).collect(Collectors.toSet()).equals(DNS);
  }

  /**
   * A policy cannot know the addresses of the node's DNS and of the API server. Only pods that use
   * the node's DNS, or have a token, need them.
   */
  private static Set<String> anywhere(ManifestIndex objects, Field policy) {
    var ports = new TreeSet<String>();
    selected(objects, policy).stream()
        .map(workload -> workload.at("spec", "template", "spec"))
        .forEach(
            pod -> {
              ports.addAll(pod.at("dnsPolicy").is("Default") ? DNS : Set.of());
              ports.addAll(ChecksOfPods.hasToken(pod) ? API_SERVER : Set.of());
            });
    return ports;
  }

  private static Stream<FieldViolation> isOneOf(Set<String> anywhere, Field rule) {
    var ports = ports(rule).collect(Collectors.toSet());
    return rule.must(
        !ports.isEmpty() && anywhere.containsAll(ports),
        "Must name its targets" + (anywhere.isEmpty() ? "" : ", or be one of " + anywhere));
  }

  private static Stream<FieldViolation> port(Field port) {
    int number = port.at("port").number();
    boolean isName = PORT_NAME.matcher(port.at("port").text()).matches();
    return port.must(
        (isName || (number >= 1 && number <= 65535))
            && Set.of("TCP", "UDP").contains(protocol(port)),
        "Must be a port of TCP or UDP");
  }

  /** An empty selector would admit everyone. */
  private static Stream<FieldViolation> peer(Field peer) {
    var selectors = List.of(peer.at("namespaceSelector"), peer.at("podSelector"));
    var block = peer.at("ipBlock");
    return Stream.of(
            peer.must(!peer.entries().isEmpty(), "Must select at least one peer"),
            selectors.stream()
                .filter(Field::isPresent)
                .flatMap(
                    selector ->
                        selector.must(Selector.of(selector).size() > 0, "Must contain a label")),
            Stream.of(block)
                .filter(Field::isPresent)
                .map(ip -> ip.at("cidr"))
                .flatMap(
                    cidr ->
                        cidr.must(
                            cidr.text().matches("[0-9a-f.:]+/[0-9]+"),
                            "Must be a block of addresses")))
        .flatMap(findings -> findings);
  }

  private static List<Field> portsOf(ManifestIndex objects, Field policy) {
    return selected(objects, policy).stream()
        .flatMap(deployment -> ManifestIndex.containers(deployment.at("spec", "template", "spec")))
        .flatMap(container -> container.at("ports").items().stream())
        .toList();
  }

  /** Returns the port of a container, such as {@code TCP 8080}. */
  private static String declared(Field port) {
    return protocol(port) + " " + port.at("containerPort").number();
  }

  /**
   * Returns the port of a policy, which may be given by a name from the pods that it applies to.
   */
  private static String admitted(List<Field> declared, Field port) {
    return declared.stream()
        .filter(each -> protocol(each).equals(protocol(port)))
        .filter(each -> port.at("port").is(each.at("name").text()))
        .map(ChecksOfTraffic::declared)
        .findFirst()
        .orElseGet(() -> asked(port));
  }

  /** Returns the ports of a policy's rule, such as {@code TCP 8080}. */
  private static Stream<String> ports(Field rule) {
    return rule.at("ports").items().stream().map(ChecksOfTraffic::asked);
  }

  private static String asked(Field port) {
    return protocol(port) + " " + port.at("port").text();
  }

  private static Collector<String, ?, Set<String>> toSortedSet() {
    return Collectors.toCollection(TreeSet::new);
  }

  /** A NodePort opens every node, and external addresses can hijack traffic. */
  static Stream<FieldViolation> serviceTypes(ManifestIndex objects) {
    return objects
        .ofKind("Service")
        .map(service -> service.at("spec"))
        .flatMap(
            spec ->
                Stream.of(
                        spec.at("type")
                            .must(
                                Set.of("", "ClusterIP", "LoadBalancer")
                                    .contains(spec.at("type").text()),
                                "Must be `ClusterIP` or `LoadBalancer`"),
                        spec.at("externalIPs").mustBeAbsent(),
                        spec.at("ports").items().stream()
                            .flatMap(port -> port.at("nodePort").mustBeAbsent()))
                    .flatMap(findings -> findings));
  }

  static Stream<FieldViolation> ingressTls(ManifestIndex objects) {
    return objects
        .ofKind("Ingress")
        .flatMap(
            ingress ->
                Stream.of(
                        tls(ingress.at("spec", "tls")),
                        snippets(ingress.at("metadata", "annotations")),
                        backends(ingress)
                            .map(backend -> backend.at("service", "name"))
                            .flatMap(name -> isServiceOfNamespace(objects, ingress, name)))
                    .flatMap(findings -> findings));
  }

  private static Stream<FieldViolation> tls(Field tls) {
    return tls.must(!tls.items().isEmpty(), "Must name a certificate");
  }

  /** A snippet is configuration of the controller, which serves other tenants as well. */
  private static Stream<FieldViolation> snippets(Field annotations) {
    return annotations.entries().entrySet().stream()
        .filter(annotation -> annotation.getKey().endsWith("-snippet"))
        .flatMap(annotation -> annotation.getValue().mustBeAbsent());
  }

  private static Stream<Field> backends(Field ingress) {
    return Stream.concat(
        Stream.of(ingress.at("spec", "defaultBackend")).filter(Field::isPresent),
        ingress.at("spec", "rules").items().stream()
            .flatMap(rule -> rule.at("http", "paths").items().stream())
            .map(path -> path.at("backend")));
  }

  private static Stream<FieldViolation> isServiceOfNamespace(
      ManifestIndex objects, Field from, Field name) {
    return name.must(
        objects.inNamespaceOf(from, "Service", name.text()).count() == 1,
        "Must be a Service of the environment");
  }

  static Stream<FieldViolation> servicesTargetPods(ManifestIndex objects) {
    var parents =
        objects
            .ofKind("HTTPRoute")
            .map(route -> route.at("spec", "parentRefs"))
            .flatMap(
                gateways ->
                    gateways.must(
                        gateways.items().stream()
                            .anyMatch(gateway -> !gateway.at("name").text().isEmpty()),
                        "Must name a Gateway"));
    return Stream.of(
            parents,
            objects.ofKind("Service").flatMap(service -> targetsPods(objects, service)),
            objects.ofKind(RouteKind.names()).flatMap(route -> targetsServices(objects, route)))
        .flatMap(findings -> findings);
  }

  private static Stream<FieldViolation> targetsPods(ManifestIndex objects, Field service) {
    var selector = service.at("spec", "selector");
    var ports = service.at("spec", "ports");
    var deployments = deploymentsBehind(objects, service);
    var jobs =
        selector.entries().isEmpty()
            ? List.<Field>of()
            : objects.jobsWith(service, selector.texts());
    return Stream.of(
            selector.must(
                !selector.entries().isEmpty() && !deployments.isEmpty(),
                "Must select the pods of a Deployment, StatefulSet or DaemonSet"),
            selector.must(
                deployments.size() < 2 || isShared(objects, deployments),
                "Must not mix the pods of several Deployments, "
                    + ManifestIndex.names(deployments)),
            selector.must(
                jobs.isEmpty(), "Must not select the pods of Jobs, " + ManifestIndex.names(jobs)),
            ports.must(!ports.items().isEmpty(), "Must offer a port"),
            ports.items().stream().flatMap(port -> offered(deployments, port)))
        .flatMap(findings -> findings);
  }

  /**
   * One Service of an app may select all of its tracks if nothing else splits the traffic, but
   * never colors.
   */
  private static boolean isShared(ManifestIndex objects, List<Field> deployments) {
    var first = ManifestIndex.labelsOfPods(deployments.get(0)).getOrDefault(Labels.NAME, "");
    return deployments.stream()
            .map(ManifestIndex::labelsOfPods)
            .allMatch(
                labels ->
                    first.equals(labels.get(Labels.NAME)) && !labels.containsKey(Labels.COLOR))
        && objects
                .ofKind("Service")
                .filter(other -> deploymentsBehind(objects, other).equals(deployments))
                .count()
            == 1;
  }

  private static List<Field> deploymentsBehind(ManifestIndex objects, Field service) {
    return objects.workloadsWith(service, service.at("spec", "selector").texts());
  }

  private static Stream<FieldViolation> offered(List<Field> deployments, Field port) {
    return Stream.of(
            port.at("name").must(isNamed(port), "Must be given if there are several ports"),
            port.at("port")
                .must(
                    port.at("port").number() >= 1 && port.at("port").number() <= 65535,
                    "Must be between 1 and 65535"),
            port.must(
                deployments.stream().allMatch(deployment -> declares(deployment, port)),
                "Must match a port and a protocol that the containers declare"))
        .flatMap(findings -> findings);
  }

  private static boolean isNamed(Field port) {
    var ports = Field.of(port.manifest()).at("spec", "ports").items();
    return ports.size() == 1 || !port.at("name").text().isEmpty();
  }

  /** Without a target, it is the same port. */
  private static boolean declares(Field deployment, Field port) {
    var target = port.at("targetPort").isPresent() ? port.at("targetPort") : port.at("port");
    return ManifestIndex.containers(deployment.at("spec", "template", "spec"))
        .flatMap(container -> container.at("ports").items().stream())
        .filter(declared -> protocol(declared).equals(protocol(port)))
        .anyMatch(
            declared ->
                target.is(declared.at("name").text())
                    || target.is(declared.at("containerPort").number()));
  }

  private static String protocol(Field port) {
    return port.at("protocol").value().orElse("TCP").toString();
  }

  private static Stream<FieldViolation> targetsServices(ManifestIndex objects, Field route) {
    return ChecksOfReleases.destinations(route)
        .flatMap(
            destination ->
                destination.must(
                    offers(objects, route, destination),
                    "Must be a Service of the environment, of one Deployment, and its port"));
  }

  /** A route splits traffic between Deployments, so each of its Services must lead to one. */
  private static boolean offers(ManifestIndex objects, Field route, Field destination) {
    var name = ChecksOfReleases.serviceOf(destination, route.manifest().namespace());
    var port = ChecksOfReleases.portOf(destination);
    return objects
        .inNamespaceOf(route, "Service", name)
        .filter(service -> deploymentsBehind(objects, service).size() == 1)
        .flatMap(service -> service.at("spec", "ports").items().stream())
        .anyMatch(offered -> offered.at("port").is(port));
  }

  static Stream<FieldViolation> routeScopes(ManifestIndex objects) {
    var hosts =
        Stream.of(RouteKind.values())
            .flatMap(
                kind ->
                    objects.ofKind(kind.toString()).map(route -> route.at("spec", kind.hosts())))
            .flatMap(names -> names.must(!names.items().isEmpty(), "Must name a host"));
    return Stream.concat(hosts, objects.ofKind("HTTPRoute").flatMap(ChecksOfTraffic::pathsOfRules));
  }

  private static Stream<FieldViolation> pathsOfRules(Field route) {
    var matches =
        route.at("spec", "rules").items().stream().map(rule -> rule.at("matches")).toList();
    var all = matches.stream().map(ChecksOfTraffic::pathsOf).toList();
    return Stream.concat(
        matches.stream().flatMap(ChecksOfTraffic::paths),
        matches.stream()
            .skip(1)
            .flatMap(
                other ->
                    other.must(
                        pathsOf(other).equals(all.get(0)),
                        "Must have the paths of the first rule")));
  }

  private static Set<Object> pathsOf(Field matches) {
    return matches.items().stream()
        .map(match -> (Object) match.at("path").texts())
        .collect(Collectors.toSet());
  }

  private static Stream<FieldViolation> paths(Field matches) {
    return Stream.concat(
        matches.must(!matches.items().isEmpty(), "Must name a path"),
        matches.items().stream().map(match -> match.at("path")).flatMap(ChecksOfTraffic::path));
  }

  private static Stream<FieldViolation> path(Field path) {
    return Stream.concat(
        path.at("type")
            .must(
                Set.of("PathPrefix", "Exact", "RegularExpression").contains(path.at("type").text()),
                "Must be `PathPrefix`, `Exact` or `RegularExpression`"),
        path.at("value").must(path.at("value").text().startsWith("/"), "Must begin with `/`"));
  }

  static Stream<FieldViolation> scrapedPorts(ManifestIndex objects) {
    return objects
        .templates()
        .flatMap(
            template -> {
              var annotations = template.at("metadata", "annotations");
              var port = annotations.at("prometheus.io/port");
              return Stream.concat(
                  Stream.of(port)
                      .filter(Field::isPresent)
                      .flatMap(
                          asked ->
                              asked.must(
                                  isContainerPort(template, asked), "Must be a declared port")),
                  Stream.of("prometheus.io/path", "prometheus.io/scrape")
                      .map(annotations::at)
                      .filter(Field::isPresent)
                      .flatMap(
                          other ->
                              port.must(port.isPresent(), "Must be given if there are others")));
            });
  }

  private static boolean isContainerPort(Field template, Field asked) {
    return ManifestIndex.containers(template.at("spec"))
        .flatMap(container -> container.at("ports").items().stream())
        .anyMatch(port -> asked.is(port.at("containerPort").text()));
  }

  /**
   * A load balancer that sends requests directly to pods learns of new pods late: without a
   * readiness gate, a rolling update is faster than it, and a selector that switches to another
   * color changes all of its targets at once.
   */
  static Stream<FieldViolation> readinessGates(ManifestIndex objects) {
    return objects
        .ofKind("Service")
        .flatMap(
            service ->
                POD_TARGETS.stream()
                    .map(entry -> service.at("metadata", "annotations", entry.key))
                    .filter(Field::isPresent)
                    .filter(ChecksOfTraffic::targetsPodAddresses)
                    .flatMap(annotation -> gated(objects, service, annotation)));
  }

  private static boolean targetsPodAddresses(Field annotation) {
    return POD_TARGETS.stream()
        .filter(entry -> annotation.path().endsWith(entry.key))
        .anyMatch(entry -> entry.value.isEmpty() || annotation.is(entry.value));
  }

  private static Stream<FieldViolation> gated(
      ManifestIndex objects, Field service, Field annotation) {
    var selector = service.at("spec", "selector").texts();
    var ungated =
        objects.workloadsWith(service, selector).stream()
            .map(deployment -> deployment.at("spec", "template", "spec", "readinessGates"))
            .flatMap(
                gates ->
                    gates.must(!gates.items().isEmpty(), "Must contain the load balancer's gate"));
    return Stream.concat(
        ungated,
        annotation.must(
            !selector.containsKey(Labels.COLOR),
            "Must not send requests directly to pods, because the selector of this Service"
                + " changes"));
  }

  private record LabelEntry(String key, String value) {}
}
