package charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reading an object by its field names. */
final class TreeTest {
  private static final Manifest DEPLOYMENT =
      new Manifest(
          Map.of(
              "apiVersion",
              "apps/v1",
              "kind",
              "Deployment",
              "metadata",
              Map.of("name", "web"),
              "spec",
              Map.of("replicas", 2, "containers", List.of(Map.of("name", "web")))));

  @Test
  void whatIsThereIsReadByItsKeys() {
    assertThat(DEPLOYMENT.at("spec", "replicas").number()).hasValue(2);
    assertThat(DEPLOYMENT.at("metadata").at("name").text()).hasValue("web");
    assertThat(DEPLOYMENT.at("metadata").mapping()).isEqualTo(Map.of("name", "web"));
    assertThat(DEPLOYMENT.at("spec", "containers").items())
        .isEqualTo(List.of(Tree.of(Map.of("name", "web"))));
    assertThat(DEPLOYMENT.at("spec", "containers").first().at("name").text()).hasValue("web");
  }

  @Test
  void whatIsNotThereOrOfAnotherTypeIsEmpty() {
    var name = DEPLOYMENT.at("metadata", "name");
    assertThat(DEPLOYMENT.at("status", "replicas").number()).isEmpty();
    assertThat(name.at("first").text()).isEmpty();
    assertThat(name.number()).isEmpty();
    assertThat(name.mapping()).isEmpty();
    assertThat(name.items()).isEmpty();
    assertThat(DEPLOYMENT.at("spec", "replicas").text()).isEmpty();
  }
}
