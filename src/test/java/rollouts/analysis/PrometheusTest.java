package rollouts.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how usable and unusable answers of Prometheus are read. */
class PrometheusTest {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Long enough for a busy machine. */
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> asked = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private String url() {
    return "http://" + host() + "/below";
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns a client with credentials for a host, or for no named host. */
  private Prometheus prometheus(Optional<String> host) {
    return prometheus(host, LONG);
  }

  private Prometheus prometheus(Optional<String> host, Duration limit) {
    var authorization = new PrometheusAuthorization("Bearer s3cret", host);
    return new Prometheus(url() + "/", Optional.of(authorization), limit);
  }

  private Prometheus prometheus(HttpHandler handler) {
    return prometheus(handler, LONG);
  }

  private Prometheus prometheus(HttpHandler handler, Duration limit) {
    server.createContext("/below/api/v1/query", handler);
    return prometheus(Optional.of("http://" + host()), limit);
  }

  private Prometheus answering(int status, String body) {
    return prometheus(exchange -> answer(exchange, status, body));
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String vector(String... values) {
    var series = new ArrayList<String>();
    for (var value : values) {
      series.add("{\"metric\": {}, \"value\": [1700000000.5, \"" + value + "\"]}");
    }
    return "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": ["
        + String.join(", ", series)
        + "]}}";
  }

  private void refuses(Prometheus prometheus, String message) {
    assertThatThrownBy(() -> prometheus.query("up"))
        .isInstanceOf(PrometheusException.class)
        .hasMessage("Prometheus at " + url() + "/ " + message);
  }

  @Test
  void authorizationIsSent() throws PrometheusException {
    var sent = new ArrayList<String>();
    var prometheus =
        prometheus(
            exchange -> {
              sent.addAll(exchange.getRequestHeaders().get("Authorization"));
              answer(exchange, 200, vector("1"));
            });
    prometheus.query("up");
    assertThat(sent).containsExactly("Bearer s3cret");
  }

  @Test
  void authorizationIsNotSentWhereNothingSaysForWhomItIs() {
    answering(200, vector("1"));
    refuses(
        prometheus(Optional.empty()),
        "does not receive SLUICE_PROMETHEUS_AUTHORIZATION, because no host is set for it. If it is"
            + " meant for this host, set `SLUICE_PROMETHEUS_AUTHORIZATION_HOST=http://"
            + host()
            + "`. Without `https`, anyone on the network can read it.");
    assertThat(asked).isEmpty();
  }

  @Test
  void authorizationIsNotSentToAnotherHostNorByPlainHttpWithoutAWord() {
    answering(200, vector("1"));
    for (var other :
        List.of("prometheus.example", host(), "https://" + host(), "http://127.0.0.1")) {
      refuses(
          prometheus(Optional.of(other)),
          "does not receive SLUICE_PROMETHEUS_AUTHORIZATION, which is for `"
              + other
              + "`. If it is meant for this host, set `SLUICE_PROMETHEUS_AUTHORIZATION_HOST=http://"
              + host()
              + "`. Without `https`, anyone on the network can read it.");
    }
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void whoMayNotAskIsReportedWhereTheAuthorizationBelongs(int status) {
    refuses(
        answering(status, "<html>no</html>"),
        "answered "
            + status
            + "; set SLUICE_PROMETHEUS_AUTHORIZATION to an `Authorization` header that it accepts,"
            + " such as `Bearer <token>`, and SLUICE_PROMETHEUS_AUTHORIZATION_HOST to `http://"
            + host()
            + "`");
  }

  @Test
  void authorizationThatIsNoHeaderIsNotShown() {
    refuses(
        new Prometheus(
            url() + "/",
            Optional.of(
                new PrometheusAuthorization("Bearer s3\ncret", Optional.of("http://" + host()))),
            LONG),
        "cannot be queried: SLUICE_PROMETHEUS_AUTHORIZATION must be one line of ASCII characters");
  }

  @Test
  void queryIsPostedWithAllItsCharacters() throws PrometheusException {
    var prometheus = answering(200, vector("0.25"));
    assertThat(prometheus.query("sum(a{b=~\"c|d+\"}) / 2 & 1").values()).containsExactly(0.25);
    assertThat(asked).hasSize(1);
    assertThat(URLDecoder.decode(asked.get(0), UTF_8))
        .isEqualTo("query=sum(a{b=~\"c|d+\"}) / 2 & 1");
  }

  @ParameterizedTest
  @CsvSource({"NaN, NaN", "+Inf, Infinity", "-Inf, -Infinity", "1e3, 1000", "-0.5, -0.5"})
  void everyNumberOfPrometheusIsRead(String text, double value) throws PrometheusException {
    assertThat(answering(200, vector(text)).query("up").values()).containsExactly(value);
  }

  @Test
  void allSeriesAreGivenSoThatSeveralCanBeRefused() throws PrometheusException {
    assertThat(answering(200, vector("1", "2")).query("up").values()).containsExactly(1.0, 2.0);
  }

  @Test
  void emptyVectorHasNoValues() throws PrometheusException {
    assertThat(answering(200, vector()).query("up").values()).isEmpty();
  }

  @Test
  void scalarIsAValue() throws PrometheusException {
    var scalar =
        "{\"status\": \"success\", \"data\": {\"resultType\": \"scalar\", \"result\": [1, \"7\"]}}";
    assertThat(answering(200, scalar).query("7").values()).containsExactly(7.0);
  }

  @Test
  void warningsAreHandedOnWithoutWhatATerminalObeys() throws PrometheusException {
    var body =
        vector("1").replace("{\"status\"", "{\"warnings\": [\"partial\\u001b[2J\"], \"status\"");
    assertThat(answering(200, body).query("up").warnings()).containsExactly("partial\\u001B[2J");
  }

  @Test
  void rangeIsRefused() {
    refuses(
        answering(
            200,
            "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": []}}"),
        "must return one number, got a result of type `matrix`; make it an instant vector, for"
            + " example by removing the range");
  }

  @Test
  void errorsOfPrometheusAreShown() {
    refuses(
        answering(
            400, "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"no\\nsense\"}"),
        "answered 400 (bad_data): no sense");
  }

  @ParameterizedTest
  @CsvSource({"500, {}, answered 500", "429, {}, answered 429", "200, {}, answered 200"})
  void whatIsNoSuccessIsAnError(int status, String body, String message) {
    refuses(answering(status, body), message);
  }

  @Test
  void whatIsNoJsonIsAnError() {
    refuses(answering(502, "<html>"), "answered 502 with a body that is not JSON");
  }

  @Test
  void noNumberIsAnError() {
    refuses(answering(200, vector("one")), "must return a number, got `one`");
  }

  @Test
  void redirectsAreNotFollowed() {
    server.createContext("/other", exchange -> answer(exchange, 200, vector("1")));
    var prometheus =
        prometheus(
            exchange -> {
              exchange.getResponseHeaders().add("Location", "/other");
              answer(exchange, 302, "{}");
            });
    refuses(prometheus, "answered 302");
  }

  @Test
  void nothingIsWaitedForInVain() {
    refuses(prometheus(exchange -> await(), SOON), "did not answer within 1s");
  }

  @Test
  void answerThatNeverEndsIsNotWaitedFor() {
    var prometheus =
        prometheus(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              await();
            },
            SOON);
    refuses(prometheus, "did not answer within 1s");
  }

  @Test
  void hugeAnswerIsNotRead() {
    var prometheus = answering(200, " ".repeat(1 << 20) + vector("1"));
    refuses(prometheus, "cannot be queried: java.io.IOException: more than 1048576 bytes");
  }

  @Test
  void refusedConnectionIsAnError() {
    var prometheus = answering(200, vector("1"));
    server.stop(0);
    refuses(prometheus, "cannot be queried: java.net.ConnectException");
  }

  @Test
  void preflightTakesNothingButOne() {
    assertThat(answering(200, vector("1")).trouble()).isEmpty();
    assertThat(asked).containsExactly("query=vector%281%29");
  }

  @Test
  void preflightSaysWhatIsWrong() {
    assertThat(answering(200, vector()).trouble())
        .contains("Prometheus at " + url() + "/ must answer `vector(1)` with 1, got []");
  }

  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
