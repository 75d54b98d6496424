package stacks.cluster;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Tests the messages for a cluster that cannot be reached. */
final class Fabric8ClusterTest {
  @Test
  void silenceOfTheApiServerIsNamed() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var cluster = cluster("http://127.0.0.1:" + silent.getLocalPort() + "/")) {
      assertThatThrownBy(() -> cluster.deployment("shop", "checkout-green"))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith(
              "Cannot use the Kubernetes API at http://127.0.0.1:" + silent.getLocalPort() + "/: ")
          .message()
          .containsPattern("TimeoutException|timeout period of 100ms")
          .doesNotContain("null");
    }
  }

  private static Fabric8Cluster cluster(String url) {
    var config =
        new ConfigBuilder()
            .withMasterUrl(url)
            .withRequestTimeout(100)
            .withRequestRetryBackoffLimit(0)
            .build();
    return Fabric8Cluster.of(new KubernetesClientBuilder().withConfig(config).build());
  }
}
