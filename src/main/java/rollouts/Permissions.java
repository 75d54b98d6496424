package rollouts;

import charts.RouteKind;
import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.SmokeTest;
import environments.apps.App;
import environments.routing.Router;
import environments.workload.Autoscaling;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import stacks.cluster.ClusterException;
import stacks.cluster.TerminalText;

/**
 * Checks, before anything changes, that the user has the permissions that a rollback, the smoke
 * test and the analysis of a release need.
 */
record Permissions(KubernetesClient client, String namespace) {
  /** A permission that a release needs. */
  record Right(String verb, String group, String resource, String subresource) {
    private Right(String verb, String group, String resource) {
      this(verb, group, resource, "");
    }

    @Override
    public String toString() {
      return verb
          + " "
          + resource
          + (group.isEmpty() ? "" : "." + group)
          + (subresource.isEmpty() ? "" : "/" + subresource);
    }
  }

  private static final String AUTOSCALING = "autoscaling";
  private static final String AUTOSCALERS = "horizontalpodautoscalers";

  private static final List<Right> OF_A_ROLLBACK =
      List.of(
          new Right("patch", "apps", "deployments"),
          new Right("list", "", "pods"),
          new Right("patch", "", "services"),
          new Right("update", "", "configmaps"));

  /**
   * A side has an autoscaler only while it has a version, and a side that gets traffic again is
   * scaled before its autoscaler reacts.
   */
  private static final List<Right> OF_AUTOSCALERS =
      List.of(
          new Right("create", AUTOSCALING, AUTOSCALERS),
          new Right("patch", AUTOSCALING, AUTOSCALERS),
          new Right("delete", AUTOSCALING, AUTOSCALERS),
          new Right("get", "apps", "deployments", "scale"),
          new Right("update", "apps", "deployments", "scale"));

  /** Each version has its own Job; a side without a version has no NetworkPolicy for one. */
  private static final List<Right> OF_SMOKE_TESTS =
      List.of(
          new Right("create", "batch", "jobs"),
          new Right("delete", "batch", "jobs"),
          new Right("create", "networking.k8s.io", "networkpolicies"),
          new Right("delete", "networking.k8s.io", "networkpolicies"));

  /** ConfigMaps of earlier configurations are deleted once no pod refers to them. */
  private static final List<Right> OF_CONFIGURATION =
      List.of(new Right("create", "", "configmaps"), new Right("delete", "", "configmaps"));

  private static final Right TO_ASK_PODS = new Right("get", "", "pods", "proxy");

  private static final List<Right> OF_METRIC_JOBS =
      List.of(
          new Right("create", "batch", "jobs"),
          new Right("get", "batch", "jobs"),
          new Right("delete", "batch", "jobs"));

  /**
   * Returns the permissions that the user lacks, as texts such as {@code patch deployments.apps}.
   *
   * @param isTested whether the release sends the requests of the app's smoke test
   * @param isMeasured whether the release measures the app's metrics
   */
  List<String> missing(App app, boolean isTested, boolean isMeasured) {
    return Stream.of(
            rights(app),
            isTested ? ofTests(app) : List.<Right>of(),
            isMeasured ? ofMetrics(app) : List.<Right>of())
        .flatMap(List::stream)
        .distinct()
        .filter(right -> !isAllowed(right))
        .map(Right::toString)
        .toList();
  }

  private static List<Right> ofTests(App app) {
    return app.spec().smokeTest().stream().anyMatch(test -> !test.requests().isEmpty())
        ? List.of(TO_ASK_PODS)
        : List.of();
  }

  static List<Right> ofMetrics(App app) {
    var rights = new ArrayList<Right>();
    var metrics = app.spec().analysis().stream().flatMap(each -> each.metrics().stream()).toList();
    if (metrics.stream().anyMatch(HttpMetric.class::isInstance)) {
      rights.add(TO_ASK_PODS);
    }
    if (metrics.stream().anyMatch(JobMetric.class::isInstance)) {
      rights.addAll(OF_METRIC_JOBS);
    }
    return rights;
  }

  /** Returns the permissions that a rollback of an app needs. */
  static List<Right> rights(App app) {
    var rights = new ArrayList<>(OF_A_ROLLBACK);
    app.spec().router().map(Permissions::ofRoute).ifPresent(rights::add);
    boolean isDivided = app.sides().size() > 1;
    if (isDivided
        && app.sides().stream().anyMatch(side -> side.spec().scaling() instanceof Autoscaling)) {
      rights.addAll(OF_AUTOSCALERS);
    }
    if (app.spec().smokeTest().flatMap(SmokeTest::job).isPresent()) {
      rights.addAll(OF_SMOKE_TESTS);
    }
    if (app.workloads().stream().anyMatch(workload -> !workload.config().isEmpty())) {
      rights.addAll(OF_CONFIGURATION);
    }
    return rights;
  }

  private static Right ofRoute(Router router) {
    var kind = RouteKind.of(router.kind()).orElseThrow();
    return new Right("patch", kind.group(), kind.plural());
  }

  private boolean isAllowed(Right right) {
    var question =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(right.verb())
            .withGroup(right.group())
            .withResource(right.resource())
            .withSubresource(right.subresource())
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      var answer = client.authorization().v1().selfSubjectAccessReview().create(question);
      return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    } catch (KubernetesClientException e) {
      throw new ClusterException(
          "Cannot ask the Kubernetes API which rights you have: " + TerminalText.of(e));
    }
  }
}
