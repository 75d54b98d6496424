package stacks.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Manifest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import environments.values.Color;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stacks.Checkout;

/** Tests fields that someone has set on an object that others write to as well. */
final class OwnershipTest {
  private static final Manifest BLUE = Checkout.of("shop").deployment(Color.BLUE);
  private static final String CONFLICT =
      "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\", \"code\": 409,"
          + " \"reason\": \"Conflict\", \"message\": \"the object has been modified\"}";

  private final List<String> patches = new ArrayList<>();
  private HttpServer server;
  private int conflicts;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Returns a newer version each time it is read. */
  private void answer(HttpExchange exchange) throws IOException {
    boolean isRead = exchange.getRequestMethod().equals("GET");
    if (!isRead) {
      patches.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    }
    boolean isRefused = !isRead && patches.size() <= conflicts;
    var body = (isRefused ? CONFLICT : deployment(patches.size() + 1)).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(isRefused ? 409 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String deployment(int version) {
    return """
    {"apiVersion": "apps/v1", "kind": "Deployment",
     "metadata": {"name": "checkout-blue", "namespace": "shop", "resourceVersion": "%d",
      "managedFields": [
       {"manager": "kube-controller-manager", "operation": "Update", "subresource": "scale"},
       {"manager": "pulumi-kubernetes", "operation": "Apply"}]}}
    """
        .formatted(version);
  }

  private void release() {
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      new Ownership(client).releaseReplicas(BLUE);
    }
  }

  @Test
  void whatSomeoneElseHasChangedMeanwhileIsReadAgain() {
    conflicts = 2;
    release();
    assertThat(patches).hasSize(3);
    assertThat(patches.get(2))
        .contains("\"resourceVersion\":\"3\"", "pulumi-kubernetes")
        .doesNotContain("kube-controller-manager");
  }

  @Test
  void whatNeverStaysAsItWasReadIsGivenUp() {
    conflicts = 100;
    assertThatThrownBy(this::release)
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("Cannot take over the fields")
        .hasMessageContaining("the object has been modified");
    assertThat(patches).hasSize(10);
  }
}
