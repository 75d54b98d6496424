package rollouts.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which hosts receive the credentials. */
final class PrometheusAuthorizationTest {
  private static Optional<String> refusal(String host, String url) {
    return new PrometheusAuthorization("Bearer s3cret", Optional.of(host)).refusal(URI.create(url));
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.example, https://prometheus.example/api/v1/query",
    "Prometheus.Example:443, https://prometheus.example",
    "prometheus.example, https://prometheus.example:443/below",
    "https://prometheus.example, https://prometheus.example",
    "prometheus.example:9090, https://prometheus.example:9090",
    "http://prometheus.example:9090, http://prometheus.example:9090/below",
    "http://prometheus.example, http://prometheus.example:80"
  })
  void itIsSentToItsOwnHost(String host, String url) {
    assertThat(refusal(host, url)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.example, https://prometheus.example.evil.example, prometheus.example.evil.example",
    "prometheus.example, https://evil.example/prometheus.example, evil.example",
    "prometheus.example, https://prometheus.example:8443, prometheus.example:8443",
    "prometheus.example:9090, https://prometheus.example, prometheus.example",
    "prometheus.example:80, https://prometheus.example, prometheus.example",
    "http://prometheus.example:9090, https://prometheus.example:9090, prometheus.example:9090",
    "*, https://prometheus.example, prometheus.example"
  })
  void itIsSentToNoOther(String host, String url, String needed) {
    assertThat(refusal(host, url)).contains(notSent(host, needed));
  }

  private static String notSent(String host, String needed) {
    return "does not receive SLUICE_PROMETHEUS_AUTHORIZATION, which is for `"
        + host
        + "`. If it is meant for this host, set `SLUICE_PROMETHEUS_AUTHORIZATION_HOST="
        + needed
        + "`.";
  }

  @ParameterizedTest
  @CsvSource({
    "prometheus.example, http://prometheus.example, http://prometheus.example",
    "prometheus.example:9090, http://prometheus.example:9090, http://prometheus.example:9090",
    "https://prometheus.example, http://prometheus.example, http://prometheus.example"
  })
  void plainHttpNeedsAWord(String host, String url, String needed) {
    assertThat(refusal(host, url))
        .contains(notSent(host, needed) + " Without `https`, anyone on the network can read it.");
  }

  @Test
  void itIsReadFromTwoVariablesWithoutTheLineEndsOfFiles() {
    var variables =
        Map.of(
            "SLUICE_PROMETHEUS_AUTHORIZATION", "Bearer s3cret\n",
            "SLUICE_PROMETHEUS_AUTHORIZATION_HOST", " prometheus.example\n");
    assertThat(PrometheusAuthorization.of(variables::get))
        .contains(new PrometheusAuthorization("Bearer s3cret", Optional.of("prometheus.example")));
    assertThat(PrometheusAuthorization.of(Map.of("SLUICE_PROMETHEUS_AUTHORIZATION", " ")::get))
        .isEmpty();
    assertThat(PrometheusAuthorization.of(Map.of("SLUICE_PROMETHEUS_AUTHORIZATION", "a")::get))
        .contains(new PrometheusAuthorization("a", Optional.empty()));
  }

  @Test
  void itIsNotShown() {
    assertThat(new PrometheusAuthorization("Bearer s3cret", Optional.of("prometheus.example")))
        .hasToString("PrometheusAuthorization for prometheus.example");
  }
}
