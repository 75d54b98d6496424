package environments.workload;

import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.Quantity;

/**
 * The resource requests and limits of a container. Each request is above zero and at most its
 * limit: an autoscaler's utilization is a share of the request.
 */
public record Resources(Amounts requests, Amounts limits) {
  public static final Quantity DEFAULT_EPHEMERAL_REQUEST = Quantity.parse("64Mi");
  public static final Quantity DEFAULT_EPHEMERAL_LIMIT = Quantity.parse("256Mi");

  public Resources {
    var rules = Rules.check();
    pair(rules, "cpu", requests.cpu, limits.cpu);
    pair(rules, "memory", requests.memory, limits.memory);
    pair(rules, "ephemeral-storage", requests.ephemeralStorage, limits.ephemeralStorage);
    wholeBytes(rules, "requests", requests);
    wholeBytes(rules, "limits", limits);
    rules.enforce();
  }

  /**
   * Returns requests and limits of CPU and memory, with 64Mi of ephemeral storage requested and a
   * limit of 256Mi.
   */
  public static Resources of(
      String cpuRequest, String cpuLimit, String memoryRequest, String memoryLimit) {
    return new Resources(
        new Amounts(
            Quantity.parse(cpuRequest), Quantity.parse(memoryRequest), DEFAULT_EPHEMERAL_REQUEST),
        new Amounts(
            Quantity.parse(cpuLimit), Quantity.parse(memoryLimit), DEFAULT_EPHEMERAL_LIMIT));
  }

  public Resources withEphemeralStorage(String request, String limit) {
    return new Resources(
        new Amounts(requests.cpu, requests.memory, Quantity.parse(request)),
        new Amounts(limits.cpu, limits.memory, Quantity.parse(limit)));
  }

  private static void pair(Rules rules, String resource, Quantity request, Quantity limit) {
    rules
        .value(!request.isZero(), SpecPath.of("requests", resource), () -> zeroRule(request))
        .value(
            request.compareTo(limit) <= 0,
            SpecPath.of("requests", resource),
            () ->
                Fault.of("Must not exceed `limits." + resource + "` (" + limit + ")", request)
                    .withFix("; lower it, or raise the limit."));
  }

  private static Fault zeroRule(Quantity request) {
    return Fault.of("Must be above zero, because scheduling and autoscaling depend on it", request);
  }

  private static void wholeBytes(Rules rules, String kind, Amounts amounts) {
    rules
        .value(
            amounts.memory.isWhole(), SpecPath.of(kind, "memory"), () -> byteRule(amounts.memory))
        .value(
            amounts.ephemeralStorage.isWhole(),
            SpecPath.of(kind, "ephemeral-storage"),
            () -> byteRule(amounts.ephemeralStorage));
  }

  private static Fault byteRule(Quantity quantity) {
    return Fault.ofText("Must be a whole number of bytes, such as `128Mi`", quantity)
        .withFix(" (`m` is a thousandth).");
  }

  /**
   * @param cpu cores, such as {@code 250m}
   * @param memory bytes, such as {@code 128Mi}
   * @param ephemeralStorage bytes of the container's own disk and logs
   */
  public record Amounts(Quantity cpu, Quantity memory, Quantity ephemeralStorage) {}
}
