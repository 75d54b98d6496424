package stacks;

import charts.Construct;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import environments.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Registers an environment: first what all of its apps are in, then each app. */
final class EnvironmentResources {
  private final ProviderResource provider;
  private final Gates gates;
  private final Checks checks;

  EnvironmentResources(StackSettings settings, Gates gates, Checks checks) {
    provider =
        new ProviderResource(
            "kubernetes",
            "cluster",
            new ProviderArgs(settings.context()),
            CustomResourceOptions.builder().version(Registration.PROVIDER_VERSION).build());
    this.gates = gates;
    this.checks = checks;
  }

  /**
   * @param manifests the user's own, which are there before the apps, that may need them
   */
  void register(Construct environment, List<Construct> manifests, List<AppPlan> plans) {
    var shared =
        registerInOrder(environment, Component.ofEnvironment(environment.name()), List.of());
    for (var own : manifests) {
      registerInOrder(own, Component.ofManifests(own.name()), shared);
    }
    for (var plan : plans) {
      var component = Component.ofApp(plan.layout().name());
      new AppResources(plan, new Registration(component, provider), gates, checks).register(shared);
      component.close(AppOutputs.of(plan.layout()));
    }
  }

  /** Each object after those before it, as `kubectl apply` would: a later one may need an earlier one. */
  private List<CustomResource> registerInOrder(
      Construct construct, Component component, List<CustomResource> before) {
    var registration = new Registration(component, provider);
    var resources = new ArrayList<>(before);
    for (var manifest : construct.manifests()) {
      resources.add(registration.register(manifest, List.copyOf(resources)));
    }
    component.close(Map.of());
    return List.copyOf(resources);
  }
}
