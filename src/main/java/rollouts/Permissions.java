package rollouts;

import environments.HttpRoute;
import environments.Router;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stacks.ClusterException;

/** Whether the way back is allowed, asked before there is a way forward. */
record Permissions(KubernetesClient client, String namespace) {
  /** What a roll back does to objects. */
  private record Right(String verb, String group, String resource) {
    @Override
    public String toString() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }
  }

  private static final List<Right> OF_A_ROLL_BACK =
      List.of(
          new Right("patch", "apps", "deployments"),
          new Right("get", "", "pods"),
          new Right("patch", "", "services"),
          new Right("update", "", "configmaps"));

  /**
   * @param router that moves the requests, if one does
   */
  List<String> missing(Optional<Router> router) {
    var rights = new ArrayList<>(OF_A_ROLL_BACK);
    router.map(Permissions::ofRoute).ifPresent(rights::add);
    return rights.stream().filter(right -> !isAllowed(right)).map(Right::toString).toList();
  }

  private static Right ofRoute(Router router) {
    return router instanceof HttpRoute
        ? new Right("patch", "gateway.networking.k8s.io", "httproutes")
        : new Right("patch", "networking.istio.io", "virtualservices");
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
            .endResourceAttributes()
            .endSpec()
            .build();
    try {
      var answer = client.authorization().v1().selfSubjectAccessReview().create(question);
      return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    } catch (KubernetesClientException e) {
      throw new ClusterException(
          "The Kubernetes API must say what is allowed, but: " + e.getMessage());
    }
  }
}
