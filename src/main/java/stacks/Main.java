package stacks;

import com.pulumi.Pulumi;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import stacks.cluster.Fabric8Cluster;
import stacks.program.LiveEnvironment;
import stacks.program.PulumiLibrary;
import stacks.program.StackProgram;

/** The program that {@code pulumi up} runs, in the folder with {@code Pulumi.yaml}. */
public final class Main {
  private static final int MISUSE = 2;

  private Main() {}

  public static void main(String[] args) {
    if (System.getenv("PULUMI_MONITOR") == null) {
      System.err.println(
          "This is the program that Pulumi runs: use `pulumi up`, or `./sluice` for everything"
              + " else.");
      System.exit(MISUSE);
    }
    PulumiLibrary.prepare();
    Pulumi.run(
        new StackProgram(
                Path.of(""),
                Main::live,
                Executors.newCachedThreadPool(),
                Optional::empty,
                () -> failure -> {})
            ::run);
  }

  /** The client lives as long as the process. */
  private static LiveEnvironment live(Optional<String> context, Consumer<String> warnings) {
    return LiveEnvironment.of(Fabric8Cluster.of(context), warnings);
  }
}
