package environments.routing;

import environments.text.Choice;
import environments.text.Durations;
import environments.text.Fault;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.QualifiedName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the Service that takes an app's traffic is exposed. A NodePort is refused: it opens every
 * node.
 *
 * @param annotations for the cloud's load balancer, such as {@code
 *     service.beta.kubernetes.io/...}; not those of Pulumi and Sluice
 * @param sessionAffinity how long requests from a client's address go to the same pod, as long
 *     as that is ready; 1 s to 1 day; if empty, they go to any pod
 */
public record ServiceExposure(
    Type type, Map<String, String> annotations, Optional<Duration> sessionAffinity) {
  public static final ServiceExposure CLUSTER_IP = ofType(Type.CLUSTER_IP);

  private static final int MOST_SECONDS = 86_400;

  public static final String LOST_BY_UPDATES =
      "without readiness gates, which Sluice does not create, an update stops pods before such a"
          + " load balancer knows their successors, and loses requests";
  private static final List<String> RESERVED = List.of("pulumi.com", "sluice.dev");

  public ServiceExposure {
    annotations = Ordered.copy(annotations);
    var rules = Rules.check();
    annotations
        .keySet()
        .forEach(
            key ->
                rules
                    .that(
                        QualifiedName.isValid(key),
                        SpecPath.of("annotations", key),
                        () -> QualifiedName.RULE)
                    .that(
                        !QualifiedName.isOf(key, RESERVED),
                        SpecPath.of("annotations", key),
                        () -> "The prefix is reserved for Pulumi and Sluice; remove it."));
    sessionAffinity.ifPresent(time -> checkTime(rules, time));
    rules.enforce();
  }

  private static void checkTime(Rules rules, Duration time) {
    rules.value(
        Durations.between(time, 1, MOST_SECONDS),
        "sessionAffinity.clientIP",
        () -> Fault.of("Must be between 1s and 24h", Durations.text(time)));
  }

  private static ServiceExposure ofType(Type type) {
    return new ServiceExposure(type, Map.of(), Optional.empty());
  }

  public static ServiceExposure loadBalancer() {
    return ofType(Type.LOAD_BALANCER);
  }

  public ServiceExposure withAnnotation(String key, String value) {
    return new ServiceExposure(type, Ordered.with(annotations, key, value), sessionAffinity);
  }

  public ServiceExposure withSessionAffinity(Duration time) {
    return new ServiceExposure(type, annotations, Optional.of(time));
  }

  /** Refuses session affinity on a Service that a router bypasses. */
  public void checkSessions(Rules rules, Optional<Router> router) {
    rules.that(
        sessionAffinity.isEmpty() || router.isEmpty(),
        SpecPath.of("services", "sessionAffinity"),
        () ->
            "Mutually exclusive with `router`, which bypasses the Service and sends requests to"
                + " pods directly; remove it, and configure sessions on your router.");
  }

  /**
   * Refuses a cloud load balancer that sends requests to pods directly, bypassing the Service and
   * its selector.
   *
   * @param loss what the app's strategy would lose
   */
  public void checkPath(Rules rules, String loss) {
    bypass()
        .ifPresent(
            key ->
                rules.that(
                    false,
                    SpecPath.of("services", "annotations"),
                    () ->
                        "Must not send requests directly to pods: "
                            + loss
                            + "; remove `"
                            + key
                            + "`."));
  }

  /** Returns the annotation that makes the load balancer do so. */
  private Optional<String> bypass() {
    return annotations.entrySet().stream()
        .filter(annotation -> isBypass(annotation.getKey(), annotation.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isBypass(String key, String value) {
    return switch (key) {
      case "cloud.google.com/neg" -> true;
      case "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
          "alb.ingress.kubernetes.io/target-type" ->
          value.equals("ip");
      case "service.beta.kubernetes.io/aws-load-balancer-type" -> value.equals("nlb-ip");
      default -> false;
    };
  }

  /** The type of a Service. */
  public enum Type {
    CLUSTER_IP("ClusterIP"),
    LOAD_BALANCER("LoadBalancer");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public static Type parse(String text) {
      return Choice.parse(text, values());
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
