package charts;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may reach whom, and that every name that requests are sent to leads to a pod. */
final class ChecksOfTraffic {
  private static final Set<String> ANYWHERE =
      new TreeSet<>(Set.of("UDP 53", "TCP 53", "TCP 443", "TCP 6443"));
  private static final String NAME = "app.kubernetes.io/name";
  private static final String COLOR = "sluice.dev/color";

  /**
   * Annotations, with their values, by which a load balancer sends requests to pods instead of
   * nodes.
   */
  private static final List<Entry> POD_TARGETS =
      List.of(
          new Entry("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type", "ip"),
          new Entry("service.beta.kubernetes.io/aws-load-balancer-type", "nlb-ip"),
          new Entry("alb.ingress.kubernetes.io/target-type", "ip"),
          new Entry("cloud.google.com/neg", ""));

  private ChecksOfTraffic() {}

  static Stream<Finding> networkPolicies(Objects objects) {
    return Stream.concat(
        objects.deployments().flatMap(deployment -> hasOnePolicy(objects, deployment)),
        objects.ofKind("NetworkPolicy").flatMap(policy -> policy(objects, policy)));
  }

  private static Stream<Finding> hasOnePolicy(Objects objects, Field deployment) {
    long policies =
        objects
            .ofKind("NetworkPolicy")
            .filter(policy -> selected(objects, policy).contains(deployment))
            .count();
    return deployment
        .at("spec", "template", "metadata", "labels")
        .must(policies == 1, "Must be selected by one NetworkPolicy, not " + policies);
  }

  private static Stream<Finding> policy(Objects objects, Field policy) {
    var selector = policy.at("spec", "podSelector", "matchLabels");
    return Stream.of(
            selector.must(
                selector.entries().size() == 1 && selected(objects, policy).size() == 1,
                "Must select one Deployment by one label"),
            policy.at("spec", "policyTypes").mustBe(List.of("Ingress", "Egress")),
            ingress(objects, policy),
            egress(policy.at("spec", "egress")))
        .flatMap(findings -> findings);
  }

  private static List<Field> selected(Objects objects, Field policy) {
    return objects.deploymentsWith(policy, policy.at("spec", "podSelector", "matchLabels").texts());
  }

  /** A rule without {@code from} lets everybody in, one without {@code ports} to every port. */
  private static Stream<Finding> ingress(Objects objects, Field policy) {
    var rules = policy.at("spec", "ingress").items();
    var declared = portsOf(objects, policy);
    var admitted = rules.stream().flatMap(rule -> ports(rule)).collect(Collectors.toSet());
    return Stream.of(
            policy
                .at("spec", "ingress")
                .must(
                    admitted.equals(declared), "Must admit to the ports of the pods, " + declared),
            rules.stream()
                .flatMap(rule -> Stream.of(rule.at("from"), rule.at("ports")))
                .flatMap(list -> list.must(!list.items().isEmpty(), "Must name somebody")),
            rules.stream()
                .flatMap(rule -> rule.at("from").items().stream())
                .flatMap(ChecksOfTraffic::peer))
        .flatMap(findings -> findings);
  }

  private static Stream<Finding> egress(Field rules) {
    return Stream.of(
            rules.must(
                rules.items().stream().anyMatch(ChecksOfTraffic::isDns),
                "Must let the pods ask DNS, on port 53 of UDP and TCP"),
            rules.items().stream()
                .filter(rule -> rule.at("to").items().isEmpty())
                .flatMap(ChecksOfTraffic::anywhere),
            rules.items().stream()
                .flatMap(rule -> rule.at("ports").items().stream())
                .flatMap(ChecksOfTraffic::port),
            rules.items().stream()
                .flatMap(rule -> rule.at("to").items().stream())
                .flatMap(ChecksOfTraffic::peer))
        .flatMap(findings -> findings);
  }

  private static boolean isDns(Field rule) {
    return ports(rule).collect(Collectors.toSet()).equals(Set.of("UDP 53", "TCP 53"));
  }

  /** DNS of the node and the API server have addresses that a policy cannot know. */
  private static Stream<Finding> anywhere(Field rule) {
    var ports = ports(rule).collect(Collectors.toSet());
    return rule.must(
        !ports.isEmpty() && ANYWHERE.containsAll(ports),
        "Must name its targets, or be one of " + ANYWHERE);
  }

  private static Stream<Finding> port(Field port) {
    int number = port.at("port").number();
    return port.must(
        number >= 1 && number <= 65535 && Set.of("TCP", "UDP").contains(port.at("protocol").text()),
        "Must be a port of TCP or UDP");
  }

  /** An empty selector would be everybody. */
  private static Stream<Finding> peer(Field peer) {
    var selectors = List.of(peer.at("namespaceSelector"), peer.at("podSelector"));
    var block = peer.at("ipBlock");
    return Stream.of(
            peer.must(!peer.entries().isEmpty(), "Must be somebody"),
            selectors.stream()
                .filter(Field::isPresent)
                .map(selector -> selector.at("matchLabels"))
                .flatMap(labels -> labels.must(!labels.entries().isEmpty(), "Must hold a label")),
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

  private static Set<String> portsOf(Objects objects, Field policy) {
    return selected(objects, policy).stream()
        .flatMap(deployment -> Objects.containers(deployment.at("spec", "template", "spec")))
        .flatMap(container -> container.at("ports").items().stream())
        .map(port -> port.at("protocol").text() + " " + port.at("containerPort").number())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The ports of a policy's rule, such as {@code TCP 8080}. */
  private static Stream<String> ports(Field rule) {
    return rule.at("ports").items().stream()
        .map(port -> port.at("protocol").text() + " " + port.at("port").number());
  }

  /** A NodePort opens every node, and external addresses can be taken from others. */
  static Stream<Finding> serviceTypes(Objects objects) {
    return objects
        .ofKind("Service")
        .map(service -> service.at("spec"))
        .flatMap(
            spec ->
                Stream.of(
                        spec.at("type")
                            .must(
                                Set.of("ClusterIP", "LoadBalancer")
                                    .contains(spec.at("type").text()),
                                "Must be `ClusterIP` or `LoadBalancer`"),
                        spec.at("externalIPs").mustBeAbsent(),
                        spec.at("ports").items().stream()
                            .flatMap(port -> port.at("nodePort").mustBeAbsent()))
                    .flatMap(findings -> findings));
  }

  static Stream<Finding> ingressTls(Objects objects) {
    return objects
        .ofKind("Ingress")
        .flatMap(
            ingress ->
                Stream.of(
                        tls(ingress.at("spec", "tls")),
                        snippets(ingress.at("metadata", "annotations")),
                        backends(ingress)
                            .map(backend -> backend.at("service", "name"))
                            .flatMap(name -> isServiceBeside(objects, ingress, name)))
                    .flatMap(findings -> findings));
  }

  private static Stream<Finding> tls(Field tls) {
    return tls.must(!tls.items().isEmpty(), "Must name a certificate");
  }

  /** A snippet is configuration of the controller, which serves other tenants, too. */
  private static Stream<Finding> snippets(Field annotations) {
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

  private static Stream<Finding> isServiceBeside(Objects objects, Field from, Field name) {
    return name.must(
        objects.beside(from, "Service", name.text()).count() == 1,
        "Must be a Service of the environment");
  }

  static Stream<Finding> servicesTargetPods(Objects objects) {
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
            objects
                .ofKind("HTTPRoute", "VirtualService")
                .flatMap(route -> targetsServices(objects, route)))
        .flatMap(findings -> findings);
  }

  private static Stream<Finding> targetsPods(Objects objects, Field service) {
    var selector = service.at("spec", "selector");
    var ports = service.at("spec", "ports");
    var deployments = deploymentsBehind(objects, service);
    return Stream.of(
            selector.must(
                !selector.entries().isEmpty() && !deployments.isEmpty(),
                "Must select the pods of a Deployment"),
            selector.must(
                deployments.size() < 2 || isShared(objects, deployments),
                "Must not mix the pods of several Deployments, " + names(deployments)),
            ports.must(!ports.items().isEmpty(), "Must offer a port"),
            ports.items().stream().flatMap(port -> offered(deployments, port)))
        .flatMap(findings -> findings);
  }

  /**
   * One Service of an app may select all of its tracks, where nothing else splits the requests;
   * never colors.
   */
  private static boolean isShared(Objects objects, List<Field> deployments) {
    var first = Objects.labelsOfPods(deployments.get(0)).getOrDefault(NAME, "");
    return deployments.stream()
            .map(Objects::labelsOfPods)
            .allMatch(labels -> first.equals(labels.get(NAME)) && !labels.containsKey(COLOR))
        && objects
                .ofKind("Service")
                .filter(other -> deploymentsBehind(objects, other).equals(deployments))
                .count()
            == 1;
  }

  private static List<Field> deploymentsBehind(Objects objects, Field service) {
    return objects.deploymentsWith(service, service.at("spec", "selector").texts());
  }

  private static List<String> names(List<Field> objects) {
    return objects.stream().map(object -> object.manifest().name()).toList();
  }

  private static Stream<Finding> offered(List<Field> deployments, Field port) {
    return Stream.of(
            port.at("name").must(!port.at("name").text().isEmpty(), "Must be given"),
            port.at("port")
                .must(
                    port.at("port").number() >= 1 && port.at("port").number() <= 65535,
                    "Must be between 1 and 65535"),
            port.must(
                deployments.stream().allMatch(deployment -> declares(deployment, port)),
                "Must lead to a port, and a protocol, that the containers declare"))
        .flatMap(findings -> findings);
  }

  private static boolean declares(Field deployment, Field port) {
    var target = port.at("targetPort");
    return Objects.containers(deployment.at("spec", "template", "spec"))
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

  private static Stream<Finding> targetsServices(Objects objects, Field route) {
    return ChecksOfReleases.destinations(route)
        .flatMap(
            destination ->
                destination.must(
                    offers(objects, route, destination),
                    "Must be a Service of the environment, of one Deployment, and its port"));
  }

  /** A route splits between Deployments, so none of its Services may lead to several. */
  private static boolean offers(Objects objects, Field route, Field destination) {
    var name = ChecksOfReleases.serviceOf(destination, route.manifest().namespace());
    var port = ChecksOfReleases.portOf(destination);
    return objects
        .beside(route, "Service", name)
        .filter(service -> deploymentsBehind(objects, service).size() == 1)
        .flatMap(service -> service.at("spec", "ports").items().stream())
        .anyMatch(offered -> offered.at("port").is(port));
  }

  /**
   * A load balancer that sends requests to the pods' own addresses learns of a pod late: without a
   * readiness gate a rolling update outruns it, and a selector that flips to another color moves
   * all of its targets at once.
   */
  static Stream<Finding> readinessGates(Objects objects) {
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

  private static Stream<Finding> gated(Objects objects, Field service, Field annotation) {
    var selector = service.at("spec", "selector").texts();
    var ungated =
        objects.deploymentsWith(service, selector).stream()
            .map(deployment -> deployment.at("spec", "template", "spec", "readinessGates"))
            .flatMap(
                gates ->
                    gates.must(!gates.items().isEmpty(), "Must hold the load balancer's gate"));
    return Stream.concat(
        ungated,
        annotation.must(
            !selector.containsKey(COLOR),
            "Must not send requests to the addresses of pods, for the selector of this Service"
                + " flips"));
  }

  private record Entry(String key, String value) {}
}
