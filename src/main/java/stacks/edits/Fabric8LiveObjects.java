package stacks.edits;

import charts.Manifest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;
import stacks.cluster.Ownership;

/** Reads and changes objects of a cluster through fabric8's client. */
public record Fabric8LiveObjects(KubernetesClient client) implements LiveObjects {
  /** As with {@code --dry-run=server}, the API server does everything except storing the object. */
  private static final List<String> DRY_RUN = List.of("All");

  /** Makes a patch fail if the object has changed since, so that its paths are still right. */
  private static final String VERSION = "/metadata/resourceVersion";

  @Override
  public Optional<LiveObject> object(Manifest manifest) {
    try {
      return Optional.ofNullable(resource(manifest).get()).map(this::live);
    } catch (KubernetesClientException e) {
      if (isUnknownKind(e)) {
        return Optional.empty();
      }
      throw Ownership.failure("Cannot read who has set which fields of " + manifest.id(), e);
    }
  }

  /** Its definition may be part of the same update. */
  private static boolean isUnknownKind(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || (e.getCode() == 0 && e.getCause() == null);
  }

  private LiveObject live(GenericKubernetesResource found) {
    return LiveObject.of(tree(found));
  }

  @SuppressWarnings("unchecked") // objects have string keys
  private Map<String, Object> tree(GenericKubernetesResource found) {
    return client.getKubernetesSerialization().convertValue(found, LinkedHashMap.class);
  }

  private Resource<GenericKubernetesResource> resource(Manifest manifest) {
    return new Ownership(client).resource(manifest);
  }

  @Override
  public Optional<Map<String, Object>> applied(Manifest manifest, LiveObject live) {
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(live.pulumi())
            .withForce(true)
            .withDryRun(DRY_RUN)
            .build();
    return answer(manifest, context, json(manifest.fields()));
  }

  @Override
  public Optional<Map<String, Object>> without(
      Manifest manifest, LiveObject live, List<FieldPath> takenOut) {
    var context =
        new PatchContext.Builder().withPatchType(PatchType.JSON).withDryRun(DRY_RUN).build();
    return answer(manifest, context, json(removals(live, takenOut)));
  }

  /** The update itself reports a missing permission, or a rule that the manifest breaks. */
  private Optional<Map<String, Object>> answer(
      Manifest manifest, PatchContext context, String patch) {
    try {
      return Optional.ofNullable(resource(manifest).patch(context, patch)).map(this::tree);
    } catch (KubernetesClientException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean restore(LiveObject live, List<Edit> edits) {
    var manifest = edits.get(0).manifest();
    var operations = new ArrayList<Map<String, Object>>();
    operations.add(Map.of("op", "replace", "path", VERSION, "value", live.version()));
    edits.forEach(
        edit ->
            edit.wanted()
                .ifPresent(value -> operations.add(replacement(live, edit.path(), value))));
    operations.addAll(
        removals(
            live, edits.stream().filter(edit -> edit.wanted().isEmpty()).map(Edit::path).toList()));
    var context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON)
            .withFieldManager(Ownership.RESTORED)
            .build();
    try {
      resource(manifest).patch(context, json(operations));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw Ownership.failure("Cannot undo the edits of " + manifest.id(), e);
    }
    new Ownership(client).releaseRestored(manifest);
    return true;
  }

  private static Map<String, Object> replacement(LiveObject live, FieldPath path, Object value) {
    return Map.of("op", "replace", "path", pointer(path.places(live.fields())), "value", value);
  }

  /**
   * Removes from the end, so that no item moves before its turn; children of a removed field are
   * not named.
   */
  private static List<Map<String, Object>> removals(LiveObject live, List<FieldPath> fields) {
    var places = new ArrayList<List<Object>>();
    fields.stream()
        .map(path -> path.places(live.fields()))
        .distinct()
        .sorted(Comparator.comparing(List::size))
        .filter(place -> places.stream().noneMatch(other -> isBelow(place, other)))
        .forEach(places::add);
    places.sort(Collections.reverseOrder(Fabric8LiveObjects::compare));
    return places.stream()
        .map(place -> Map.<String, Object>of("op", "remove", "path", pointer(place)))
        .toList();
  }

  private static boolean isBelow(List<Object> place, List<Object> above) {
    return place.size() > above.size() && place.subList(0, above.size()).equals(above);
  }

  private static int compare(List<Object> one, List<Object> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order =
          one.get(i) instanceof Integer index && other.get(i) instanceof Integer second
              ? index.compareTo(second)
              : one.get(i).toString().compareTo(other.get(i).toString());
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  /**
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">JSON Pointer</a>
   */
  private static String pointer(List<Object> places) {
    return places.stream()
        .map(place -> "/" + place.toString().replace("~", "~0").replace("/", "~1"))
        .collect(Collectors.joining());
  }

  private String json(Object tree) {
    return client.getKubernetesSerialization().asJson(tree);
  }
}
