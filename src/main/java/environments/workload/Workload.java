package environments.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.cluster.Cluster;
import environments.text.Durations;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SecretLiterals;
import environments.text.SpecPath;
import environments.values.AbsolutePath;
import environments.values.DataKey;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.ObjectName;
import environments.values.Quantity;
import environments.values.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pods of an app, whatever strategy releases them. Immutable; {@link #toBuilder()} makes
 * variations.
 *
 * <pre>{@code
 * Workload.builder()
 *     .namespace(DnsLabel.parse("shop"))
 *     .image(ImageRepository.parse("registry.example/shop/checkout"))
 *     .ports(Ports.of(Port.of("http", 8080)))
 *     .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
 *     .resources(Resources.of("100m", "500m", "64Mi", "128Mi"))
 *     .build();
 * }</pre>
 */
public final class Workload {
  private static final Pattern ENV_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String SECRET_RULE =
      "Looks like a secret, which everyone could read here; mount a Secret under `secrets`, such as"
          + " `checkout-payments: /etc/secrets/payments`.";
  private static final int CONFIG_LIMIT = 1024 * 1024;

  /** The folder in which clients of the Kubernetes API look for their token. */
  public static final AbsolutePath API_TOKEN_PATH =
      AbsolutePath.parse("/var/run/secrets/kubernetes.io/serviceaccount");

  private static final List<AbsolutePath> OF_THE_KERNEL =
      List.of(AbsolutePath.parse("/proc"), AbsolutePath.parse("/sys"), AbsolutePath.parse("/dev"));

  private final DnsLabel namespace;
  private final ImageRepository image;
  private final List<String> command;
  private final List<String> args;
  private final Ports ports;
  private final Probes probes;
  private final Optional<MetricsEndpoint> metrics;
  private final Resources resources;
  private final Map<String, EnvironmentVariable> env;
  private final Map<String, String> config;
  private final AbsolutePath configPath;
  private final Map<ObjectName, AbsolutePath> secrets;
  private final Map<AbsolutePath, Quantity> writablePaths;
  private final List<Permission> permissions;
  private final List<Peer> ingress;
  private final List<Egress> egress;
  private final UpdateStrategy updateStrategy;
  private final Shutdown shutdown;
  private final int maxUnavailable;
  private final int runAsUser;
  private final Optional<ObjectName> priorityClass;
  private final boolean recommendsResources;
  private final UserMetadata metadata;
  private final Map<Exemption, Reason> exemptions;

  private Workload(Builder builder) {
    namespace = given(builder.namespace, "namespace");
    image = given(builder.image, "image");
    command = List.copyOf(builder.command);
    args = List.copyOf(builder.args);
    ports = given(builder.ports, "ports");
    probes = given(builder.probes, "probes");
    metrics = builder.metrics;
    resources = given(builder.resources, "resources");
    env = Ordered.copy(builder.env);
    config = Ordered.copy(builder.config);
    configPath = builder.configPath;
    secrets = Ordered.copy(builder.secrets);
    writablePaths = Ordered.copy(builder.writablePaths);
    permissions = List.copyOf(builder.permissions);
    ingress = List.copyOf(builder.ingress);
    egress = List.copyOf(builder.egress);
    updateStrategy = builder.updateStrategy;
    shutdown = builder.shutdown;
    maxUnavailable = builder.maxUnavailable;
    runAsUser = builder.runAsUser;
    priorityClass = builder.priorityClass;
    recommendsResources = builder.recommendsResources;
    metadata = builder.metadata;
    exemptions = Ordered.copy(builder.exemptions);
    var rules = Rules.check();
    checkPortReferences(rules);
    checkVariables(rules, SpecPath.of("env"), env, exemptions);
    checkWords(rules);
    checkConfig(rules);
    checkMounts(rules);
    checkTimes(rules);
    checkRest(rules);
    rules.enforce();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder that starts with the values of this workload. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  public DnsLabel namespace() {
    return namespace;
  }

  public ImageRepository image() {
    return image;
  }

  public List<String> command() {
    return command;
  }

  public List<String> args() {
    return args;
  }

  public Ports ports() {
    return ports;
  }

  public Probes probes() {
    return probes;
  }

  public Optional<MetricsEndpoint> metrics() {
    return metrics;
  }

  public Resources resources() {
    return resources;
  }

  public Map<String, EnvironmentVariable> env() {
    return env;
  }

  public Map<String, String> config() {
    return config;
  }

  public AbsolutePath configPath() {
    return configPath;
  }

  public Map<ObjectName, AbsolutePath> secrets() {
    return secrets;
  }

  public Map<AbsolutePath, Quantity> writablePaths() {
    return writablePaths;
  }

  public List<Permission> permissions() {
    return permissions;
  }

  public List<Peer> ingress() {
    return ingress;
  }

  public List<Egress> egress() {
    return egress;
  }

  public UpdateStrategy updateStrategy() {
    return updateStrategy;
  }

  public Shutdown shutdown() {
    return shutdown;
  }

  public int maxUnavailable() {
    return maxUnavailable;
  }

  public int runAsUser() {
    return runAsUser;
  }

  public Optional<ObjectName> priorityClass() {
    return priorityClass;
  }

  public boolean recommendsResources() {
    return recommendsResources;
  }

  public UserMetadata metadata() {
    return metadata;
  }

  public Map<Exemption, Reason> exemptions() {
    return exemptions;
  }

  private void checkPortReferences(Rules rules) {
    checkProbePort(rules, "readiness", probes.readiness());
    checkProbePort(rules, "liveness", probes.liveness());
    probes.startup().ifPresent(probe -> checkProbePort(rules, "startup", probe));
    metrics.ifPresent(
        endpoint -> ports.checkTcp(rules, SpecPath.of("metrics", "port"), endpoint.port()));
  }

  private void checkProbePort(Rules rules, String name, Probe probe) {
    var action = probe.action();
    action
        .port()
        .ifPresent(
            port -> ports.checkTcp(rules, SpecPath.of("probes", name, action.key(), "port"), port));
  }

  /**
   * @param path of the variables
   */
  public static void checkVariables(
      Rules rules,
      SpecPath path,
      Map<String, EnvironmentVariable> env,
      Map<Exemption, Reason> exemptions) {
    env.forEach(
        (name, variable) -> {
          rules.that(
              ENV_NAME.matcher(name).matches(),
              path.then(name),
              () ->
                  "The name of a variable must be letters, digits and `_`, and not begin with a"
                      + " digit.");
          checkVariable(rules, path, name, variable, exemptions);
        });
  }

  private static void checkVariable(
      Rules rules,
      SpecPath path,
      String name,
      EnvironmentVariable variable,
      Map<Exemption, Reason> exemptions) {
    if (variable instanceof EnvironmentVariable.Literal literal) {
      checkText(rules, path.then(name), name, literal.value());
    } else if (variable instanceof EnvironmentVariable.SecretKeyRef) {
      rules.that(
          exemptions.containsKey(Exemption.SECRETS_AS_FILES),
          path.then(name),
          () ->
              "Must be a file: mount the Secret under `secrets`, or give a reason under"
                  + " `exemptions.secrets-as-files`.");
    }
  }

  private void checkWords(Rules rules) {
    checkWords(rules, SpecPath.of("command"), command);
    checkWords(rules, SpecPath.of("args"), args);
    checkWords(rules, "readiness", probes.readiness());
    checkWords(rules, "liveness", probes.liveness());
    probes.startup().ifPresent(probe -> checkWords(rules, "startup", probe));
    checkOpen(rules, "annotations", metadata.annotations());
    checkOpen(rules, "labels", metadata.labels());
  }

  private static void checkWords(Rules rules, String name, Probe probe) {
    if (probe.action() instanceof Probe.Exec exec) {
      checkWords(rules, SpecPath.of("probes", name, "exec", "command"), exec.command());
    }
  }

  public static void checkWords(Rules rules, SpecPath key, List<String> words) {
    for (var word : words) {
      checkText(rules, key, "", word);
    }
  }

  /** No other message shows a text that is a secret. */
  private static void checkText(Rules rules, SpecPath key, String name, String text) {
    if (SecretLiterals.isSecret(name, text)) {
      rules.that(false, key, () -> SECRET_RULE);
    } else {
      checkFilled(rules, key, text);
    }
  }

  private static void checkOpen(Rules rules, String kind, Map<String, String> values) {
    for (var entry : values.entrySet()) {
      checkOpen(rules, SpecPath.of(kind, entry.getKey()), entry.getValue());
    }
  }

  private static void checkOpen(Rules rules, SpecPath key, String value) {
    rules.that(!SecretLiterals.isSecretValue(value), key, () -> SECRET_RULE);
  }

  /** The author of a placeholder expects that something fills it in. */
  private static void checkFilled(Rules rules, SpecPath key, String value) {
    rules.value(
        value.indexOf("{{") < 0 || value.indexOf("}}", value.indexOf("{{")) < 0,
        key,
        () ->
            Fault.ofText("Must be the value itself, because `{{ }}` is not a template here", value)
                .withFix("; write the value, or add the app's template as a file under `config`."));
  }

  private void checkConfig(Rules rules) {
    config.forEach(
        (name, content) ->
            rules
                .that(
                    DataKey.isValid(name),
                    SpecPath.of("config", name),
                    () -> "The name " + DataKey.RULE + ".")
                .that(
                    !SecretLiterals.isSecret(name, content),
                    SpecPath.of("config", name),
                    () -> SECRET_RULE));
    int size =
        config.entrySet().stream()
            .mapToInt(e -> e.getKey().getBytes(UTF_8).length + e.getValue().getBytes(UTF_8).length)
            .sum();
    rules.value(
        size <= CONFIG_LIMIT,
        "config",
        () ->
            Fault.of("Must be at most 1 MiB in total", size)
                .withFix(" bytes; put large files into the image."));
  }

  private void checkMounts(Rules rules) {
    var mounts = new LinkedHashMap<SpecPath, AbsolutePath>();
    if (!config.isEmpty()) {
      mounts.put(SpecPath.of("configPath"), configPath);
    }
    secrets.forEach((name, path) -> mounts.put(SpecPath.of("secrets", name), path));
    writablePaths.keySet().forEach(path -> mounts.put(SpecPath.of("writablePaths", path), path));
    var all = List.copyOf(mounts.entrySet());
    for (int i = 0; i < all.size(); i++) {
      checkMount(rules, all.subList(0, i), all.get(i));
    }
    mounts.forEach((key, path) -> checkMountPath(rules, key, path));
    checkSizes(rules);
  }

  private void checkMountPath(Rules rules, SpecPath key, AbsolutePath path) {
    OF_THE_KERNEL.forEach(
        folder ->
            rules.value(
                !path.overlaps(folder),
                key,
                () ->
                    Fault.ofText(
                        "Must not overlap `" + folder + "`, which is the kernel's", path)));
    rules.value(
        permissions.isEmpty() || !path.overlaps(API_TOKEN_PATH),
        key,
        () ->
            Fault.ofText(
                "Must not overlap `" + API_TOKEN_PATH + "`, where the token for `permissions` is",
                path));
  }

  /** Compares with the rest of the limit, since the sum could overflow. */
  private void checkSizes(Rules rules) {
    var limit = resources.limits().ephemeralStorage();
    long left = limit.thousandths();
    for (var folder : writablePaths.entrySet()) {
      var size = folder.getValue();
      rules.that(
          !size.isZero(),
          SpecPath.of("writablePaths", folder.getKey()),
          () -> "Must be above zero.");
      left = left < 0 ? left : left - size.thousandths();
    }
    rules.that(left >= 0, "writablePaths", () -> sizeRule(limit));
  }

  private String sizeRule(Quantity limit) {
    var sizes = writablePaths.values().stream().map(Quantity::text).toList();
    return "Must be at most `resources.limits.ephemeral-storage` ("
        + limit
        + ") in total, or the pod is evicted before they are full, got "
        + String.join(" + ", sizes)
        + ".";
  }

  private static void checkMount(
      Rules rules,
      List<Map.Entry<SpecPath, AbsolutePath>> mounts,
      Map.Entry<SpecPath, AbsolutePath> mount) {
    for (var earlier : mounts) {
      rules.that(
          !mount.getValue().overlaps(earlier.getValue()),
          mount.getKey(),
          () ->
              "Must not overlap the path of `"
                  + earlier.getKey()
                  + "` ("
                  + earlier.getValue()
                  + ").");
    }
  }

  private void checkTimes(Rules rules) {
    var readiness = probes.readiness().period();
    rules.value(
        readiness.compareTo(updateStrategy.minReady()) <= 0,
        SpecPath.of("updateStrategy", "minReady"),
        () ->
            Fault.of(
                "Must be at least the period of the readiness probe ("
                    + Durations.text(readiness)
                    + "), or a pod counts as ready before its second probe",
                Durations.text(updateStrategy.minReady())));
    var ready = timeUntilReady();
    var needed = ready.plus(updateStrategy.minReady());
    rules.value(
        needed.compareTo(updateStrategy.progressDeadline()) < 0,
        SpecPath.of("updateStrategy", "progressDeadline"),
        () ->
            Fault.of(
                "Must be above "
                    + Durations.text(needed)
                    + ", or a Deployment fails while its pods may still become ready ("
                    + explained(ready)
                    + " + `minReady` "
                    + Durations.text(updateStrategy.minReady())
                    + ")",
                Durations.text(updateStrategy.progressDeadline())));
  }

  /** Both are counted from the start of the container: the longer one delays the pod. */
  private Duration timeUntilReady() {
    var startup = probes.startup().map(Probe::patience).orElse(Duration.ZERO);
    var delay = probes.readiness().initialDelay();
    return startup.compareTo(delay) > 0 ? startup : delay;
  }

  private String explained(Duration ready) {
    var startup = probes.startup().filter(probe -> probe.patience().equals(ready));
    return startup
        .map(
            probe ->
                "startup probe "
                    + (probe.initialDelay().isZero()
                        ? ""
                        : Durations.text(probe.initialDelay()) + " + ")
                    + probe.failureThreshold()
                    + " x "
                    + Durations.text(probe.period()))
        .orElseGet(() -> "`initialDelay` of the readiness probe " + Durations.text(ready));
  }

  private void checkRest(Rules rules) {
    rules
        .value(
            runAsUser >= 10001 && runAsUser <= 65535,
            "runAsUser",
            () ->
                Fault.of(
                    "Must be between 10001 (lower ids belong to the node) and 65535", runAsUser))
        .value(
            maxUnavailable >= 1,
            "maxUnavailable",
            () -> Fault.of("Must be at least 1, or no node could be drained", maxUnavailable));
    Reason.check(rules, exemptions);
  }

  private static <T> T given(@Nullable T value, String key) {
    if (value == null) {
      throw new InvalidSpecException(
          List.of(
              new InvalidSpecException.Violation(SpecPath.of(key), Fault.of("Must be given."))));
    }
    return value;
  }

  /**
   * Builds a workload. Namespace, image, ports, probes and resources are required; everything else
   * has defaults.
   */
  public static final class Builder {
    private @Nullable DnsLabel namespace;
    private @Nullable ImageRepository image;
    private List<String> command = List.of();
    private List<String> args = List.of();
    private @Nullable Ports ports;
    private @Nullable Probes probes;
    private Optional<MetricsEndpoint> metrics = Optional.empty();
    private @Nullable Resources resources;
    private final Map<String, EnvironmentVariable> env = new LinkedHashMap<>();
    private final Map<String, String> config = new LinkedHashMap<>();
    private AbsolutePath configPath = AbsolutePath.parse("/etc/config");
    private final Map<ObjectName, AbsolutePath> secrets = new LinkedHashMap<>();
    private final Map<AbsolutePath, Quantity> writablePaths = new LinkedHashMap<>();
    private final List<Permission> permissions = new ArrayList<>();
    private final List<Peer> ingress = new ArrayList<>();
    private final List<Egress> egress = new ArrayList<>();
    private UpdateStrategy updateStrategy = UpdateStrategy.DEFAULT;
    private Shutdown shutdown = Shutdown.DEFAULT;
    private int maxUnavailable = 1;
    private int runAsUser = 10001;
    private Optional<ObjectName> priorityClass = Optional.empty();
    private boolean recommendsResources;
    private UserMetadata metadata = UserMetadata.NONE;
    private final Map<Exemption, Reason> exemptions = new LinkedHashMap<>();

    private Builder() {}

    private Builder(Workload from) {
      namespace = from.namespace;
      image = from.image;
      command = from.command;
      args = from.args;
      ports = from.ports;
      probes = from.probes;
      metrics = from.metrics;
      resources = from.resources;
      env.putAll(from.env);
      config.putAll(from.config);
      configPath = from.configPath;
      secrets.putAll(from.secrets);
      writablePaths.putAll(from.writablePaths);
      permissions.addAll(from.permissions);
      ingress.addAll(from.ingress);
      egress.addAll(from.egress);
      updateStrategy = from.updateStrategy;
      shutdown = from.shutdown;
      maxUnavailable = from.maxUnavailable;
      runAsUser = from.runAsUser;
      priorityClass = from.priorityClass;
      recommendsResources = from.recommendsResources;
      metadata = from.metadata;
      exemptions.putAll(from.exemptions);
    }

    public Builder namespace(DnsLabel name) {
      namespace = name;
      return this;
    }

    public Builder image(ImageRepository repository) {
      image = repository;
      return this;
    }

    /** Sets the command that the container runs instead of its image's entrypoint. */
    public Builder command(List<String> words) {
      command = words;
      return this;
    }

    public Builder args(List<String> words) {
      args = words;
      return this;
    }

    public Builder ports(Ports declared) {
      ports = declared;
      return this;
    }

    public Builder probes(Probes all) {
      probes = all;
      return this;
    }

    /** Annotates the pods for Prometheus, and admits it. */
    public Builder metrics(MetricsEndpoint endpoint) {
      metrics = Optional.of(endpoint);
      return this;
    }

    public Builder resources(Resources amounts) {
      resources = amounts;
      return this;
    }

    public Builder env(String name, String value) {
      return env(name, new EnvironmentVariable.Literal(value));
    }

    public Builder env(String name, EnvironmentVariable variable) {
      env.put(name, variable);
      return this;
    }

    /**
     * Adds a file to the ConfigMap that is mounted at {@code configPath}, {@code /etc/config} by
     * default.
     */
    public Builder config(String fileName, String content) {
      config.put(fileName, content);
      return this;
    }

    public Builder configPath(AbsolutePath folder) {
      configPath = folder;
      return this;
    }

    /** Mounts a Secret that is created elsewhere, as a read-only file for each of its keys. */
    public Builder secret(ObjectName name, AbsolutePath folder) {
      secrets.put(name, folder);
      return this;
    }

    /**
     * Adds an initially empty folder that the app may write to; the root file system is read-only.
     */
    public Builder writablePath(AbsolutePath folder, Quantity size) {
      writablePaths.put(folder, size);
      return this;
    }

    /**
     * Grants a permission on the Kubernetes API, and gives the app a token, which it does not have
     * otherwise.
     */
    public Builder permission(Permission permission) {
      permissions.add(permission);
      return this;
    }

    /**
     * Admits a peer to the ports. Without any, everyone may reach an app behind a load balancer,
     * and otherwise only the same namespace.
     */
    public Builder ingress(Peer from) {
      ingress.add(from);
      return this;
    }

    /** Adds a destination that the app may call in addition to DNS. */
    public Builder egress(Egress target) {
      egress.add(target);
      return this;
    }

    public Builder updateStrategy(UpdateStrategy strategy) {
      updateStrategy = strategy;
      return this;
    }

    public Builder shutdown(Shutdown times) {
      shutdown = times;
      return this;
    }

    /**
     * Sets how many pods a node drain may remove at once; at least 1, below the number of replicas.
     */
    public Builder maxUnavailable(int pods) {
      maxUnavailable = pods;
      return this;
    }

    /** The user and group of the processes; 10001 to 65535. */
    public Builder runAsUser(int id) {
      runAsUser = id;
      return this;
    }

    /** Uses a PriorityClass of the cluster instead of {@link Cluster#priorityClass()}. */
    public Builder priorityClass(ObjectName name) {
      priorityClass = Optional.of(name);
      return this;
    }

    /** Adds a VerticalPodAutoscaler that recommends requests and changes nothing. */
    public Builder recommendResources() {
      recommendsResources = true;
      return this;
    }

    public Builder metadata(UserMetadata labelsAndAnnotations) {
      metadata = labelsAndAnnotations;
      return this;
    }

    public Builder exempt(Exemption exemption, String reason) {
      return exempt(exemption, Reason.of(reason));
    }

    public Builder exempt(Exemption exemption, Reason reason) {
      exemptions.put(exemption, reason);
      return this;
    }

    /**
     * @throws InvalidSpecException with everything that is missing or invalid
     */
    public Workload build() {
      return new Workload(this);
    }
  }
}
