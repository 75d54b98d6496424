package charts;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Adds objects of fabric8's Kubernetes model to an environment.
 *
 * <pre>{@code
 * var banner = new ConfigMapBuilder().withNewMetadata().withName("banner").endMetadata().build();
 * EnvironmentChart.of(environment).with(Fabric8Manifests.construct("banner", banner));
 * }</pre>
 */
public final class Fabric8Manifests {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Fabric8Manifests() {}

  /**
   * Returns the object as it is now, with its fields in the order of its class: {@code apiVersion},
   * {@code kind} and {@code metadata} first. What fabric8 omits from its JSON, such as an empty
   * list, is omitted here.
   *
   * @throws IllegalArgumentException if it has no name, or contains a fraction
   */
  public static Manifest of(HasMetadata object) {
    return ForeignManifests.of(MAPPER.convertValue(object, Map.class), "fabric8");
  }

  /** Returns a construct of the objects as they are now, in this order. */
  public static Construct construct(String name, HasMetadata... objects) {
    return new OwnObjects(name, Arrays.stream(objects).map(Fabric8Manifests::of).toList());
  }

  private record OwnObjects(String name, List<Manifest> manifests) implements Construct {}
}
