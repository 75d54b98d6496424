package environments.analysis;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import java.util.Optional;

/** A Prometheus query about a color or track. */
public sealed interface Query {
  int DEFAULT_MIN_SAMPLES = 50;

  /** Returns its key in environment files. */
  String key();

  /** Returns whether its result can be compared with the level. */
  default boolean takes(Level level) {
    return level.isPercentage();
  }

  /** Returns the possible levels as part of a sentence. */
  default String levels() {
    return "a percentage such as `1%`";
  }

  /** A query about requests, which needs enough of them. */
  sealed interface OfRequests extends Query {
    /** Returns how many requests in the window a verdict needs. */
    int minSamples();
  }

  /**
   * The share of requests that were answered with a status of 500 or more.
   *
   * @param metric a counter of requests with the label {@code code}; {@code
   *     http_requests_total} by default
   */
  record ErrorRate(String metric, int minSamples) implements OfRequests {
    public static final String DEFAULT_METRIC = "http_requests_total";

    public ErrorRate {
      check(key(), metric, minSamples);
    }

    /** Uses {@code http_requests_total}, with at least 50 requests. */
    public static ErrorRate standard() {
      return new ErrorRate(DEFAULT_METRIC, DEFAULT_MIN_SAMPLES);
    }

    @Override
    public String key() {
      return "errorRate";
    }
  }

  /**
   * The time within which 95 % of the requests were answered.
   *
   * @param metric a histogram in seconds, without {@code _bucket}; {@code
   *     http_request_duration_seconds} by default
   */
  record P95Latency(String metric, int minSamples) implements OfRequests {
    public static final String DEFAULT_METRIC = "http_request_duration_seconds";

    public P95Latency {
      check(key(), metric, minSamples);
    }

    /** Uses {@code http_request_duration_seconds}, with at least 50 requests. */
    public static P95Latency standard() {
      return new P95Latency(DEFAULT_METRIC, DEFAULT_MIN_SAMPLES);
    }

    @Override
    public String key() {
      return "p95Latency";
    }

    @Override
    public boolean takes(Level level) {
      return level.isTime();
    }

    @Override
    public String levels() {
      return "a time such as `200ms`";
    }
  }

  /**
   * The CPU usage of the busiest pod, as a share of its container's limit.
   *
   * @param metric a counter of seconds for each pod; {@code container_cpu_usage_seconds_total}
   *     of the kubelet by default; {@code process_cpu_seconds_total} of Prometheus' client
   *     libraries works as well
   */
  record Saturation(String metric) implements Query {
    public static final String DEFAULT_METRIC = "container_cpu_usage_seconds_total";

    public Saturation {
      check(key(), metric, 1);
    }

    @Override
    public String key() {
      return "saturation";
    }

    @Override
    public String levels() {
      return "a percentage such as `80%`";
    }
  }

  /**
   * A query of the user's own.
   *
   * @param samples counts what its result is based on; without it, any number is enough
   */
  record Own(QueryTemplate template, Optional<Samples> samples) implements Query {
    public static Own of(QueryTemplate template) {
      return new Own(template, Optional.empty());
    }

    public Own withSamples(Samples counted) {
      return new Own(template, Optional.of(counted));
    }

    @Override
    public String key() {
      return "prometheus";
    }

    @Override
    public boolean takes(Level level) {
      return true;
    }
  }

  /**
   * The samples behind the result of a query of the user's own: requests, orders, messages.
   *
   * @param template counts them in the window, for one color or track
   * @param least how many a verdict needs; 1 to 1,000,000, 50 by default
   */
  record Samples(QueryTemplate template, int least) {
    public Samples {
      var rules =
          Rules.check()
              .that(
                  template.tellsSidesApart(),
                  "samples",
                  () ->
                      "Must count for one color or track; use `${pods}`, `${deployment}` or"
                          + " `${version}` in it.");
      checkMinSamples(rules, least);
      rules.enforce();
    }

    /** Requires at least 50 samples. */
    public static Samples of(QueryTemplate template) {
      return new Samples(template, DEFAULT_MIN_SAMPLES);
    }
  }

  private static void check(String key, String metric, int minSamples) {
    var rules =
        Rules.check()
            .value(
                isMetric(metric),
                SpecPath.of(key, "metric"),
                () ->
                    Fault.ofText(
                        "Must be the name of a metric, such as `http_requests_total`", metric));
    checkMinSamples(rules, minSamples);
    rules.enforce();
  }

  private static void checkMinSamples(Rules rules, int minSamples) {
    rules.value(
        minSamples >= 1 && minSamples <= 1_000_000,
        "minSamples",
        () -> Fault.of("Must be between 1 and 1000000", minSamples));
  }

  private static boolean isMetric(String text) {
    return !text.isEmpty()
        && text.length() <= 200
        && !Ascii.isDigit(text.charAt(0))
        && Ascii.isMadeOf(text, "_:");
  }
}
