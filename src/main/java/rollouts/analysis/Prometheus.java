package rollouts.analysis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import environments.cluster.PrometheusServer;
import environments.text.Durations;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import stacks.cluster.FailureCause;
import stacks.cluster.TerminalText;

/**
 * Asks Prometheus, or a server with the same API, for the current value of a query.
 *
 * @see <a
 *     href="https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries">Instant
 *     queries</a>
 */
public final class Prometheus {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1 << 20;
  private static final int LONGEST_ERROR = 300;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI query;
  private final Optional<PrometheusAuthorization> authorization;
  private final Duration timeout;
  private final HttpClient client;

  /** The values and warnings of an answer. */
  record Answer(List<Double> values, List<String> warnings) {
    Answer {
      values = List.copyOf(values);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * @param authorization the credentials, sent only to their own host
   * @param timeout the timeout of a query, until its whole answer has arrived
   */
  Prometheus(String url, Optional<PrometheusAuthorization> authorization, Duration timeout) {
    query = URI.create(url.replaceAll("/$", "") + "/api/v1/query");
    this.authorization = authorization;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            // A redirect would take the authorization elsewhere.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Returns a client that waits at most 5 s for each answer. */
  static Prometheus of(PrometheusServer server, Optional<PrometheusAuthorization> authorization) {
    return new Prometheus(server.url(), authorization, TIMEOUT);
  }

  /** Returns why Prometheus cannot be queried; empty if it can. */
  Optional<String> trouble() {
    try {
      var values = query("vector(1)").values();
      return values.equals(List.of(1.0))
          ? Optional.empty()
          : Optional.of(at("must answer `vector(1)` with 1, got " + values));
    } catch (PrometheusException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the values of an instant vector or a scalar.
   *
   * @throws PrometheusException with a message for users, if there is no usable answer
   */
  Answer query(String promQl) throws PrometheusException {
    var response = send(promQl);
    if (FailureCause.ofStatus(response.statusCode()) == FailureCause.DENIED) {
      throw failure(
          "answered "
              + response.statusCode()
              + "; set "
              + PrometheusAuthorization.VARIABLE
              + " to an `Authorization` header that it accepts, such as `Bearer <token>`, and "
              + PrometheusAuthorization.HOST_VARIABLE
              + " to `"
              + PrometheusAuthorization.host(query)
              + "`");
    }
    var json = json(response);
    if (response.statusCode() != 200 || !json.path("status").asText().equals("success")) {
      throw failure("answered " + response.statusCode() + reason(json));
    }
    var warnings = new ArrayList<String>();
    json.path("warnings").forEach(warning -> warnings.add(shown(warning.asText())));
    return new Answer(values(json.path("data")), warnings);
  }

  private HttpResponse<byte[]> send(String promQl) throws PrometheusException {
    var answer = client.sendAsync(request(promQl), info -> new BoundedBody(MOST_BYTES));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure("did not answer within " + Durations.text(timeout));
    } catch (ExecutionException e) {
      throw failure("cannot be queried: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("cannot be queried: interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(String promQl) throws PrometheusException {
    var request =
        HttpRequest.newBuilder(query)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("query=" + URLEncoder.encode(promQl, UTF_8)));
    var refusal = authorization.flatMap(known -> known.refusal(query));
    if (refusal.isPresent()) {
      throw new PrometheusException(name() + " " + refusal.get());
    }
    try {
      authorization.ifPresent(known -> request.header("Authorization", known.value()));
    } catch (IllegalArgumentException e) {
      // The exception quotes the value.
      throw failure(
          "cannot be queried: "
              + PrometheusAuthorization.VARIABLE
              + " must be one line of ASCII characters");
    }
    return request.build();
  }

  private JsonNode json(HttpResponse<byte[]> response) throws PrometheusException {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw failure("answered " + response.statusCode() + " with a body that is not JSON");
    }
  }

  private static String reason(JsonNode json) {
    var error = json.path("error").asText();
    return error.isEmpty() ? "" : " (" + json.path("errorType").asText() + "): " + error;
  }

  private List<Double> values(JsonNode data) throws PrometheusException {
    var result = data.path("result");
    var values = new ArrayList<Double>();
    switch (data.path("resultType").asText()) {
      case "vector" -> {
        for (var series : result) {
          values.add(value(series.path("value")));
        }
      }
      case "scalar" -> values.add(value(result));
      default ->
          throw failure(
              "must return one number, got a result of type `"
                  + data.path("resultType").asText()
                  + "`; make it an instant vector, for example by removing the range");
    }
    return values;
  }

  /** Returns the value of a sample, which is a time and a value: {@code [1700000000, "0.25"]}. */
  private double value(JsonNode pair) throws PrometheusException {
    var text = pair.path(1).asText();
    try {
      return switch (text) {
        case "+Inf" -> Double.POSITIVE_INFINITY;
        case "-Inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw failure("must return a number, got `" + text + "`");
    }
  }

  private PrometheusException failure(String what) {
    return new PrometheusException(at(what));
  }

  private String at(String what) {
    return name() + " " + shown(what);
  }

  private String name() {
    return "Prometheus at " + query.resolve(".").resolve("../..");
  }

  private static String shown(String text) {
    var line = TerminalText.of(text);
    return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "..." : line;
  }
}
