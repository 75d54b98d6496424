package rollouts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.canary;
import static rollouts.plan.ReleaseTesting.run;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rollouts.plan.Plan;
import stacks.ScriptedTicker;
import stacks.cluster.ClusterException;

/** Tests the clock against an API server that may not send its time. */
final class ServerClockTest {
  private final Instant here = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final ScriptedTicker ticker = new ScriptedTicker();
  private ServerSocket server;
  private KubernetesClient client;
  private volatile String status = "200 OK";
  private volatile Optional<String> date = Optional.empty();
  private volatile boolean isSilent;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::serve, "server");
    thread.setDaemon(true);
    thread.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getLocalPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        var request = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        while (!String.valueOf(request.readLine()).isEmpty()) {}
        if (!isSilent) {
          var header = date.map(value -> "Date: " + value + "\r\n").orElse("");
          var answer =
              "HTTP/1.1 "
                  + status
                  + "\r\n"
                  + header
                  + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";
          socket.getOutputStream().write(answer.getBytes(UTF_8));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serverSays(Instant time) {
    date = Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
  }

  private ServerClock clock() {
    return new ServerClock(client, ticker);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -61, 0, 61, 300})
  void howLongAReleaseWasLeftDoesNotDependOnThisMachinesClock(long minutes) {
    serverSays(here.plus(Duration.ofMinutes(minutes)));
    var left =
        Release.of("1", new Plan("dev", "web", run("1.1.0"), canary("1.0.0", "", 0), List.of()))
            .logged(clock().now(), "begins: run 1.1.0");
    serverSays(here.plus(Duration.ofMinutes(minutes + 59)));
    assertThat(left.resumed(clock().now()).reason()).isEmpty();
    serverSays(here.plus(Duration.ofMinutes(minutes + 61)));
    assertThat(left.resumed(clock().now()).reason())
        .contains("it was idle for 61m; a release can be resumed for 1h");
  }

  @Test
  void whoMayAskForNothingIsReportedTheTime() {
    status = "403 Forbidden";
    serverSays(here);
    assertThat(clock().now()).isEqualTo(here);
  }

  @Test
  void whileTheServerDoesNotAnswerItsTimeGoesOn() {
    var clock = clock();
    serverSays(here.minusSeconds(7200));
    assertThat(clock.now()).isEqualTo(here.minusSeconds(7200));
    isSilent = true;
    ticker.pause(Duration.ofSeconds(90));
    assertThat(clock.now()).isEqualTo(here.minusSeconds(7110));
    isSilent = false;
    serverSays(here);
    assertThat(clock.now()).isEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now"})
  void aServerThatDoesNotSayItsTimeIsNoReasonToTakeAnotherOne(String said) {
    date = Optional.of(said).filter(value -> !value.isEmpty());
    assertThatThrownBy(clock()::now)
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("Cannot read the time of the API server (GET http://127.0.0.1:")
        .hasMessageEndingWith(
            "/version): the response has no valid `Date` header; a proxy may have dropped it");
  }
}
