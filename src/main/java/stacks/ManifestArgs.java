package stacks;

import charts.Manifest;
import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A manifest as the inputs of a resource: Pulumi reads them from fields, so there is one for each field that objects have. */
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

  private ManifestArgs(Map<String, Object> manifest) {
    manifest.forEach((name, value) -> set(name, Output.of(value)));
  }

  static ManifestArgs of(Manifest manifest) {
    return new ManifestArgs(manifest.fields());
  }

  /** A Secret with its data. */
  static ManifestArgs withData(Manifest manifest, Output<Map<String, String>> data) {
    var args = new ManifestArgs(manifest.fields());
    args.set("data", data.applyValue(values -> values));
    return args;
  }

  /** One whose {@code spec} is known only when a gate has opened: until then nothing is applied, and if it never does, nothing is. */
  static ManifestArgs behind(Output<?> gate, Manifest manifest) {
    var args = new ManifestArgs(manifest.fields());
    var spec = Fields.mapping(manifest.fields(), "spec");
    args.set("spec", gate.applyValue(opened -> spec));
    return args;
  }

  private void set(String name, Output<Object> value) {
    try {
      ManifestArgs.class.getDeclaredField(name).set(this, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "Pulumi is not told of the field `" + name + "`; it must be a field of this class.", e);
    }
  }
}
