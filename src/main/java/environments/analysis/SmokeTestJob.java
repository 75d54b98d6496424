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
 * A program that tests a side before it gets traffic: a Job in the cluster, which passes if the
 * program exits with 0, and is not repeated.
 *
 * @param command the program and its arguments; it runs without a shell
 * @param image of the program; if empty, the side's own
 * @param env in addition to {@link #TARGET_HOST} and {@link #TARGET_PORT}
 * @param timeout for the Job, from its creation; 1 s to 5 min
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

  /** The part of the Job's name between the name of the side's Deployment and a hash. */
  public static final String SUFFIX = "-smoke-test";

  /** In hexadecimal digits. */
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

  /** Returns a Job with the side's own image and a timeout of 2 min. */
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
    return "Must not be set: Sluice sets `" + variable + "` to the address of the tested side.";
  }

  /**
   * Applies the rules for the app's own container, and checks the length of the name.
   *
   * @param side the suffix of the app's longest Deployment name, such as {@code -green}
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
        + " more characters, and Kubernetes allows 63; shorten the name, or test with `httpGet`.";
  }
}
