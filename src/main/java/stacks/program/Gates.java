package stacks.program;

import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.ResourceException;
import com.pulumi.resources.Resource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.guard.CheckException;

/**
 * Checks as outputs: a resource whose inputs derive from a gate is registered only after the check
 * has passed. In a preview nothing is applied, so nothing is checked.
 */
final class Gates {
  private final Executor executor;
  private final boolean isRelease;
  private final Consumer<ProgramFailure> failures;

  /**
   * @param executor runs checks, which wait for the cluster
   * @param isRelease whether a release runs this update, and rolls back itself if a check fails
   * @param failures receives why a check failed
   */
  Gates(Executor executor, boolean isRelease, Consumer<ProgramFailure> failures) {
    this.executor = executor;
    this.isRelease = isRelease;
    this.failures = failures;
  }

  /** Opens when the earlier output has been applied. */
  Output<String> after(Output<?> earlier) {
    return isPreview() ? Output.of("") : earlier.applyValue(applied -> "");
  }

  /** Opens when the earlier output has been applied and the check has passed. */
  Output<String> after(Output<?> earlier, Resource subject, Runnable check) {
    return isPreview() ? Output.of("") : earlier.apply(applied -> passed(subject, check));
  }

  /**
   * Opens together with another gate, without depending on the resources that this gate waits for.
   */
  Output<String> detached(Output<String> gate) {
    var open = new CompletableFuture<String>();
    gate.applyValue(open::complete);
    return Output.of(open);
  }

  /**
   * A check that fails ends the program as a task of its own. Whatever waits for it waits forever:
   * if it failed as well, it might be reported instead, as a bug with a stack trace.
   */
  private Output<String> passed(Resource subject, Runnable check) {
    var gate = new CompletableFuture<String>();
    Output.of(CompletableFuture.supplyAsync(() -> run(check, subject), executor))
        .applyValue(gate::complete);
    return Output.of(gate);
  }

  private static boolean isPreview() {
    return Deployment.getInstance().isDryRun();
  }

  private String run(Runnable check, Resource subject) {
    try {
      check.run();
      return "";
    } catch (CheckException e) {
      var text = isRelease ? e.problem() : String.valueOf(e.getMessage());
      throw failed(FailureCause.REFUSED, text, subject);
    } catch (ClusterException e) {
      throw failed(e.because(), String.valueOf(e.getMessage()), subject);
    }
  }

  private ResourceException failed(FailureCause because, String text, Resource subject) {
    failures.accept(new ProgramFailure(because, text));
    return new ResourceException(text, subject, true);
  }
}
