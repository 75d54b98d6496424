package stacks.edits;

import static org.assertj.core.api.Assertions.assertThat;

import charts.EnvironmentChart;
import charts.Manifest;
import charts.Tree;
import environments.values.Color;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import stacks.Checkout;
import stacks.cluster.FieldOwner;
import stacks.cluster.FieldPath;
import stacks.cluster.LiveObject;
import stacks.plan.Layout;

/** Tests what an update would undo of what others have set. */
final class EditsTest {
  private static final String PULUMI = "pulumi-kubernetes-1a2b3c4d";
  private static final Layout CHECKOUT =
      Layout.of(Checkout.of("shop").app(), EnvironmentChart.of(Checkout.of("shop").app()));

  /**
   * A label.
   *
   * @param live its value; empty if it is missing
   * @param wanted the manifest's; empty if it has none
   * @param owners the managers that set it
   */
  record Label(Optional<String> live, Optional<String> wanted, Set<String> owners) {
    /**
     * Returns the value after an update: the provider takes over what kubectl has set, and the API
     * server keeps what others have.
     */
    Optional<String> after() {
      boolean isLeft = owners.contains("injector") || isNobodys();
      return wanted.or(() -> isLeft ? live : Optional.empty());
    }

    private boolean isNobodys() {
      return owners.isEmpty();
    }

    boolean isEdited() {
      var others = owners.stream().filter(owner -> !owner.equals(PULUMI)).toList();
      return live.isPresent() && !others.isEmpty() && !after().equals(live);
    }
  }

  @Property
  void anEditIsWhatAnUpdateWouldChangeOrTakeOutOfWhatAnotherOwns(
      @ForAll("labels") List<Label> labels) {
    var live = new TreeMap<String, Object>();
    var wanted = new TreeMap<String, Object>();
    var expected = new TreeSet<String>();
    for (int i = 0; i < labels.size(); i++) {
      var name = "l" + i;
      var label = labels.get(i);
      label.live().ifPresent(value -> live.put(name, value));
      label.wanted().ifPresent(value -> wanted.put(name, value));
      if (label.isEdited()) {
        expected.add(".metadata.labels." + name);
      }
    }
    var owners =
        List.of(PULUMI, "kubectl-label", "injector").stream()
            .map(manager -> owner(manager, "", labels))
            .toList();
    var edits = new Edits(new LiveObject(labelled(live).fields(), owners), labelled(wanted));
    var found = edits.found(edits.foreseen(), Optional.empty());
    assertThat(found).extracting(Edit::field).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.isEmpty() || edits.mayBe()).isTrue();
  }

  private static FieldOwner owner(String manager, String subresource, List<Label> labels) {
    var paths = new ArrayList<FieldPath>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).owners().contains(manager)) {
        paths.add(FieldPath.of("metadata", "labels", "l" + i));
      }
    }
    return new FieldOwner(manager, subresource, "", paths);
  }

  private static Manifest labelled(Map<String, Object> labels) {
    return new Manifest(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", "one", "namespace", "shop", "labels", labels)));
  }

  @Provide
  Arbitrary<List<Label>> labels() {
    var value = Arbitraries.of("a", "b").optional();
    var owners = Arbitraries.of(PULUMI, "kubectl-label", "injector").set();
    return Combinators.combine(value, value, owners)
        .as((live, wanted, who) -> new Label(live, wanted, live.isPresent() ? who : Set.of()))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static final String SERVICE =
      """
      {"apiVersion": "v1", "kind": "Service",
       "metadata": {"name": "checkout-active", "namespace": "shop",
        "labels": {"app.kubernetes.io/part-of": "elsewhere", "team": "pay"},
        "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "injected.example/by": "mesh"},
        "finalizers": ["service.kubernetes.io/load-balancer-cleanup"],
        "managedFields": [%s]},
       "spec": {"selector": {"sluice.dev/color": "green"}}}
      """;

  /**
   * Two labels and a selector by kubectl; and, as no edits, a finalizer and an annotation by
   * controllers, and kubectl's own records.
   */
  @Test
  void whatKubectlHasSetIsNamedAndWhatControllersHaveAddedIsNot() {
    var edits =
        found(
            service(
                managed(
                    "kubectl-label",
                    "",
                    "{\"f:metadata\": {\"f:labels\": {\"f:app.kubernetes.io/part-of\": {},"
                        + " \"f:team\": {}}}}"),
                managed("kubectl-patch", "", "{\"f:spec\": {\"f:selector\": {}}}"),
                managed(
                    "kubectl-client-side-apply",
                    "",
                    "{\"f:metadata\": {\"f:annotations\":"
                        + " {\"f:kubectl.kubernetes.io/last-applied-configuration\": {}}}}"),
                managed(
                    "mesh",
                    "",
                    "{\"f:metadata\": {\"f:annotations\": {\"f:injected.example/by\": {}},"
                        + " \"f:finalizers\": {\".\": {},"
                        + " \"v:\\\"service.kubernetes.io/load-balancer-cleanup\\\"\": {}}}}")));
    assertThat(new EditsText("dev", Optional.of("checkout")).refusal(edits))
        .isEqualTo(
            """
            Refused, in conflict with "kubectl-label", "kubectl-patch": this update would undo edits. Nothing has been changed.
            Service shop/checkout-active conflicts with "kubectl-label" of 2026-11-30T12:00:00Z. Someone else changed it after it was applied.
            - .metadata.labels["app.kubernetes.io/part-of"] is `elsewhere`, but would be `shop`
            - .metadata.labels.team is `pay`, but would be removed
            Service shop/checkout-active conflicts with "kubectl-patch" of 2026-11-30T12:00:00Z. Someone else changed it after it was applied.
            - .spec.selector["sluice.dev/color"] is `green`, but would be `blue`
            To keep them, run `./sluice adopt dev checkout`: it takes over versions, the active color and the weight, and names the key of environments/ for each other field.
            To undo them, give a reason: `pulumi config set sluice:undoEdits "<reason>"`. Run `pulumi up --refresh`. Then remove the key. It never undoes a version, the active color or a weight.\
            """);
    assertThat(edits).extracting(Edit::isOfRelease).containsExactly(false, false, true);
  }

  private static Manifest wantedService() {
    return new Manifest(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Service",
            "metadata",
            Map.of(
                "name",
                "checkout-active",
                "namespace",
                "shop",
                "labels",
                Map.of("app.kubernetes.io/part-of", "shop")),
            "spec",
            Map.of("selector", Map.of("sluice.dev/color", "blue"))));
  }

  private static List<Edit> found(LiveObject live) {
    var edits = new Edits(live, wantedService());
    return edits.found(edits.foreseen(), Optional.of(CHECKOUT));
  }

  private static LiveObject service(String... entries) {
    return parsed(SERVICE.formatted(String.join(", ", entries)));
  }

  @SuppressWarnings("unchecked") // objects have string keys
  private static LiveObject parsed(String json) {
    return LiveObject.of(new KubernetesSerialization().unmarshal(json, LinkedHashMap.class));
  }

  private static String managed(String manager, String subresource, String fields) {
    return "{\"manager\": \""
        + manager
        + "\", \"subresource\": \""
        + subresource
        + "\", \"operation\": \"Update\", \"time\": \"2026-11-30T12:00:00Z\", \"fieldsV1\": "
        + fields
        + "}";
  }

  @Test
  void whatComesByASubresourceIsNoEditButANumberOfPodsByHand() {
    var byController = deployment("kube-controller-manager", 5);
    var byHand = deployment("kubectl", 5);
    var fixed = CHECKOUT.deployment(Color.BLUE.side());
    assertThat(lines(byController, fixed)).isEmpty();
    assertThat(lines(byHand, fixed)).containsExactly(".spec.replicas is `5`, but would be `2`");
  }

  /**
   * Pods that someone has asked for must not block a rollback; a retired side gets its 0 by force.
   */
  @Test
  void aNumberOfPodsThatNobodyConfiguresIsNoEdit() {
    var autoscaled = new LinkedHashMap<>(CHECKOUT.deployment(Color.BLUE.side()).fields());
    var spec = new LinkedHashMap<>(Tree.of(autoscaled).at("spec").mapping());
    spec.remove("replicas");
    autoscaled.put("spec", spec);
    assertThat(lines(deployment("kubectl", 5), new Manifest(autoscaled))).isEmpty();
  }

  private static List<String> lines(LiveObject live, Manifest manifest) {
    var edits = new Edits(live, manifest);
    assertThat(edits.mayBe()).isEqualTo(!edits.found(edits.foreseen(), Optional.empty()).isEmpty());
    return edits.found(edits.foreseen(), Optional.of(CHECKOUT)).stream()
        .flatMap(edit -> edit.lines().stream())
        .toList();
  }

  private static LiveObject deployment(String manager, int replicas) {
    return parsed(
        """
        {"apiVersion": "apps/v1", "kind": "Deployment",
         "metadata": {"name": "checkout-blue", "namespace": "shop", "managedFields": [%s]},
         "spec": {"replicas": %d}}
        """
            .formatted(managed(manager, "scale", "{\"f:spec\": {\"f:replicas\": {}}}"), replicas));
  }

  private static final String RESTARTED =
      """
      {"apiVersion": "apps/v1", "kind": "Deployment",
       "metadata": {"name": "checkout-blue", "namespace": "shop", "managedFields": [%s]},
       "spec": {"template": {"metadata": {"annotations": {"kubectl.kubernetes.io/restartedAt": "2026-11-30T12:00:00Z"}},
        "spec": {"containers": [
         {"name": "checkout", "image": "registry.sluice.test/shop/checkout:1.2.0",
          "env": [{"name": "DB_PASSWORD", "value": "hunter2hunter2"}]}]}}}}
      """;

  @Test
  void aRestartIsNoEditAndIsKept() {
    var live =
        parsed(
            RESTARTED.formatted(
                managed(
                    "kubectl-rollout",
                    "",
                    "{\"f:spec\": {\"f:template\": {\"f:metadata\": {\"f:annotations\": {\".\": {},"
                        + " \"f:kubectl.kubernetes.io/restartedAt\": {}}}}}}")));
    var manifest = Edits.restarted(Checkout.of("shop").deployment(Color.BLUE), live);
    assertThat(Edits.RESTARTED_AT.in(manifest.fields())).contains("2026-11-30T12:00:00Z");
    assertThat(lines(live, manifest)).isEmpty();
  }

  /** A variable counts as a whole, and a value that could be a secret is not shown. */
  @Test
  void itemsOfListsGoByTheirKeys() {
    var live =
        parsed(
            RESTARTED.formatted(
                managed(
                    "kubectl-set",
                    "",
                    "{\"f:spec\": {\"f:template\": {\"f:spec\": {\"f:containers\":"
                        + " {\"k:{\\\"name\\\":\\\"checkout\\\"}\": {\"f:image\": {}, \"f:env\":"
                        + " {\".\": {}, \"k:{\\\"name\\\":\\\"DB_PASSWORD\\\"}\": {\".\": {},"
                        + " \"f:name\": {}, \"f:value\": {}}}}}}}}}")));
    var manifest = Checkout.of("shop").deployment(Color.BLUE);
    assertThat(lines(live, manifest))
        .containsExactlyInAnyOrder(
            ".spec.template.spec.containers[name=checkout].image is"
                + " `registry.sluice.test/shop/checkout:1.2.0`, but would be"
                + " `registry.sluice.test/shop/checkout:1.0.0`",
            ".spec.template.spec.containers[name=checkout].env is [{name: `DB_PASSWORD`, value: a"
                + " value that looks like a secret}], but would be removed");
  }

  @Test
  void aSecretsValueIsNeverShown() {
    var manifest =
        new Manifest(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", "s"),
                "data",
                Map.of("token", "b25l")));
    var live =
        new LiveObject(
            Map.of("data", Map.of("token", "dHdv")),
            List.of(
                new FieldOwner("kubectl-edit", "", "", List.of(FieldPath.of("data", "token")))));
    assertThat(lines(live, manifest))
        .containsExactly(
            ".data.token is a value that is not shown, but would be a value that is not shown");
  }

  /**
   * A field with the configured value has no owner afterwards, whoever set it; everything else
   * remains an edit.
   */
  @Test
  void whatIsAdoptedIsTakenOutOfWhatKubectlOwns() {
    Map<String, Object> fields =
        Map.of(
            "f:metadata",
            Map.of("f:labels", Map.of("f:team", Map.of())),
            "f:spec",
            Map.of("f:selector", Map.of()));
    assertThat(FieldPath.without(fields, List.of(FieldPath.of("spec", "selector"))))
        .isEqualTo(Map.of("f:metadata", Map.of("f:labels", Map.of("f:team", Map.of()))));
  }
}
