package stacks.program;

import static java.util.stream.Collectors.toSet;

import charts.Manifest;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A manifest as the inputs of a resource. Pulumi reads them from Java fields, so there is one for
 * each top-level field that objects have.
 */
@SuppressWarnings("unused") // read by reflection
final class ManifestArgs extends ResourceArgs {
  @Import @Nullable Output<Object> apiVersion;
  @Import @Nullable Output<Object> kind;
  @Import @Nullable Output<Object> metadata;
  @Import @Nullable Output<Object> spec;
  @Import @Nullable Output<Object> data;
  @Import @Nullable Output<Object> stringData;
  @Import @Nullable Output<Object> binaryData;
  @Import @Nullable Output<Object> immutable;
  @Import @Nullable Output<Object> type;
  @Import @Nullable Output<Object> rules;
  @Import @Nullable Output<Object> roleRef;
  @Import @Nullable Output<Object> subjects;
  @Import @Nullable Output<Object> aggregationRule;
  @Import @Nullable Output<Object> automountServiceAccountToken;
  @Import @Nullable Output<Object> imagePullSecrets;
  @Import @Nullable Output<Object> secrets;
  @Import @Nullable Output<Object> value;
  @Import @Nullable Output<Object> description;
  @Import @Nullable Output<Object> globalDefault;
  @Import @Nullable Output<Object> preemptionPolicy;
  @Import @Nullable Output<Object> webhooks;
  @Import @Nullable Output<Object> provisioner;
  @Import @Nullable Output<Object> parameters;
  @Import @Nullable Output<Object> reclaimPolicy;
  @Import @Nullable Output<Object> volumeBindingMode;
  @Import @Nullable Output<Object> allowVolumeExpansion;
  @Import @Nullable Output<Object> mountOptions;
  @Import @Nullable Output<Object> allowedTopologies;
  @Import @Nullable Output<Object> driverName;
  @Import @Nullable Output<Object> handler;
  @Import @Nullable Output<Object> overhead;
  @Import @Nullable Output<Object> scheduling;
  @Import @Nullable Output<Object> addressType;
  @Import @Nullable Output<Object> endpoints;
  @Import @Nullable Output<Object> ports;
  @Import @Nullable Output<Object> subsets;
  @Import @Nullable Output<Object> template;
  @Import @Nullable Output<Object> revision;

  private ManifestArgs(Map<String, Object> manifest) {
    manifest.forEach((name, value) -> set(name, Output.of(value)));
  }

  /**
   * Returns the top-level fields of a manifest that Pulumi cannot receive, as custom resources may
   * have.
   */
  static List<String> unknownFields(Manifest manifest) {
    var known =
        Stream.of(ManifestArgs.class.getDeclaredFields()).map(Field::getName).collect(toSet());
    return manifest.fields().keySet().stream().filter(name -> !known.contains(name)).toList();
  }

  static ManifestArgs of(Manifest manifest) {
    return new ManifestArgs(manifest.fields());
  }

  /** Returns a Secret with its data. */
  static ManifestArgs withData(Manifest manifest, Output<Map<String, String>> data) {
    var args = new ManifestArgs(manifest.fields());
    args.set("data", data.applyValue(values -> values));
    return args;
  }

  /**
   * Returns a manifest whose {@code spec} is known only when a gate has opened: until then nothing
   * is applied.
   */
  static ManifestArgs behind(Output<?> gate, Manifest manifest) {
    var args = new ManifestArgs(manifest.fields());
    var spec = manifest.at("spec").mapping();
    args.set("spec", gate.applyValue(opened -> spec));
    return args;
  }

  private void set(String name, Output<Object> value) {
    try {
      ManifestArgs.class.getDeclaredField(name).set(this, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Must be refused before: " + name, e);
    }
  }
}
