package stacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stacks.cluster.ClusterException;
import stacks.cluster.Fabric8Cluster;
import stacks.cluster.LivePod;

/**
 * Text from a cluster, which anyone may have written: secrets in it are masked where it is read.
 */
final class ClusterTextTest {
  private static final String SECRET = "postgres://app:hunter2@db";
  private static final String SHOWN = "postgres://app:***@db";

  private final Map<String, String> answers = new TreeMap<>();
  private HttpServer server;
  private Fabric8Cluster cluster;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
            .withRequestRetryBackoffLimit(0)
            .build();
    cluster = Fabric8Cluster.of(new KubernetesClientBuilder().withConfig(config).build());
  }

  @AfterEach
  void stop() {
    cluster.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var body =
        answers.get(uri.getPath() + (uri.getPath().endsWith("/log") ? "?" + uri.getQuery() : ""));
    var bytes = (body == null ? refusal() : body).getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(body == null ? 403 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** Returns a message like that of a webhook. */
  private static String refusal() {
    return """
    {"apiVersion": "v1", "kind": "Status", "status": "Failure", "code": 403,
     "message": "no: %s\\n%s"}
    """
        .formatted(SECRET, "x".repeat(100_000));
  }

  private static LivePod pod(int restarts) {
    var container =
        new LivePod.Container("web", "web:1", "CrashLoopBackOff", "", restarts, Optional.of(1));
    return new LivePod("web-a", "1", false, Optional.empty(), List.of(container));
  }

  @Test
  void theLogOfACrash() {
    answers.put(
        "/api/v1/namespaces/shop/pods/web-a/log?pretty=false&container=web&previous=true&tailLines=10",
        "no connection to " + SECRET + "\n");
    assertThat(cluster.lastLines("shop", pod(1)).text())
        .containsExactly("    Its last lines:", "      no connection to " + SHOWN);
  }

  @Test
  void aLogThatMayNotBeRead() {
    var text = cluster.lastLines("shop", pod(0)).text();
    assertThat(text).hasSize(2);
    assertThat(text.get(1)).contains("no: " + SHOWN).doesNotContain("\n").hasSizeLessThan(2100);
  }

  @Test
  void aWarning() {
    answers.put(
        "/api/v1/namespaces/shop/events",
        """
        {"apiVersion": "v1", "kind": "EventList", "items": [
         {"apiVersion": "v1", "kind": "Event", "reason": "FailedSecret",
          "message": "probe of %s\\nfailed"}]}
        """
            .formatted(SECRET));
    assertThat(cluster.warning("shop", "web-a"))
        .contains("FailedSecret: probe of " + SHOWN + " failed");
  }

  @Test
  void whyAPodWaits() {
    var container =
        new LivePod.Container("web", "web:1", "CreateContainerError", SECRET, 0, Optional.empty());
    assertThat(container.message()).isEqualTo(SHOWN);
    assertThat(
            new LivePod("web-a", "1", false, Optional.of(SECRET), List.of(container))
                .unschedulable())
        .contains(SHOWN);
  }

  @Test
  void aRefusal() {
    assertThatThrownBy(() -> cluster.deployment("shop", "web"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("no: " + SHOWN)
        .message()
        .hasSizeLessThan(2200);
  }
}
