package stacks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Asks pods by way of the API server, so that whoever runs Sluice needs no other way to them. */
record PodProxy(KubernetesClient client) {
  /** Of an answer; nobody looks at the rest. */
  private static final int MOST_BYTES = 1 << 20;

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
      var read = new AtomicLong();
      var answer =
          http.consumeBytes(request, (bytes, body) -> discard(bytes, body, read))
              .thenCompose(response -> code(response, read));
      return Optional.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw new ClusterException("GET " + uri + " must be answered, but: " + e.getCause());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for an answer to GET " + uri + ".");
    }
  }

  /** A body of usual size is read to its end, or its connection could not be used again. */
  private static void discard(List<ByteBuffer> bytes, AsyncBody body, AtomicLong read) {
    if (read.addAndGet(bytes.stream().mapToLong(ByteBuffer::remaining).sum()) > MOST_BYTES) {
      body.cancel();
    } else {
      body.consume();
    }
  }

  private static CompletableFuture<Integer> code(
      HttpResponse<AsyncBody> response, AtomicLong read) {
    var body = response.body();
    body.consume();
    return body.done()
        .handle(
            (none, failure) -> {
              if (failure != null && read.get() <= MOST_BYTES) {
                throw new CompletionException(failure);
              }
              return response.code();
            });
  }

  /** The client would ask again after an error of the pod, and hide it. What is made of it is closed with it. */
  private static RequestConfig once() {
    return new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build();
  }
}
