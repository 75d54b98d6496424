package environments.cluster;

import environments.text.Durations;
import environments.text.Fault;
import environments.text.Rules;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The Prometheus server of a cluster.
 *
 * @param url {@code http} or {@code https}, as seen from where Sluice runs; with a path if it
 *     has one
 * @param scrapeInterval the time between two scrapes of a pod; 1 s to 5 min, 30 s by default
 */
public record PrometheusServer(String url, Duration scrapeInterval) {
  public static final Duration DEFAULT_SCRAPE_INTERVAL = Duration.ofSeconds(30);

  private static final Pattern URL =
      Pattern.compile(
          "https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*/?");

  public PrometheusServer {
    Rules.check()
        .value(
            url.length() <= 1000 && URL.matcher(url).matches(),
            "url",
            () ->
                Fault.ofText(
                    "Must be the URL of Prometheus, such as `https://prometheus.example`, with"
                        + " `http` or `https`, without user, password, query and fragment",
                    url))
        .value(
            Durations.between(scrapeInterval, 1, 300),
            "scrapeInterval",
            () -> Fault.of("Must be between 1s and 5m", Durations.text(scrapeInterval)))
        .enforce();
  }

  /** Returns a server that scrapes pods every 30 s. */
  public static PrometheusServer of(String url) {
    return new PrometheusServer(url, DEFAULT_SCRAPE_INTERVAL);
  }

  public PrometheusServer withScrapeInterval(Duration interval) {
    return new PrometheusServer(url, interval);
  }
}
