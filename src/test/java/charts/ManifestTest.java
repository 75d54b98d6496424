package charts;

import static charts.Environments.CLUSTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.Environment;
import environments.NamespaceSpec;
import environments.values.DnsLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  @Test
  void laterChangesOfTheMapsDoNotReachIt() {
    var hosts = new ArrayList<Object>(List.of("a.example"));
    var spec = new LinkedHashMap<String, Object>(Map.of("hosts", hosts));
    var document = new LinkedHashMap<>(document("v1", "Example"));
    document.put("spec", spec);
    var manifest = new Manifest(document);
    hosts.add("b.example");
    spec.put("more", true);
    document.remove("kind");
    assertThat(manifest.fields())
        .isEqualTo(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Example",
                "metadata",
                Map.of("name", "x", "namespace", "shop"),
                "spec",
                Map.of("hosts", List.of("a.example"))));
  }

  @Test
  void nobodyCanChangeIt() {
    var manifest = new Manifest(document("v1", "Example"));
    assertThatThrownBy(() -> manifest.fields().put("spec", Map.of()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> manifest.fields().entrySet().iterator().next().setValue("v2"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"apiVersion", "kind"})
  void withoutWhatNamesItItIsRefused(String missing) {
    var document = new LinkedHashMap<>(document("v1", "Example"));
    document.remove(missing);
    assertThatThrownBy(() -> new Manifest(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "A manifest needs `apiVersion`, `kind` and `metadata.name`, but this one has no `"
                + missing
                + "`.");
  }

  @Test
  void aBlankNameIsNone() {
    var document = new LinkedHashMap<>(document("v1", "Example"));
    document.put("metadata", Map.of("name", " ", "generateName", "x-"));
    assertThatThrownBy(() -> new Manifest(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Manifest: Example: A manifest needs `apiVersion`, `kind` and `metadata.name`, but this"
                + " one has no `name`.");
  }

  @Test
  void whatIsNotOneObjectIsRefused() {
    var document = new LinkedHashMap<>(document("v1", "SecretList"));
    assertThatThrownBy(() -> new Manifest(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Manifest: SecretList.kind: Must be the kind of one object, got `SecretList`. Write"
                + " each object on its own, in YAML with `---` between.");
    document.put("kind", "ConfigMap");
    document.put("items", List.of());
    assertThatThrownBy(() -> new Manifest(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Manifest: ConfigMap.items: Must not be given: kubectl applies each of the items as an"
                + " object, but no check covers them. Write each object on its own, in YAML with"
                + " `---` between.");
  }

  @Test
  void anObjectOfTheClusterIsOneObjectInWhateverNamespaceItIsWritten() {
    var namespaces = fixed("more", manifest("v1", "Namespace"), namespace(Map.of("name", "x")));
    assertThatThrownBy(chart().with(namespaces)::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Namespace x is defined twice by `more`; rename one of them.");
    assertThatThrownBy(
            chart().with(fixed("own", namespace(Map.of("name", "shop", "namespace", "elsewhere"))))
                ::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Namespace shop is defined by `_environment` and by `own`; rename one of them.");
  }

  @Test
  void anObjectThatMayBeOfTheClusterIsNotMadeInANamespaceToo() {
    var document = new LinkedHashMap<>(document("example.com/v1", "Example"));
    document.put("metadata", Map.of("name", "x"));
    var whole = new Manifest(document);
    var ofShop = manifest("example.com/v1", "Example");
    document.put("metadata", Map.of("name", "x", "namespace", "search"));
    var ofSearch = new Manifest(document);
    assertThat(chart().with(fixed("one", ofShop, ofSearch)).constructs()).hasSize(2);
    assertThatThrownBy(chart().with(fixed("one", ofShop, whole))::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Example x is the same object as Example shop/x if Example is cluster-scoped; give both"
                + " a namespace, or rename one of them.");
    assertThatThrownBy(chart().with(fixed("one", whole)).with(fixed("two", ofSearch))::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Example search/x is the same object as Example x if Example is cluster-scoped; give"
                + " both a namespace, or rename one of them.");
  }

  private static Manifest namespace(Map<String, Object> metadata) {
    return new Manifest(
        Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", metadata, "spec", Map.of()));
  }

  @Test
  void aFractionIsRefusedWithItsPlace() {
    var document = new LinkedHashMap<>(document("v1", "Example"));
    document.put("ratio", 0.5);
    assertThatThrownBy(() -> new Manifest(document))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Manifest: Example.ratio: Must be a mapping, list, string, 64-bit integer or"
                + " boolean, got `0.5`; write a fraction as a string or a quantity, and omit null"
                + " values.");
  }

  @Test
  void kindsOfOneNameInTwoGroupsAreTwoObjects() {
    var gateways =
        fixed(
            "gateways",
            manifest("networking.istio.io/v1", "Gateway"),
            manifest("gateway.networking.k8s.io/v1", "Gateway"));
    assertThat(chart().with(gateways).constructs())
        .flatExtracting(Construct::manifests)
        .containsAll(gateways.manifests());
  }

  @Test
  void oneObjectOfTwoConstructsIsRefused() {
    var chart =
        chart()
            .with(fixed("one", manifest("example.com/v1", "Example")))
            .with(fixed("two", manifest("example.com/v2", "Example")));
    assertThatThrownBy(chart::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Example shop/x is defined by `one` and by `two`; rename one of them.");
  }

  @Test
  void twoConstructsOfOneNameAreRefused() {
    var chart = chart().with(fixed("one")).with(fixed("one"));
    assertThatThrownBy(chart::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Duplicate construct `one`; rename one of the two.");
  }

  @Test
  void oneObjectTwiceInAConstructIsRefused() {
    var chart = chart().with(fixed("one", manifest("v1", "Example"), manifest("v1", "Example")));
    assertThatThrownBy(chart::constructs)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Example shop/x is defined twice by `one`; rename one of them.");
  }

  private static EnvironmentChart chart() {
    var shop = NamespaceSpec.of(DnsLabel.parse("shop"));
    return EnvironmentChart.of(
        Environment.of(DnsLabel.parse("test"), CLUSTER, List.of(shop), List.of()));
  }

  private static Construct fixed(String name, Manifest... manifests) {
    return new Fixed(name, List.of(manifests));
  }

  private static Manifest manifest(String apiVersion, String kind) {
    return new Manifest(document(apiVersion, kind));
  }

  private static Map<String, Object> document(String apiVersion, String kind) {
    var document = new LinkedHashMap<String, Object>();
    document.put("apiVersion", apiVersion);
    document.put("kind", kind);
    document.put("metadata", Map.of("name", "x", "namespace", "shop"));
    return document;
  }

  private record Fixed(String name, List<Manifest> manifests) implements Construct {}
}
