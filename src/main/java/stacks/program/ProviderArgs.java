package stacks.program;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The inputs of the Kubernetes provider: which cluster it uses. */
@SuppressWarnings("unused") // read by reflection
final class ProviderArgs extends ResourceArgs {
  @Import private final @Nullable Output<String> context;

  /** A replaced Secret is missing for a while, and an immutable one would have to be replaced. */
  @Import(json = true)
  private final Output<Boolean> enableSecretMutable = Output.of(true);

  ProviderArgs(Optional<String> context) {
    this.context = context.map(Output::of).orElse(null);
  }
}
