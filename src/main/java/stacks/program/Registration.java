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
  /** One version for everyone: another version may find differences where there are none. */
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
   * @param gate that must have opened first
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

  /** Returns the end of its URN, after the types of its parents. */
  public static String urnEnd(Manifest manifest) {
    return type(manifest) + "::" + name(manifest);
  }

  /**
   * Returns the type, such as {@code kubernetes:apps/v1:Deployment} or {@code
   * kubernetes:core/v1:Service}.
   */
  static String type(Manifest manifest) {
    var version = manifest.apiVersion();
    return "kubernetes:"
        + (version.contains("/") ? version : "core/" + version)
        + ":"
        + manifest.kind();
  }

  /**
   * Contains neither the app nor the position: an object stays the same resource whatever surrounds
   * it.
   */
  static String name(Manifest manifest) {
    return manifest.namespace().isEmpty()
        ? manifest.name()
        : manifest.namespace() + "/" + manifest.name();
  }
}
