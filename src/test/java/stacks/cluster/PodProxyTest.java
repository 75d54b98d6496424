package stacks.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests how a pod's answer is read that the API server passes on. */
class PodProxyTest {
  private static final String PATH = "/api/v1/namespaces/shop/pods/checkout-1:8080/proxy/version";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Optional<HttpContext> answer = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
        .build();
  }

  private Optional<Integer> get() {
    try (var client = new KubernetesClientBuilder().withConfig(config()).build()) {
      return get(client);
    }
  }

  private static Optional<Integer> get(KubernetesClient client) {
    return new PodProxy(client).get("shop", "checkout-1", 8080, "/version", Duration.ofSeconds(20));
  }

  @Test
  void answerWithoutEndIsNotRead() {
    server.createContext(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          var block = new byte[1 << 16];
          try (var body = exchange.getResponseBody()) {
            while (!Thread.currentThread().isInterrupted()) {
              body.write(block);
            }
          }
        });
    assertThat(get()).contains(200);
  }

  @Test
  void answersInSuccessionLeaveTheConnectionUsable() {
    server.createContext(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, 6);
          exchange.getResponseBody().write(new byte[6]);
          exchange.close();
        });
    try (var client = new KubernetesClientBuilder().withConfig(config()).build()) {
      for (int i = 0; i < 50; i++) {
        assertThat(get(client)).contains(200);
      }
    }
  }

  @Test
  void redirectIsAnAnswerLikeAnyOther() {
    server.createContext(
        PATH,
        exchange -> {
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    assertThat(get()).contains(302);
  }

  @Test
  void whatTheApiServerAnswersItselfIsNoAnswerOfThePod() {
    var status = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"message\":\"no\"}\n";
    var overloaded = "Too many requests, please try again later.\n";
    assertThat(refused(403, status)).isTrue();
    assertThat(refused(401, status)).isTrue();
    assertThat(refused(429, overloaded)).isFalse();
    assertThat(refused(500, status)).isFalse();
  }

  @Test
  void whatThePodAnswersIsItsAnswer() {
    answer(503, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"no route\"}\n");
    assertThat(get()).contains(503);
    answer(403, "{\"error\": \"forbidden\"}");
    assertThat(get()).contains(403);
    answer(429, "slow down");
    assertThat(get()).contains(429);
  }

  /** Returns whether it is reported as denied. */
  private boolean refused(int code, String body) {
    answer(code, body);
    var thrown = catchThrowableOfType(ClusterException.class, this::get);
    assertThat(thrown)
        .hasMessage(
            "Cannot use the Kubernetes API: GET http://127.0.0.1:"
                + server.getAddress().getPort()
                + PATH
                + ": "
                + code
                + " "
                + body.strip());
    return thrown.isDenied();
  }

  private void answer(int code, String text) {
    answer.ifPresent(server::removeContext);
    answer =
        Optional.of(
            server.createContext(
                PATH,
                exchange -> {
                  var bytes = text.getBytes(UTF_8);
                  exchange.sendResponseHeaders(code, bytes.length);
                  exchange.getResponseBody().write(bytes);
                  exchange.close();
                }));
  }

  @Test
  void emptyAnswerHasAStatus() {
    server.createContext(
        PATH,
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    assertThat(get()).contains(204);
  }
}
