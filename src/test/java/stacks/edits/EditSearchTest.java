package stacks.edits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import stacks.FakeObjects;
import stacks.cluster.ClusterException;
import stacks.cluster.FieldOwner;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;

/** Tests what is read for many objects, and what the API server is asked. */
final class EditSearchTest {
  private static final Manifest PORTS = service(Map.of("ports", List.of(Map.of("port", 80))));
  private final List<String> warnings = new ArrayList<>();
  private final FakeObjects objects = new FakeObjects();

  private static Manifest service(Map<String, Object> spec) {
    return new Manifest(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "metadata",
            Map.of("name", "one"),
            "spec",
            spec));
  }

  @Test
  void whatMayNotBeReadIsWarnedOf() {
    objects.denied.add("Service one");
    assertThat(new EditSearch(objects, warnings::add).read(List.of(PORTS))).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "Edits of Service one cannot be seen for lack of a right: Service one is forbidden");
  }

  /** Someone has written out the default: without it, the API server would set the same value. */
  @Test
  void whatTheApiServerWouldSetAgainIsNoEdit() {
    var item = Map.<String, Object>of("port", 80, "protocol", "TCP");
    var live =
        new LiveObject(
            service(Map.of("ports", List.of(item), "sessionAffinity", "None")).fields(),
            List.of(
                new FieldOwner(
                    "kubectl", "", "", List.of(FieldPath.of("spec", "sessionAffinity")))));
    var subject = new EditSearch.Subject(PORTS, live, Optional.empty());
    assertThat(new EditSearch(objects, warnings::add).edits(List.of(subject)))
        .extracting(Edit::field)
        .containsExactly(".spec.sessionAffinity");
    assertThat(new EditSearch(new Defaulting(live), warnings::add).edits(List.of(subject)))
        .isEmpty();
  }

  /** An API server that has set all of it itself. */
  private record Defaulting(LiveObject live) implements LiveObjects {
    @Override
    public Optional<LiveObject> object(Manifest manifest) {
      return Optional.of(live);
    }

    @Override
    public Optional<Map<String, Object>> applied(Manifest manifest, LiveObject now) {
      return Optional.of(live.fields());
    }

    @Override
    public Optional<Map<String, Object>> without(
        Manifest manifest, LiveObject now, List<FieldPath> takenOut) {
      return Optional.of(live.fields());
    }

    @Override
    public boolean restore(LiveObject now, List<Edit> edits) {
      return false;
    }
  }

  @Test
  void whatIsChangedAllTheTimeIsNotUndone() {
    var fields = new LinkedHashMap<>(PORTS.fields());
    fields.put("metadata", Map.of("name", "one", "labels", Map.of("team", "pay")));
    var live =
        new LiveObject(
            fields,
            List.of(
                new FieldOwner(
                    "kubectl-label", "", "", List.of(FieldPath.of("metadata", "labels", "team")))));
    objects.objects.put(PORTS.id(), live);
    objects.isBusy = true;
    assertThatThrownBy(() -> new EditSearch(objects, warnings::add).undo(PORTS, Optional.empty()))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("Cannot undo the edits of Service one");
    assertThat(objects.attempts).isEqualTo(10);
  }
}
