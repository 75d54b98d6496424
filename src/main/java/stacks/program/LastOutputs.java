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
 * What the stack told at the end of its last update. Pulumi's engine has it until this update tells
 * anew, in previews as well, and without a look at where the state is kept, which may be written to
 * meanwhile.
 */
public final class LastOutputs {
  private static final String GET_RESOURCE = "pulumi:pulumi:getResource";

  private final Tree outputs;

  private LastOutputs(Tree outputs) {
    this.outputs = outputs;
  }

  /** Of the stack whose program this is. */
  static LastOutputs read() {
    var deployment = DeploymentInternal.getInstance();
    // The engine knows the stack by its URN only when it has been registered, which the program
    // does not wait for.
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

  /** The cluster that the stack was applied to, if it could be found out. */
  public Optional<ClusterUid> cluster() {
    return outputs.at(ClusterRule.OUTPUT).text().flatMap(ClusterUid::find);
  }

  /** Each app, by its name. */
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
