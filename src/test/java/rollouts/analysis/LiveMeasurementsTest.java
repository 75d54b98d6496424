package rollouts.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import environments.analysis.Analysis;
import environments.analysis.HttpMetric;
import environments.analysis.JobMetric;
import environments.analysis.Metric;
import environments.analysis.PrometheusMetric;
import environments.analysis.Query;
import environments.analysis.QueryTemplate;
import environments.analysis.SmokeTest;
import environments.analysis.Thresholds;
import environments.cluster.PrometheusServer;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.Version;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Resources;
import environments.workload.Workload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollouts.analysis.Measurement.Failed;
import rollouts.analysis.Measurement.Figure;
import rollouts.analysis.Measurement.ManySeries;
import rollouts.analysis.Measurement.NoData;
import rollouts.analysis.Measurement.NotANumber;
import rollouts.analysis.Measurement.TooFewSamples;
import stacks.cluster.ClusterException;
import stacks.cluster.Ticker;

/** Tests the requests to Prometheus and pods, and the measurements from their answers. */
class LiveMeasurementsTest {
  private static final DnsLabel NAME = DnsLabel.parse("metric");
  private static final String GREEN = "namespace=\"shop\",pod=~\"checkout-green-5d8f9c-[a-z0-9]+\"";
  private static final String ERRORS =
      "(sum(rate(http_requests_total{"
          + GREEN
          + ",code=~\"5..\"}[60s])) or vector(0)) / sum(rate(http_requests_total{"
          + GREEN
          + ",code!=\"\"}[60s]))";
  private static final String SAMPLES =
      "sum(increase(http_requests_total{" + GREEN + ",code!=\"\"}[60s]))";

  private static final Workload WORKLOAD =
      Workload.builder()
          .namespace(DnsLabel.parse("shop"))
          .image(ImageRepository.parse("registry.example/checkout"))
          .ports(Ports.of(Port.of("http", 8080)))
          .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
          .resources(Resources.of("100m", "500m", "64Mi", "128Mi"))
          .build();

  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final ArrayDeque<Optional<Integer>> statuses = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private SmokeTestJobs jobs = side -> Optional.empty();
  private Duration now = Duration.ZERO;
  private Duration slowness = Duration.ZERO;
  private HttpServer server;

  private final Ticker ticker =
      new Ticker() {
        @Override
        public Duration now() {
          return now;
        }

        @Override
        public void pause(Duration time) {
          throw new AssertionError("Nobody waits here");
        }
      };

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/query", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var query = URLDecoder.decode(body, UTF_8).substring("query=".length());
    asked.add(query);
    var values = answers.getOrDefault(query, "");
    var json =
        "{\"status\":\"success\",\"warnings\":[\"slow\"],\"data\":{\"resultType\":\"vector\",\"result\":["
            + values
            + "]}}";
    exchange.sendResponseHeaders(200, json.length());
    exchange.getResponseBody().write(json.getBytes(UTF_8));
    exchange.close();
  }

  private void know(String query, String... values) {
    var series = new ArrayList<String>();
    for (var value : values) {
      series.add("{\"metric\":{},\"value\":[1,\"" + value + "\"]}");
    }
    answers.put(query, String.join(",", series));
  }

  private static MeasuredSide side(String color, String... pods) {
    return new MeasuredSide(
        DnsLabel.parse("checkout"),
        DnsLabel.parse("checkout-" + color),
        WORKLOAD,
        Version.parse("1.2.0"),
        List.of(pods));
  }

  private static final MeasuredSide RECEIVING =
      side("green", "checkout-green-5d8f9c-aaaaa", "checkout-green-5d8f9c-bbbbb");
  private static final MeasuredSide STABLE = side("blue", "checkout-blue-77c4b6-ccccc");

  private Measured measured(Metric metric) {
    return round(metric, RECEIVING).measured().get(NAME);
  }

  private Round round(Metric metric, MeasuredSide receiving) {
    var server = PrometheusServer.of("http://127.0.0.1:" + this.server.getAddress().getPort());
    return LiveMeasurements.of(Optional.of(server), Optional.empty(), this::get, jobs, ticker)
        .measure(Analysis.of(metric), receiving, STABLE);
  }

  private Optional<Integer> get(
      String namespace, String pod, int port, String path, Duration timeout) {
    requests.add(namespace + "/" + pod + ":" + port + path + " " + timeout.toSeconds() + "s");
    var status = statuses.isEmpty() ? Optional.of(200) : statuses.remove();
    now = now.plus(status.isEmpty() ? timeout : slowness);
    return status;
  }

  private static PrometheusMetric errorRate() {
    return PrometheusMetric.of(NAME, Query.ErrorRate.standard(), Thresholds.max("1%"));
  }

  private static PrometheusMetric own(String query) {
    return PrometheusMetric.of(
        NAME, Query.Own.of(QueryTemplate.parse(query)), Thresholds.max("10"));
  }

  private static PrometheusMetric counted(String query) {
    var samples = Query.Samples.of(QueryTemplate.parse("orders{pod=~\"${pods}\"}"));
    return PrometheusMetric.of(
        NAME, Query.Own.of(QueryTemplate.parse(query)).withSamples(samples), Thresholds.max("10"));
  }

  @Test
  void errorRateIsAskedForWithItsSamples() {
    know(SAMPLES, "600.7");
    know(ERRORS, "0.002");
    now = Duration.ofSeconds(7);
    var round = round(errorRate(), RECEIVING);
    assertThat(round)
        .isEqualTo(
            new Round(
                Duration.ofSeconds(7),
                Map.of(NAME, Measured.of(new Figure(0.002, "600 requests in 1m"))),
                List.of("slow")));
    assertThat(asked).containsExactly(SAMPLES, ERRORS);
  }

  @Test
  void latencyIsThe95thPercentileOfTheHistogram() {
    know("sum(increase(http_request_duration_seconds_count{" + GREEN + "}[60s]))", "50");
    know(
        "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{"
            + GREEN
            + "}[60s])))",
        "0.19");
    var latency = PrometheusMetric.of(NAME, Query.P95Latency.standard(), Thresholds.max("200ms"));
    assertThat(measured(latency)).isEqualTo(Measured.of(new Figure(0.19, "50 requests in 1m")));
  }

  @Test
  void saturationIsTheBusiestPodNextToItsLimit() {
    know("max(rate(container_cpu_usage_seconds_total{" + GREEN + "}[60s])) / 0.5", "0.4");
    var saturation =
        PrometheusMetric.of(
            NAME, new Query.Saturation(Query.Saturation.DEFAULT_METRIC), Thresholds.max("80%"));
    assertThat(measured(saturation)).isEqualTo(Measured.of(new Figure(0.4, "")));
  }

  @Test
  void placeholdersOfAnOwnQueryAreFilledIn() {
    var query =
        own(
            "a{n=\"${namespace}\",a=\"${app}\",d=\"${deployment}\",p=~\"${pods}\",v=\"${version}\","
                + "w=~'${version}'}[${window}]");
    var unused = measured(query);
    assertThat(asked)
        .containsExactly(
            "a{n=\"shop\",a=\"checkout\",d=\"checkout-green\","
                + "p=~\"checkout-green-5d8f9c-[a-z0-9]+\",v=\"1.2.0\",w=~'1[.]2[.]0'}[60s]");
  }

  @Test
  void sidesAreComparedOnlyWhereAThresholdIsRelative() {
    know(SAMPLES, "600");
    know(ERRORS, "0.002");
    know(SAMPLES.replace(GREEN, blue()), "700");
    know(ERRORS.replace(GREEN, blue()), "0.001");
    var relative =
        PrometheusMetric.of(
            NAME, Query.ErrorRate.standard(), Thresholds.max("1%").withMaxRelative("150%"));
    assertThat(measured(relative))
        .isEqualTo(
            Measured.of(
                new Figure(0.002, "600 requests in 1m"), new Figure(0.001, "700 requests in 1m")));
  }

  private static String blue() {
    return "namespace=\"shop\",pod=~\"checkout-blue-77c4b6-[a-z0-9]+\"";
  }

  @Test
  void tooFewRequestsAreNoVerdict() {
    know(SAMPLES, "49.9");
    assertThat(measured(errorRate())).isEqualTo(Measured.of(new TooFewSamples(49, 50, "requests")));
    assertThat(asked).containsExactly(SAMPLES);
  }

  @Test
  void ownQueryIsAVerdictOnlyWithItsSamples() {
    var orders = "orders{pod=~\"checkout-green-5d8f9c-[a-z0-9]+\"}";
    know("failures", "3");
    know(orders, "49");
    assertThat(measured(counted("failures")))
        .isEqualTo(Measured.of(new TooFewSamples(49, 50, "samples")));
    know(orders, "50");
    assertThat(measured(counted("failures")))
        .isEqualTo(Measured.of(new Figure(3, "50 samples in 1m")));
    know(orders);
    assertThat(measured(counted("failures")))
        .isEqualTo(Measured.of(new NoData("`prometheus` or its `samples` returns nothing")));
    assertThat(asked).containsExactly(orders, orders, "failures", orders);
  }

  @Test
  void noRequestsAreNoData() {
    assertThat(measured(errorRate()))
        .isEqualTo(
            Measured.of(
                new NoData(
                    "is `errorRate` scraped from the pods checkout-green-5d8f9c-[a-z0-9]+, with the"
                        + " labels `namespace` (shop), `pod` and `code`?")));
  }

  @Test
  void severalSeriesAreRefusedAndNoNumberIsNone() {
    know("up", "1", "2");
    know("0 / 0", "NaN");
    assertThat(measured(own("up"))).isEqualTo(Measured.of(new ManySeries(2)));
    assertThat(measured(own("0 / 0"))).isEqualTo(Measured.of(new NotANumber()));
  }

  @Test
  void sideWithoutPodsIsNotAskedFor() {
    var round = round(errorRate(), side("green"));
    assertThat(round.measured())
        .isEqualTo(Map.of(NAME, Measured.of(new NoData("no pod is ready"))));
    assertThat(asked).isEmpty();
  }

  @Test
  void prometheusThatIsNotThereIsAnError() {
    server.stop(0);
    assertThat(measured(errorRate()).receiving()).isInstanceOf(Failed.class);
  }

  private static HttpMetric answersWell() {
    return HttpMetric.of(NAME, SmokeTest.Request.of("http", "/version"));
  }

  @Test
  void eachPodIsAskedSeveralTimes() {
    assertThat(measured(answersWell())).isEqualTo(Measured.of(new Figure(3, "")));
    assertThat(requests)
        .containsExactly(
            "shop/checkout-green-5d8f9c-aaaaa:8080/version 2s",
            "shop/checkout-green-5d8f9c-aaaaa:8080/version 2s",
            "shop/checkout-green-5d8f9c-aaaaa:8080/version 2s",
            "shop/checkout-green-5d8f9c-bbbbb:8080/version 2s",
            "shop/checkout-green-5d8f9c-bbbbb:8080/version 2s",
            "shop/checkout-green-5d8f9c-bbbbb:8080/version 2s");
  }

  @Test
  void worstPodCounts() {
    statuses.addAll(
        List.of(
            Optional.of(200),
            Optional.of(200),
            Optional.of(200),
            Optional.of(200),
            Optional.of(302),
            Optional.of(200)));
    assertThat(measured(answersWell()))
        .isEqualTo(Measured.of(new Figure(2, "pod checkout-green-5d8f9c-bbbbb answered 302")));
  }

  @Test
  void podsThatHangTakeNoLongerThanTheDeadline() {
    for (int i = 0; i < 6; i++) {
      statuses.add(Optional.empty());
    }
    assertThat(measured(answersWell()))
        .isEqualTo(
            Measured.of(new Figure(0, "pod checkout-green-5d8f9c-aaaaa did not answer within 2s")));
    assertThat(requests).hasSize(3);
    assertThat(now).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void podsThatThereIsNoTimeToAskHaveNotFailed() {
    slowness = Duration.ofMillis(1500);
    assertThat(measured(answersWell()))
        .isEqualTo(Measured.of(new Failed("only 1 of 2 pods could be checked within 6s")));
    statuses.addAll(List.of(Optional.of(500), Optional.of(200), Optional.of(500)));
    assertThat(measured(answersWell()))
        .isEqualTo(Measured.of(new Figure(1, "pod checkout-green-5d8f9c-aaaaa answered 500")));
  }

  @Test
  void clusterThatCannotBeAskedIsAnError() {
    PodRequests none =
        (namespace, pod, port, path, timeout) -> {
          throw new ClusterException("The Kubernetes API is gone.");
        };
    var round =
        LiveMeasurements.of(Optional.empty(), Optional.empty(), none, jobs, ticker)
            .measure(Analysis.of(answersWell()), RECEIVING, STABLE);
    assertThat(round.measured())
        .isEqualTo(Map.of(NAME, Measured.of(new Failed("The Kubernetes API is gone."))));
  }

  @Test
  void aJobThatSucceedsIsOne() {
    var ran = new ArrayList<MeasuredSide>();
    jobs =
        side -> {
          ran.add(side);
          return Optional.empty();
        };
    assertThat(measured(JobMetric.of(NAME)))
        .isEqualTo(Measured.of(new Figure(1, "the Job succeeded")));
    assertThat(ran).isEqualTo(List.of(RECEIVING));
  }

  @Test
  void aJobThatFailsIsNoneWithItsLastLines() {
    jobs = side -> Optional.of("Job shop/a failed.\n  pod-a: ended");
    assertThat(measured(JobMetric.of(NAME)))
        .isEqualTo(Measured.of(new Figure(0, "Job shop/a failed. pod-a: ended")));
  }

  @Test
  void aJobThatCannotBeRunIsAnError() {
    jobs =
        side -> {
          throw new ClusterException("exceeded quota");
        };
    assertThat(measured(JobMetric.of(NAME))).isEqualTo(Measured.of(new Failed("exceeded quota")));
  }

  @Test
  void onlyMetricsNeedPrometheus() {
    var measurements =
        LiveMeasurements.of(Optional.empty(), Optional.empty(), this::get, jobs, ticker);
    assertThat(measurements.trouble(Analysis.of(answersWell()))).isEmpty();
  }
}
