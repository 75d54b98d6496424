package stacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import environments.values.ClusterUid;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stacks.cluster.ClusterException;
import stacks.cluster.ClusterIdentity;
import stacks.cluster.Fabric8Cluster;

/** Tests how a cluster is identified by the answers of its API server. */
final class Fabric8IdentityTest {
  private static final String UID = "0a1b2c3d-0000-4000-8000-000000000001";

  private HttpServer server;
  private int status = 200;
  private String uid = UID;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/namespaces/kube-system",
        exchange -> {
          var body =
              status == 200
                  ? "{\"apiVersion\": \"v1\", \"kind\": \"Namespace\", \"metadata\": {\"name\":"
                      + " \"kube-system\", \"uid\": \""
                      + uid
                      + "\"}}"
                  : "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"code\": " + status + "}";
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, 0);
          try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(UTF_8));
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private ClusterIdentity identity() {
    var config =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl(url())
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var cluster =
        Fabric8Cluster.of(new KubernetesClientBuilder().withConfig(config).build())) {
      return cluster.identity();
    }
  }

  @Test
  void aClusterIsKnownByTheUidOfItsSystemNamespace() {
    assertThat(identity())
        .isEqualTo(new ClusterIdentity(url(), Optional.of(ClusterUid.parse(UID))));
  }

  /**
   * 403: the permission is missing; 404: the server is only part of a cluster; other answers
   * contain no such UID.
   */
  @ParameterizedTest
  @CsvSource({"403, x", "404, x", "200, ''", "200, '\\u001b[31m'"})
  void whatHasNoUidThatCanBeReadIsUnknown(int answer, String told) {
    status = answer;
    uid = told;
    assertThat(identity()).isEqualTo(new ClusterIdentity(url(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"401, true", "500, false"})
  void aClusterThatDoesNotAnswerIsNoUnknownOne(int answer, boolean isDenied) {
    status = answer;
    assertThatThrownBy(this::identity)
        .isInstanceOfSatisfying(
            ClusterException.class, e -> assertThat(e.isDenied()).isEqualTo(isDenied));
  }
}
