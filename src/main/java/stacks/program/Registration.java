package stacks.program;

import charts.Manifest;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.ProviderResource;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import java.util.List;
import java.util.Map;

/** Registers manifests as resources of Pulumi's Kubernetes provider, below one component. */
public final class Registration {
  /** One version for all: another one may see differences where there are none. */
  static final String PROVIDER_VERSION = "4.32.0";

  private final Resource component;
  private final ProviderResource provider;

  Registration(Resource component, ProviderResource provider) {
    this.component = component;
    this.provider = provider;
  }

  Resource component() {
    return component;
  }

  CustomResource register(Manifest manifest, List<? extends Resource> after) {
    return register(manifest, ManifestArgs.of(manifest), after, List.of());
  }

  /**
   * @param gate must have opened before
   * @param ignored fields that stay as they are
   */
  CustomResource register(
      Manifest manifest, Output<?> gate, List<? extends Resource> after, List<String> ignored) {
    return register(manifest, ManifestArgs.behind(gate, manifest), after, ignored);
  }

  CustomResource register(
      Manifest manifest, Output<Map<String, String>> data, List<? extends Resource> after) {
    return register(manifest, ManifestArgs.withData(manifest, data), after, List.of());
  }

  private CustomResource register(
      Manifest manifest, ResourceArgs args, List<? extends Resource> after, List<String> ignored) {
    return new CustomResource(
        type(manifest),
        name(manifest),
        args,
        CustomResourceOptions.builder()
            .parent(component)
            .provider(provider)
            .version(PROVIDER_VERSION)
            .dependsOn(List.copyOf(after))
            .ignoreChanges(ignored)
            .build());
  }

  /** The end of its URN, behind the types of what it is in. */
  public static String urnEnd(Manifest manifest) {
    return type(manifest) + "::" + name(manifest);
  }

  /** Such as {@code kubernetes:apps/v1:Deployment}, and {@code kubernetes:core/v1:Service}. */
  static String type(Manifest manifest) {
    var version = manifest.apiVersion();
    return "kubernetes:"
        + (version.contains("/") ? version : "core/" + version)
        + ":"
        + manifest.kind();
  }

  /**
   * Says nothing of the app, nor of the order: an object stays the same resource whatever stands
   * beside it.
   */
  static String name(Manifest manifest) {
    return manifest.namespace().isEmpty()
        ? manifest.name()
        : manifest.namespace() + "/" + manifest.name();
  }
}
