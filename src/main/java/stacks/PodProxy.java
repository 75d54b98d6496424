package stacks;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks pods by way of the API server, so that whoever runs Sluice needs no other way to them. */
record PodProxy(KubernetesClient client) {
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
      var answer = http.sendAsync(request, byte[].class);
      return Optional.of(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).code());
    } catch (ExecutionException e) {
      throw new ClusterException("GET " + uri + " must be answered, but: " + e.getCause());
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("Interrupted while waiting for an answer to GET " + uri + ".");
    }
  }

  /** The client would ask again after an error of the pod, and hide it. What is made of it is closed with it. */
  private static RequestConfig once() {
    return new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build();
  }
}
