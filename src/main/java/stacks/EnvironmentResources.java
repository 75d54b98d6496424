package stacks;

import charts.Construct;
import charts.EnvironmentChart;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import environments.StackSettings;
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

  void register(Construct environment, List<AppPlan> plans) {
    var shared = registerShared(environment);
    for (var plan : plans) {
      var component = Component.ofApp(plan.layout().name());
      new AppResources(plan, new Registration(component, provider), gates, checks).register(shared);
      component.close(AppOutputs.of(plan.layout()));
    }
  }

  private List<CustomResource> registerShared(Construct environment) {
    var component = Component.ofEnvironment(EnvironmentChart.ENVIRONMENT);
    var registration = new Registration(component, provider);
    var namespaces = new java.util.ArrayList<CustomResource>();
    for (var manifest : environment.manifests()) {
      namespaces.add(registration.register(manifest, List.copyOf(namespaces)));
    }
    component.close(Map.of());
    return List.copyOf(namespaces);
  }
}
