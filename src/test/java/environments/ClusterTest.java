package environments;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClusterTest {
  @Test
  void registriesAreHostsAndNotAddresses() {
    assertThatThrownBy(
            () -> Cluster.PLAIN.withRegistries("registry.example", "https://registry.example/"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "registries: Must be a registry's host, such as `registry.example`, but is"
                + " `https://registry.example/`.");
  }

  @Test
  void aMetricHasAName() {
    assertThatThrownBy(() -> Cluster.PLAIN.withRequestsPerSecondMetric("requests per second"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "requestsPerSecondMetric: Must be the name of a metric, such as"
                + " `http_requests_per_second`, but is `requests per second`.");
  }
}
