package stacks;

import charts.Manifest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import environments.values.ObjectName;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A namespace of the cluster for one test, and a PriorityClass of the same name. Its name is
 * unique, since deleting a namespace takes time.
 */
public record TestNamespace(KubernetesClient client, String name) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public static TestNamespace of(KubernetesClient client, String prefix) {
    return new TestNamespace(client, prefix + "-" + UUID.randomUUID().toString().substring(0, 8));
  }

  public void make() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    client
        .resource(
            new PriorityClassBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withValue(1)
                .build())
        .create();
  }

  /** Returns the app that is tested there. */
  public Checkout checkout() {
    return Checkout.of(name).with(workload -> workload.priorityClass(ObjectName.parse(name)));
  }

  /** Deletes it without a grace period: nobody needs the pods to stop cleanly. */
  public void delete() {
    client.apps().deployments().inNamespace(name).delete();
    client.batch().v1().jobs().inNamespace(name).delete();
    client.pods().inNamespace(name).withGracePeriod(0).delete();
    client.namespaces().withName(name).delete();
    client.scheduling().v1().priorityClasses().withName(name).delete();
  }

  public void apply(Stream<Manifest> manifests) {
    manifests.forEach(manifest -> client.resource(json(manifest)).serverSideApply());
  }

  private static String json(Manifest manifest) {
    try {
      return JSON.writeValueAsString(manifest.fields());
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
