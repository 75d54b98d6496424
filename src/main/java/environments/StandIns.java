package environments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Valid values for parts of the input that were refused, such that nearly whatever stands beside them agrees with them. No
 * two are the same, so that no rule that depends on them says the same about two of them.
 */
final class StandIns {
  /**
   * A value for each key. Behind {@code |} is another one for odd numbers; {@code #} is the number, and a key with it any
   * key of the user's; what begins with {@code ~} is only made where it is asked for. Keys that are not here are left out
   * instead.
   */
  private static final String SPECIMENS =
      """
      cluster:
        gateway: {name: stand-in-#, namespace: stand-in-#, sectionName: stand-in-#}
        requestsPerSecondMetric: stand_in_#
        prometheusNamespace: stand-in-#
        prometheus: {url: http://stand-in-#.example, scrapeInterval: 1s | 2s}
        priorityClass: {name: stand-in-#, value: 1#}
      namespaces:
        stand-in-#: {podSecurity: restricted | baseline}
      exemptions:
        stand-in-#: stand-in-#
      releases:
        blueGreen:
          active: blue | green
          versions: {blue: b#@DIGEST, green: g#@DIGEST}
        canary:
          versions: {stable: s#@DIGEST, canary: c#@DIGEST}
        autoscaled:
          version: s#@DIGEST
      apps:
        stand-in-#:
          strategy: STRATEGY
          namespace: NAMESPACE
          image: REGISTRY/stand-in-#
          ports:
            p-#: {containerPort: 2#, servicePort: 2#, protocol: TCP | UDP, appProtocol: http | https}
          probes:
            readiness:
              exec: {command: [stand-in-#]}
              ~httpGet: {port: PORT, path: /stand-in-#}
              ~tcpSocket: {port: PORT}
              ~grpc: {port: PORT, service: stand-in-#}
              initialDelay: 0s | 1s
              period: 4s | 5s
              timeout: 1s
              failureThreshold: 1 | 2
            liveness:
              exec: {command: [stand-in-#, live]}
              ~httpGet: {port: PORT, path: /stand-in-#-live}
              ~tcpSocket: {port: PORT}
              ~grpc: {port: PORT, service: stand-in-#}
              initialDelay: 0s | 1s
              period: 10s | 11s
              timeout: 1s
              failureThreshold: 1 | 2
            startup:
              exec: {command: [stand-in-#]}
              ~httpGet: {port: PORT, path: /stand-in-#}
              ~tcpSocket: {port: PORT}
              ~grpc: {port: PORT, service: stand-in-#}
              initialDelay: 0s | 1s
              period: 2s | 3s
              timeout: 1s
              failureThreshold: 1 | 2
          metrics: {port: PORT, path: /stand-in-#}
          resources:
            requests: {cpu: 1m | 2m, memory: 1Ki | 2Ki, ephemeral-storage: 1Ki | 2Ki}
            limits: {cpu: 1k | 2k, memory: 1Ti | 2Ti, ephemeral-storage: 1Ti | 2Ti}
          env:
            stand-in-#:
              fieldRef: metadata.name | metadata.namespace
              ~secretKeyRef: {name: stand-in-#, key: stand-in-#}
          config:
            stand-in-#: stand-in-#
          configPath: /stand-in-#
          secrets:
            stand-in-#: /stand-in-#
          writablePaths:
            /stand-in-#: 1Ki | 2Ki
          permissions:
            - apiGroup: stand-in-#
              resources: [stand-in-#]
              verbs: [get]
              resourceNames: [stand-in-#]
          ingress:
            - cidr: 10.0.0.0/8 | 10.0.0.0/9
              ~namespace: stand-in-#
              ~app: stand-in-#
          egress:
            - cidr: 10.0.0.0/8 | 10.0.0.0/9
              ~namespace: stand-in-#
              ~app: stand-in-#
              ports: [2#]
          updateStrategy:
            maxSurge: 1% | 2%
            minReady: 20s | 21s
            progressDeadline: 298s | 299s
            revisionHistoryLimit: 2 | 3
          shutdown: {preStop: 5s | 6s, gracePeriod: 3599s | 3600s}
          maxUnavailable: 1
          runAsUser: 2#
          priorityClass: stand-in-#
          labels:
            stand-in-#: stand-in-#
          annotations:
            stand-in-#: stand-in-#
          exemptions:
            stand-in-#: stand-in-#
          replicas: 1000 | 900
          autoscaling:
            minReplicas: 2 | 3
            maxReplicas: 1000 | 999
            cpu: 1% | 2%
            memory: 1% | 2%
            requestsPerSecond: 1 | 2
            scaleUp:
              stabilizationWindow: 0s | 1s
              selectPolicy: Max | Min
              policies: [{percent: 1 | 2, ~pods: 1 | 2, period: 60s | 61s}]
            scaleDown:
              stabilizationWindow: 0s | 1s
              selectPolicy: Max | Min
              policies: [{percent: 1 | 2, ~pods: 1 | 2, period: 60s | 61s}]
          services:
            type: ClusterIP
            annotations:
              stand-in-#: stand-in-#
            ~active: stand-in-#-active
            ~preview: stand-in-#-preview
            ~blue: stand-in-#-blue
            ~green: stand-in-#-green
            ~stable: stand-in-#-stable
            ~canary: stand-in-#-canary
            ~shared: stand-in-#-shared
            ~name: stand-in-#-name
          router:
            httpRoute:
              hostnames: [stand-in-#.example]
              gateway: {name: stand-in-#, namespace: stand-in-#, sectionName: stand-in-#}
              pathPrefix: /stand-in-#
              port: PORT
              pin:
                stand-in-#: stand-in-#
            ~virtualService:
              hosts: [stand-in-#.example]
              gateways: [stand-in-#/stand-in-#]
              port: PORT
              pin:
                stand-in-#: stand-in-#
      app:
        strategy: autoscaled
        namespace: NAMESPACE
        image: REGISTRY/stand-in-#
        ports:
          p-#: {containerPort: 2#}
        probes:
          readiness: {exec: {command: [stand-in-#]}}
          liveness: {exec: {command: [stand-in-#, live]}}
        resources:
          requests: {cpu: 1m | 2m, memory: 1Ki | 2Ki}
          limits: {cpu: 1k | 2k, memory: 1Ti | 2Ti, ephemeral-storage: 1Ti | 2Ti}
        autoscaling: {minReplicas: 2 | 3, maxReplicas: 1000 | 999, cpu: 1% | 2%}
        exemptions: {image-pinned: stand-in-#}
      """;

  private final Node.Mapping specimens;

  private StandIns(Node.Mapping specimens) {
    this.specimens = specimens;
  }

  static StandIns read() {
    var problems = new ArrayList<Problem>();
    var root = YamlReader.read("stand-ins", SPECIMENS.getBytes(UTF_8), problems);
    return new StandIns(
        root.orElseThrow(() -> new IllegalStateException("Stand-ins must be YAML: " + problems)));
  }

  /** What may stand at a path of the specimens, if there is something. */
  Optional<Node> at(List<Object> path, Filling filling) {
    Optional<Node> node = Optional.of(specimens);
    for (var key : path) {
      node = node.flatMap(found -> below(found, key));
    }
    return node.map(filling::node);
  }

  private static Optional<Node> below(Node node, Object key) {
    if (node instanceof Node.Sequence sequence) {
      return Optional.of(sequence.items().get(0));
    }
    if (!(node instanceof Node.Mapping mapping)) {
      return Optional.empty();
    }
    var entries = mapping.entries();
    var own = entries.getOrDefault(key, entries.get("~" + key));
    var any =
        entries.entrySet().stream()
            .filter(entry -> entry.getKey().contains("#"))
            .map(Map.Entry::getValue)
            .findFirst();
    return own == null ? any.map(Node.Entry::value) : Optional.of(own.value());
  }

  /**
   * What makes a value of a specimen.
   *
   * @param position where its stand-in stands
   */
  record Filling(
      int number,
      String registry,
      String namespace,
      String port,
      String strategy,
      Position position) {
    private static final String DIGEST = "sha256:" + "0".repeat(64);

    private Node node(Node specimen) {
      if (specimen instanceof Node.Scalar scalar) {
        return new Node.Scalar(text(scalar.text()), scalar.quoted(), position);
      }
      if (specimen instanceof Node.Sequence sequence) {
        return new Node.Sequence(sequence.items().stream().map(this::node).toList(), position);
      }
      var entries = new LinkedHashMap<String, Node.Entry>();
      ((Node.Mapping) specimen)
          .entries()
          .forEach(
              (key, entry) -> {
                if (!key.startsWith("~")) {
                  entries.put(text(key), new Node.Entry(position, node(entry.value())));
                }
              });
      return new Node.Mapping(entries, position);
    }

    String text(String specimen) {
      var choices = specimen.split(" \\| ", -1);
      return choices[number % choices.length]
          .replace("#", String.format("%04d", number))
          .replace("DIGEST", DIGEST)
          .replace("REGISTRY", registry)
          .replace("NAMESPACE", namespace)
          .replace("PORT", port)
          .replace("STRATEGY", strategy);
    }
  }
}
