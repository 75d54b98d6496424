package environments.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.text.InvalidSpecException;
import environments.values.DnsLabel;
import environments.values.ObjectName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTest {
  @Test
  void registriesAreHostsAndNotAddresses() {
    assertThatThrownBy(
            () -> Cluster.PLAIN.withRegistries("registry.example", "https://registry.example/"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "registries: Must be the host of a registry, such as `registry.example`, got"
                + " `https://registry.example/`.");
  }

  @Test
  void aMetricHasAName() {
    assertThatThrownBy(() -> Cluster.PLAIN.withRequestsPerSecondMetric("requests per second"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            "requestsPerSecondMetric: Must be the name of a metric, such as"
                + " `http_requests_per_second`, got `requests per second`.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.20",
        "169.254.20.10.1",
        "169.254.20.256",
        "169.254.20.010",
        "169.254.20.10/32",
        "fd00::a",
        "node"
      })
  void aCacheOfTheNodeHasAnAddress(String text) {
    assertThatThrownBy(() -> Ipv4Address.parse(text))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("Must be an IPv4 address such as `169.254.20.10`, got `" + text + "`.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.20.10", "0.0.0.0", "255.249.199.99"})
  void otherAddressesAreTaken(String text) {
    assertThat(Cluster.PLAIN.withNodeLocalDns(Ipv4Address.parse(text)).nodeLocalDns())
        .contains(new Ipv4Address(text));
  }

  @Test
  void eachThingOfAClusterIsChangedAndTheOthersAreKept() {
    assertThat(
            Cluster.PLAIN
                .withRegistries("registry.example")
                .withGateway(GatewayReference.of("gateway", "public"))
                .withRouterNamespaces(DnsLabel.parse("routers"))
                .withRequestsPerSecondMetric("http_requests_per_second")
                .withPrometheusNamespace(DnsLabel.parse("monitoring"))
                .withPrometheus(PrometheusServer.of("https://prometheus.example"))
                .withDnsPolicy(Cluster.DnsPolicy.DEFAULT)
                .withNodeLocalDns(Ipv4Address.parse("169.254.20.10"))
                .withImagePullSecrets(ObjectName.parse("registry"))
                .withPriorityClass(new PriorityClass(ObjectName.parse("apps"), 1000)))
        .isEqualTo(
            new Cluster(
                List.of("registry.example"),
                Optional.of(GatewayReference.of("gateway", "public")),
                List.of(DnsLabel.parse("routers")),
                Optional.of("http_requests_per_second"),
                Optional.of(DnsLabel.parse("monitoring")),
                Optional.of(PrometheusServer.of("https://prometheus.example")),
                Cluster.DnsPolicy.DEFAULT,
                Optional.of(Ipv4Address.parse("169.254.20.10")),
                List.of(ObjectName.parse("registry")),
                new PriorityClass(ObjectName.parse("apps"), 1000)));
  }
}
