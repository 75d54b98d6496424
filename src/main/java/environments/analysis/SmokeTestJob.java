package environments.analysis;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.values.Image;
import environments.workload.EnvironmentVariable;
import environments.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program that tests a side before the side gets traffic: a Job in the cluster, which passes if
 * the program exits with 0, and which is not tried again.
 *
 * @param command the program and its arguments; no shell
 * @param image where the program is; if empty, the side's own
 * @param env beside {@link #TARGET_HOST} and {@link #TARGET_PORT}
 * @param timeout until it must have ended, from the moment at which the Job is made; 1 s to 5 min
 */
public record SmokeTestJob(
    List<String> command,
    List<String> args,
    Optional<Image> image,
    Map<String, EnvironmentVariable> env,
    Duration timeout) {
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

  /** The variable with the host of the side's own Service. */
  public static final String TARGET_HOST = "TARGET_HOST";

  /** The variable with that Service's first port. */
  public static final String TARGET_PORT = "TARGET_PORT";

  /** What stands in the Job's name behind that of the side's Deployment, and before a hash. */
  public static final String SUFFIX = "-smoke-test";

  /** Hexadecimal digits. */
  public static final int HASH_LENGTH = 8;

  private static final SpecPath KEY = SpecPath.of("smokeTest", "job");

  public SmokeTestJob {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = Ordered.copy(env);
    int words = command.size();
    Rules.check()
        .that(words > 0, "command", () -> "Must have at least one word: the program.")
        .value(
            Durations.between(timeout, 1, 300),
            "timeout",
            () -> Fault.of("Must be between 1s and 5m", Durations.text(timeout)))
        .that(
            !env.containsKey(TARGET_HOST),
            SpecPath.of("env", TARGET_HOST),
            () -> given(TARGET_HOST))
        .that(
            !env.containsKey(TARGET_PORT),
            SpecPath.of("env", TARGET_PORT),
            () -> given(TARGET_PORT))
        .enforce();
  }

  /** In the side's own image, within 2 min. */
  public static SmokeTestJob of(String... command) {
    return new SmokeTestJob(
        List.of(command), List.of(), Optional.empty(), Map.of(), DEFAULT_TIMEOUT);
  }

  public SmokeTestJob withArgs(String... words) {
    return new SmokeTestJob(command, List.of(words), image, env, timeout);
  }

  public SmokeTestJob withEnv(String name, EnvironmentVariable value) {
    return new SmokeTestJob(command, args, image, Ordered.with(env, name, value), timeout);
  }

  public SmokeTestJob withImage(Image other) {
    return new SmokeTestJob(command, args, Optional.of(other), env, timeout);
  }

  public SmokeTestJob withTimeout(Duration limit) {
    return new SmokeTestJob(command, args, image, env, limit);
  }

  private static String given(String variable) {
    return "Must not be set: Sluice sets `" + variable + "` to the address of what is tested.";
  }

  /**
   * The same rules as for the app's own container, and a name that Kubernetes takes.
   *
   * @param side what stands behind the app's name in that of its longest Deployment, such as
   *     {@code -green}
   */
  void check(Rules rules, DnsLabel app, String side, Workload workload) {
    int limit = DnsLabel.MAX_LENGTH - side.length() - SUFFIX.length() - 1 - HASH_LENGTH;
    rules.that(app.value().length() <= limit, KEY, () -> nameRule(app, side, limit));
    Workload.checkWords(rules, KEY.then("command"), command);
    Workload.checkWords(rules, KEY.then("args"), args);
    Workload.checkVariables(rules, KEY.then("env"), env, workload.exemptions());
  }

  private static String nameRule(DnsLabel app, String side, int limit) {
    return "Needs an app whose name has at most "
        + limit
        + " characters, but `"
        + app
        + "` has "
        + app.value().length()
        + ": the Job is called `<app>"
        + side
        + SUFFIX
        + "-` and "
        + HASH_LENGTH
        + " characters more, and Kubernetes takes 63; shorten the name, or test by `httpGet`.";
  }
}
