package stacks.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to pods through the API server, so that Sluice needs no other way to reach them.
 */
record PodProxy(KubernetesClient client) {
  /** The most bytes that are read of a response. */
  private static final int MOST_BYTES = 1 << 20;

  private static final int BEGINNING = 1000;

  private static final int FIRST_ERROR = 400;
  private static final int TOO_MANY = 429;

  /**
   * How the API server answers itself: with a JSON status or, if it is overloaded, in plain text.
   */
  private static final String STATUS = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",";

  private static final String OVERLOADED = "Too many requests, please try again later.";

  Optional<Integer> get(String namespace, String pod, int port, String path, Duration timeout) {
    var uri =
        client.getMasterUrl().toString().replaceAll("/$", "")
            + "/api/v1/namespaces/"
            + namespace
            + "/pods/"
            + pod
            + ":"
            + port
            + "/proxy"
            + path;
    return status(uri, timeout);
  }

  private Optional<Integer> status(String uri, Duration timeout) {
    var http = client.getHttpClient().newBuilder().tag(once()).build();
    try {
      var request =
          http.newHttpRequestBuilder()
              .uri(uri)
              .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
              .build();
      var read = new Read();
      var answer =
          http.consumeBytes(request, (bytes, body) -> read.more(bytes, body))
              .thenCompose(response -> code(response, read));
      int code = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (isOfApiServer(code, read.beginning())) {
        throw unanswered(FailureCause.ofStatus(code), uri, code + " " + read.beginning());
      }
      return Optional.of(code);
    } catch (ExecutionException e) {
      throw unanswered(FailureCause.UNREACHABLE, uri, String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for an answer to GET " + uri + ".");
    }
  }

  private static ClusterException unanswered(FailureCause because, String uri, String reason) {
    return new ClusterException(
        because, "Cannot use the Kubernetes API: GET " + uri + ": " + TerminalText.of(reason));
  }

  /**
   * The API server answers like this before it asks the pod. That it cannot reach the pod (503) is
   * about the pod.
   */
  private static boolean isOfApiServer(int code, String body) {
    return (code != HttpURLConnection.HTTP_UNAVAILABLE
            && code >= FIRST_ERROR
            && body.startsWith(STATUS))
        || (code == TOO_MANY && body.startsWith(OVERLOADED));
  }

  /** The result of reading a body. */
  private static final class Read {
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private long count;

    /** A body of usual size is read to its end; otherwise its connection could not be reused. */
    synchronized void more(List<ByteBuffer> bytes, AsyncBody body) {
      for (var part : bytes) {
        count += part.remaining();
        while (part.hasRemaining() && beginning.size() < BEGINNING) {
          beginning.write(part.get());
        }
      }
      if (count > MOST_BYTES) {
        body.cancel();
      } else {
        body.consume();
      }
    }

    synchronized boolean isTooMuch() {
      return count > MOST_BYTES;
    }

    synchronized String beginning() {
      return beginning.toString(UTF_8);
    }
  }

  private static CompletableFuture<Integer> code(HttpResponse<AsyncBody> response, Read read) {
    var body = response.body();
    body.consume();
    return body.done()
        .handle(
            (none, failure) -> {
              if (failure != null && !read.isTooMuch()) {
                throw new CompletionException(failure);
              }
              return response.code();
            });
  }

  /**
   * The client would retry after an error of the pod, and hide it. A client derived from it is
   * closed with it.
   */
  private static RequestConfig once() {
    return new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build();
  }
}
