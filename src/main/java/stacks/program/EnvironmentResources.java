package stacks.program;

import charts.Construct;
import charts.Secrets;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import environments.StackSecret;
import environments.StackSettings;
import environments.apps.App;
import environments.apps.SecretReferences;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stacks.guard.TrafficChecks;
import stacks.plan.AppPlan;

/** Registers an environment: first what all of its apps need, then each app. */
final class EnvironmentResources {
  private final ProviderResource provider;
  private final Gates gates;
  private final TrafficChecks checks;
  private final Optional<SingleAppUpdate> release;
  private final List<StackSecret> secrets;
  private final SecretValues values;

  EnvironmentResources(
      StackSettings settings,
      SecretValues values,
      Gates gates,
      TrafficChecks checks,
      Optional<SingleAppUpdate> release) {
    provider =
        new ProviderResource(
            "kubernetes",
            "cluster",
            new ProviderArgs(settings.context()),
            CustomResourceOptions.builder().version(Registration.PROVIDER_VERSION).build());
    secrets = settings.secrets();
    this.values = values;
    this.gates = gates;
    this.checks = checks;
    this.release = release;
  }

  /**
   * Traffic does not wait for apps in which nothing moves: if one of them fails, it ends the
   * program.
   *
   * @param manifests the user's own, which are applied before the apps, since these may need
   *     them
   */
  void register(Construct environment, List<Construct> manifests, List<AppPlan> plans) {
    var component = Component.ofEnvironment(environment.name());
    var shared = registerInOrder(environment, component, List.of());
    var made = registerSecrets(component, shared);
    component.close(Map.of());
    for (var own : manifests) {
      registerManifests(own, all(shared, made.values()));
    }
    var moved = new ArrayList<Output<String>>();
    for (var plan : movingFirst(plans)) {
      var needs = all(shared, read(plan.layout().app(), made));
      var confirmed = register(plan, needs, plan.isSteady() ? moved : List.of());
      if (plan.isMoving()) {
        // An app's resources depend on no other app's, or a release of one would affect the other.
        moved.add(gates.detached(confirmed));
      }
    }
  }

  private static List<AppPlan> movingFirst(List<AppPlan> plans) {
    return plans.stream().sorted(Comparator.comparing(plan -> !plan.isMoving())).toList();
  }

  private Map<StackSecret, CustomResource> registerSecrets(
      Component component, List<CustomResource> before) {
    var registration = new Registration(component, provider);
    var made = new LinkedHashMap<StackSecret, CustomResource>();
    for (var secret : secrets) {
      var manifest = Secrets.withoutValues(secret);
      made.put(secret, registration.register(manifest, values.data(secret), before));
    }
    return made;
  }

  private static List<CustomResource> read(App app, Map<StackSecret, CustomResource> made) {
    var names = SecretReferences.of(app).keySet();
    return made.entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals(app.namespace()))
        .filter(entry -> names.contains(entry.getKey().name().value()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static List<CustomResource> all(
      List<CustomResource> some, Collection<CustomResource> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private void registerManifests(Construct own, List<CustomResource> before) {
    var component = Component.ofManifests(own.name());
    registerInOrder(own, component, before);
    component.close(Map.of());
  }

  private Output<String> register(
      AppPlan plan, List<CustomResource> before, List<Output<String>> first) {
    var component = Component.ofApp(plan.layout().name());
    var registration = new Registration(component, provider);
    var stages = new ReleaseStages(plan, release.map(SingleAppUpdate::direction)).list();
    var moved = new AppResources(registration, gates, checks, before, first).register(stages);
    component.close(AppOutputs.of(plan.layout()));
    return moved;
  }

  /**
   * Registers each object after those before it, as {@code kubectl apply} would: a later one may
   * need an earlier one. In a release, which leaves existing objects as they are, it uses the
   * recorded order: Pulumi registers the dependencies of an untouched resource itself, and refuses
   * to do so twice.
   */
  private List<CustomResource> registerInOrder(
      Construct construct, Component component, List<CustomResource> before) {
    var registration = new Registration(component, provider);
    var resources = new ArrayList<>(before);
    var manifests = construct.manifests();
    for (var manifest : release.map(one -> one.state().inOrder(manifests)).orElse(manifests)) {
      resources.add(registration.register(manifest, List.copyOf(resources)));
    }
    return List.copyOf(resources);
  }
}
