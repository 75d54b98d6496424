package stacks.program;

import charts.Tree;
import com.pulumi.core.TypeShape;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.internal.Internal;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.deployment.internal.DeploymentInternal;
import com.pulumi.resources.InvokeArgs;
import environments.values.ClusterUid;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of the stack's last update. Pulumi's engine keeps them until this update has new
 * ones, in previews as well, so the stored state, which may be changing, is not read.
 */
public final class LastOutputs {
  private static final String GET_RESOURCE = "pulumi:pulumi:getResource";

  private final Tree outputs;

  private LastOutputs(Tree outputs) {
    this.outputs = outputs;
  }

  /** Reads them for the stack of this program. */
  static LastOutputs read() {
    var deployment = DeploymentInternal.getInstance();
    // The engine knows the stack's URN only after it is registered, and the program does not wait
    // for that.
    var urn = Internal.of(deployment.getStack().urn()).getValueNullable().join();
    var found =
        deployment
            .invokeAsync(
                GET_RESOURCE,
                TypeShape.map(String.class, Object.class),
                new Urn(urn),
                InvokeOptions.Empty)
            .join();
    return new LastOutputs(Tree.of(found).at("state"));
  }

  static LastOutputs of(Map<String, Object> outputs) {
    return new LastOutputs(Tree.of(outputs));
  }

  /** Returns the cluster that the stack was applied to, if known. */
  public Optional<ClusterUid> cluster() {
    return outputs.at(ClusterRule.OUTPUT).text().flatMap(ClusterUid::find);
  }

  /** Returns the outputs of each app by name. */
  public Map<String, Object> apps() {
    return outputs.at("apps").mapping();
  }

  @SuppressWarnings("unused") // read by reflection
  private static final class Urn extends InvokeArgs {
    @Import private final @Nullable String urn;

    private Urn(@Nullable String urn) {
      this.urn = urn;
    }
  }
}
