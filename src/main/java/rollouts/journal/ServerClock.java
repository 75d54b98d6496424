package rollouts.journal;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import stacks.cluster.ClusterException;
import stacks.cluster.TerminalText;
import stacks.cluster.Ticker;

/** The API server's clock, in whole seconds, which all drivers of an app share. */
public final class ServerClock {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final Ticker ticker;
  private Optional<Heard> heard = Optional.empty();

  /** A time from the server, and when it was received. */
  private record Heard(Instant time, Duration at) {}

  /**
   * @param ticker measures the time while the server does not answer
   */
  public ServerClock(KubernetesClient client, Ticker ticker) {
    this.client = client;
    this.ticker = ticker;
  }

  /**
   * Returns the server's time; if it does not answer, its last time plus the time that has passed
   * since.
   *
   * @throws ClusterException if it has never answered
   */
  public synchronized Instant now() {
    try {
      heard = Optional.of(new Heard(asked(), ticker.now()));
    } catch (ClusterException e) {
      if (heard.isEmpty()) {
        throw e;
      }
    }
    return heard.map(last -> last.time().plusSeconds(since(last))).orElseThrow();
  }

  private long since(Heard last) {
    return ticker.now().minus(last.at()).toSeconds();
  }

  /** Asks the server for its time, which it sends even to users without any permission. */
  private Instant asked() {
    var uri = URI.create(client.getMasterUrl().toString().replaceAll("/$", "") + "/version");
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(uri).build();
    var answer = http.sendAsync(request, String.class);
    try {
      return time(answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS), uri);
    } catch (ExecutionException e) {
      throw unanswered(uri, TerminalText.of(String.valueOf(e.getCause())));
    } catch (TimeoutException e) {
      throw unanswered(uri, "no answer within " + TIMEOUT.toSeconds() + "s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered(uri, "interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private static Instant time(HttpResponse<String> answer, URI uri) {
    var date = answer.header("Date");
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date == null ? "" : date));
    } catch (DateTimeException e) {
      throw unanswered(uri, "the response has no valid `Date` header; a proxy may have dropped it");
    }
  }

  private static ClusterException unanswered(URI uri, String reason) {
    return new ClusterException(
        "Cannot read the time of the API server (GET " + uri + "): " + reason);
  }
}
