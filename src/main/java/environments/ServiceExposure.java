package environments;

import java.util.Map;

/**
 * How the Service that takes an app's traffic is offered. A NodePort is refused: it opens every node.
 *
 * @param annotations for the cloud's load balancer, such as {@code service.beta.kubernetes.io/...}
 */
public record ServiceExposure(Type type, Map<String, String> annotations) {
  public static final ServiceExposure CLUSTER_IP = new ServiceExposure(Type.CLUSTER_IP, Map.of());

  public ServiceExposure {
    annotations = Ordered.copy(annotations);
  }

  public static ServiceExposure loadBalancer() {
    return new ServiceExposure(Type.LOAD_BALANCER, Map.of());
  }

  public ServiceExposure withAnnotation(String key, String value) {
    return new ServiceExposure(type, Ordered.with(annotations, key, value));
  }

  /** Whether a cloud's load balancer is told to send requests to pods, past the Service and its selector. */
  boolean bypassesService() {
    return annotations.containsKey("cloud.google.com/neg")
        || "ip"
            .equals(annotations.get("service.beta.kubernetes.io/aws-load-balancer-nlb-target-type"))
        || "nlb-ip".equals(annotations.get("service.beta.kubernetes.io/aws-load-balancer-type"))
        || "ip".equals(annotations.get("alb.ingress.kubernetes.io/target-type"));
  }

  /** A Service's type, in Kubernetes' words. */
  public enum Type {
    CLUSTER_IP("ClusterIP"),
    LOAD_BALANCER("LoadBalancer");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public static Type parse(String text) {
      for (var type : values()) {
        if (type.word.equals(text)) {
          return type;
        }
      }
      throw InvalidSpecException.of(
          "Must be `ClusterIP` or `LoadBalancer`, but is `" + text + "`.");
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
