package environments.workload;

import environments.text.Fault;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.QualifiedName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The user's own labels and annotations, which are added to every object of an app. They never
 * become part of a selector, and must not use the prefixes of Kubernetes, Pulumi, Sluice,
 * Prometheus and linters.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set">Syntax
 *     and character set</a>
 */
public record UserMetadata(Map<String, String> labels, Map<String, String> annotations) {
  public static final UserMetadata NONE = new UserMetadata(Map.of(), Map.of());
  private static final int ANNOTATIONS_LIMIT = 256 * 1024;
  private static final Pattern VALUE =
      Pattern.compile("(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");
  private static final List<String> RESERVED =
      List.of(
          "kubernetes.io",
          "k8s.io",
          "pulumi.com",
          "sluice.dev",
          "kube-score",
          "prometheus.io",
          "polaris.fairwinds.com");

  /** Labels in the selectors of ReplicaSets and Jobs. */
  private static final List<String> OF_CONTROLLERS =
      List.of("pod-template-hash", "controller-revision-hash", "job-name", "controller-uid");

  /** Annotations that make a load balancer send requests to pods directly, bypassing a Service. */
  private static final List<String> OF_ONE_SERVICE =
      List.of(
          "cloud.google.com/neg",
          "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
          "service.beta.kubernetes.io/aws-load-balancer-type",
          "alb.ingress.kubernetes.io/target-type");

  public UserMetadata {
    labels = Ordered.copy(labels);
    annotations = Ordered.copy(annotations);
    var rules = Rules.check();
    labels.forEach((key, value) -> checkLabel(rules, key, value));
    annotations.keySet().forEach(key -> checkKey(rules, "annotations", key));
    int size = bytes(annotations);
    rules.that(
        size <= ANNOTATIONS_LIMIT,
        "annotations",
        () ->
            "Must be at most 256 KiB in total, got "
                + size
                + " bytes; move large values to a file under `config`.");
    rules.enforce();
  }

  public UserMetadata withLabel(String key, String value) {
    return new UserMetadata(Ordered.with(labels, key, value), annotations);
  }

  public UserMetadata withAnnotation(String key, String value) {
    return new UserMetadata(labels, Ordered.with(annotations, key, value));
  }

  private static void checkLabel(Rules rules, String key, String value) {
    checkKey(rules, "labels", key);
    rules.value(
        VALUE.matcher(value).matches(),
        SpecPath.of("labels", key),
        () ->
            Fault.ofText(
                "Must be at most 63 letters, digits, `-`, `_` and `.`, with a letter or digit at"
                    + " both ends",
                value));
  }

  private static void checkKey(Rules rules, String kind, String key) {
    rules
        .that(
            !OF_CONTROLLERS.contains(key),
            SpecPath.of(kind, key),
            () -> "Kubernetes' controllers set this key; use another one, or remove it.")
        .that(QualifiedName.isValid(key), SpecPath.of(kind, key), () -> QualifiedName.RULE)
        .that(
            !OF_ONE_SERVICE.contains(key),
            SpecPath.of(kind, key),
            () -> "Would apply to every Service; set it for one, under `services.annotations`.")
        .that(
            OF_ONE_SERVICE.contains(key) || !QualifiedName.isOf(key, RESERVED),
            SpecPath.of(kind, key),
            () -> "The prefix is reserved; use your own, such as `example.com/`.");
  }

  private static int bytes(Map<String, String> annotations) {
    int size = 0;
    for (var annotation : annotations.entrySet()) {
      size += bytes(annotation.getKey()) + bytes(annotation.getValue());
    }
    return size;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
