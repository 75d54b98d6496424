package rollouts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.ReleaseTesting.canary;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stacks.ClusterException;
import stacks.ScriptedTicker;
import stacks.Ticker;

/** Whose a journal is, as an API server with one ConfigMap answers or does not. */
final class ClusterJournalTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final ReleaseRecord RELEASE =
      ReleaseRecord.of(
          "1", new Plan("dev", "web", "deploy 1.1.0", canary("1.0.0", "", 0), List.of()));

  private static final Optional<ProcessSpace> SPACE = Optional.of(new ProcessSpace("5ace"));
  private static final Optional<ProcessSpace> OTHER = Optional.of(new ProcessSpace("07e2"));

  private final ScriptedTicker ticker = new ScriptedTicker();
  private HttpServer server;
  private KubernetesClient client;
  private Optional<ObjectNode> stored = Optional.empty();
  private int version;
  private boolean isSilent;
  private Optional<Holder> quicker = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/namespaces/shop/configmaps", this::handle);
    server.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  /** Does what it is told even where it does not answer. */
  private synchronized void handle(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    int status = 200;
    if (!exchange.getRequestMethod().equals("GET")) {
      var sent = (ObjectNode) JSON.readTree(body);
      var known = sent.path("metadata").path("resourceVersion").asText();
      boolean fits = stored.isPresent() ? known.equals(Integer.toString(version)) : known.isEmpty();
      status = fits ? 200 : 409;
      if (fits) {
        version++;
        sent.withObject("/metadata").put("resourceVersion", Integer.toString(version));
        stored = Optional.of(sent);
      }
    } else if (stored.isEmpty()) {
      status = 404;
    }
    var found = stored.map(ObjectNode::toString).orElse("");
    quicker.ifPresent(this::store);
    if (!isSilent) {
      var failure = "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":" + status + "}";
      var answer = (status == 200 ? found : failure).getBytes(UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  private void store(Holder holder) {
    version++;
    var metadata = stored.orElseThrow().withObject("/metadata");
    metadata.put("resourceVersion", Integer.toString(version));
    metadata.withObject("/annotations").put("sluice.dev/holder", holder.text());
    quicker = Optional.empty();
  }

  /** Of a process that has ended, for whoever comes next. */
  private ClusterJournal journal(String token) {
    return journal(token, SPACE);
  }

  private ClusterJournal journal(String token, Optional<ProcessSpace> space) {
    var holder = new Holder("root", Holder.thisHost(), Integer.MAX_VALUE, token, space);
    return new ClusterJournal(client, "shop", "web", holder);
  }

  @Test
  void aWriteThatWasDoneButNotAnsweredIsOnesOwn() {
    try (var journal = journal("one")) {
      journal.claim(ticker);
      isSilent = true;
      assertThatThrownBy(journal::confirm).isInstanceOf(JournalException.class);
      isSilent = false;
      assertThatCode(journal::confirm).doesNotThrowAnyException();
      journal.write(RELEASE);
      assertThat(journal("other").newest()).contains(RELEASE);
    }
  }

  @Test
  void whoComesNextKnowsThePulumisThatWereRun() {
    try (var killed = journal("one");
        var next = journal("two")) {
      killed.claim(ticker);
      isSilent = true;
      killed.addUpdate(List.of(4711L));
      isSilent = false;
      killed.addUpdate(List.of(4712L));
      next.claim(ticker);
      next.addUpdate(List.of(4713L));
      assertThat(next.updates()).extracting(Holder::pid).containsExactly(4711L, 4712L, 4713L);
      assertThat(next.updates()).extracting(Holder::host).containsOnly(Holder.thisHost());
    }
  }

  @Test
  void whoWasOvertakenIsToldAtTheNextWrite() {
    try (var slept = journal("one");
        var other = journal("other")) {
      slept.claim(ticker);
      other.claim(ticker);
      assertThatThrownBy(slept::confirm).isInstanceOf(OvertakenException.class);
      assertThatThrownBy(() -> slept.write(RELEASE)).isInstanceOf(OvertakenException.class);
      assertThatCode(other::confirm).doesNotThrowAnyException();
    }
  }

  @Test
  void aProcessThatHasEndedIsBelievedAtOnceWhereItsIdMeansTheSame() {
    try (var killed = journal("one");
        var next = journal("two")) {
      killed.claim(ticker);
      next.claim(ticker);
      assertThat(ticker.seconds()).isZero();
    }
  }

  /** Of whom this one's process ids say nothing: the heartbeat alone tells, and its clock is not asked. */
  @Test
  void aDriverOfAnotherContainerIsGoneWhenItsHeartbeatStops() {
    try (var other = journal("one", OTHER);
        var next = journal("two")) {
      other.claim(ticker);
      assertThat(next.driver()).isPresent();
      next.claim(ticker);
      assertThat(ticker.seconds()).isEqualTo(20);
      assertThatThrownBy(other::confirm).isInstanceOf(OvertakenException.class);
    }
  }

  @Test
  void aDriverOfAnotherContainerWithTheSameHostNameLivesWhileItsHeartBeats() {
    try (var other = journal("one", OTHER);
        var next = journal("two")) {
      other.claim(ticker);
      var beating = new BeatingTicker(ticker, other::confirm);
      assertThatThrownBy(() -> next.claim(beating))
          .isInstanceOf(HeldException.class)
          .hasMessageStartingWith("web is being released by root@");
      assertThat(ticker.seconds()).isEqualTo(5);
    }
  }

  /** While somebody waits, another one's heart beats. */
  private record BeatingTicker(Ticker time, Runnable beat) implements Ticker {
    @Override
    public Duration now() {
      return time.now();
    }

    @Override
    public void pause(Duration length) {
      time.pause(length);
      beat.run();
    }
  }

  @Test
  void whoClaimsItRightAfterItWasSeenToBeFreeHasIt() {
    try (var first = journal("one")) {
      first.claim(ticker);
    }
    quicker = Optional.of(new Holder("root", "elsewhere", 1, "quicker", SPACE));
    try (var slower = journal("two")) {
      assertThatThrownBy(() -> slower.claim(ticker))
          .isInstanceOf(HeldException.class)
          .hasMessageContaining("web is being released by somebody else, who was quicker");
    }
  }

  @Test
  void whatSomebodyHasSpoiledIsNamedWithTheWayOutOfIt() {
    try (var journal = journal("one")) {
      journal.claim(ticker);
      journal.write(RELEASE);
    }
    stored.orElseThrow().withObject("/data").put("release.json", "{\"steps\": [{}]}");
    assertThatThrownBy(() -> journal("other").newest())
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith(
            "ConfigMap shop/web-release must have `release.json` as Sluice wrote it, but ")
        .hasMessageEndingWith(
            ". Put that back; or, where no release is under way, `kubectl delete configmap -n shop"
                + " web-release`: then it is forgotten what `rollback` goes back to.");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNoReleaseThatWasStopped() {
    isSilent = true;
    try (var journal = journal("one")) {
      assertThatThrownBy(() -> journal.claim(ticker)).isInstanceOf(ClusterException.class);
      assertThatThrownBy(journal::newest).isInstanceOf(ClusterException.class);
    }
  }
}
