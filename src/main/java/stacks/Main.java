package stacks;

import com.pulumi.Pulumi;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program that {@code pulumi up} runs, in the folder that has {@code Pulumi.yaml}. */
public final class Main {
  private static final int MISUSE = 2;

  /** Held here: a logger that nobody holds is collected, and its level with it. */
  private static final Logger PULUMI_LOG = Logger.getLogger("com.pulumi");

  private Main() {}

  public static void main(String[] args) {
    if (System.getenv("PULUMI_MONITOR") == null) {
      System.err.println(
          "This is the program that Pulumi runs: use `pulumi up`, or `./sluice` for all else.");
      System.exit(MISUSE);
    }
    // What the library logs it tells the engine, too; on standard error it would be there twice.
    PULUMI_LOG.setLevel(Level.OFF);
    Pulumi.run(new StackProgram(Path.of(""), Main::live, Executors.newCachedThreadPool())::run);
  }

  /** The client lives as long as the process. */
  private static LiveEnvironment live(Optional<String> context) {
    var cluster = Fabric8Cluster.of(context);
    return new LiveEnvironment(cluster, new LiveChecks(cluster, cluster, new SystemTicker()));
  }
}
