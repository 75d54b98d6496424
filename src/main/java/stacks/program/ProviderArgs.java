package stacks.program;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Import;
import com.pulumi.resources.ResourceArgs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which cluster the provider talks to. */
@SuppressWarnings("unused") // read by reflection
final class ProviderArgs extends ResourceArgs {
  @Import private final @Nullable Output<String> context;

  /** A Secret that is replaced is not there for a while; one that is immutable would have to be. */
  @Import(json = true)
  private final Output<Boolean> enableSecretMutable = Output.of(true);

  ProviderArgs(Optional<String> context) {
    this.context = context.map(Output::of).orElse(null);
  }
}
