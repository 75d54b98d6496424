package rollouts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rollouts.plan.ReleaseTesting.canary;
import static rollouts.plan.ReleaseTesting.deploy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rollouts.plan.KnownGoodStates;
import rollouts.plan.Plan;
import stacks.ScriptedTicker;
import stacks.cluster.ClusterException;
import stacks.cluster.Ticker;

/** Tests the lock of a journal against an API server with one ConfigMap that may not answer. */
final class ClusterJournalTest {
  private static final Optional<JournalKey> KEY = Optional.of(JournalKey.generate());
  private static final KnownGoodStates KNOWN_GOOD =
      new KnownGoodStates(List.of(canary("0.9.0", "", 0)));
  private static final JsonMapper JSON = new JsonMapper();
  private static final Release RELEASE =
      Release.of("1", new Plan("dev", "web", deploy("1.1.0"), canary("1.0.0", "", 0), List.of()));

  private static final Instant BEGIN = Instant.parse("2026-11-21T18:00:00Z");

  private static final Optional<ProcessSpace> SPACE = Optional.of(new ProcessSpace("5ace"));
  private static final Optional<ProcessSpace> OTHER = Optional.of(new ProcessSpace("07e2"));

  private final ScriptedTicker ticker = new ScriptedTicker();
  private HttpServer server;
  private KubernetesClient client;
  private Optional<ObjectNode> stored = Optional.empty();
  private String uid = "1a2b";
  private int version;
  private boolean isSilent;
  private Optional<LockOwner> quicker = Optional.empty();

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

  /** Carries out each request, even if it does not answer. */
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
        var metadata = sent.withObject("/metadata");
        metadata.put("resourceVersion", Integer.toString(version));
        metadata.put("uid", uid);
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

  private void store(LockOwner owner) {
    version++;
    var metadata = stored.orElseThrow().withObject("/metadata");
    metadata.put("resourceVersion", Integer.toString(version));
    metadata.withObject("/annotations").put("sluice.dev/holder", owner.text());
    quicker = Optional.empty();
  }

  /** Returns the journal of a process that has ended by the time another one reads it. */
  private ClusterJournal journal(String token) {
    return journal(token, Optional.empty());
  }

  private ClusterJournal journal(String token, Optional<JournalKey> known) {
    return journal(token, known, SPACE);
  }

  private ClusterJournal journal(
      String token, Optional<JournalKey> known, Optional<ProcessSpace> space) {
    return new ClusterJournal(
        client,
        new JournalSeal("dev", "shop", "web", known.map(JournalKey::publicText)),
        new LockOwner("root", LockOwner.thisHost(), Integer.MAX_VALUE, token, space));
  }

  /** Writes the journal of a release. */
  private void written(Optional<JournalKey> by) {
    try (var journal = journal("one", by)) {
      journal.claim(ticker, ClusterJournalTest::unheard);
      journal.seal(by);
      journal.write(RELEASE.logged(BEGIN, "begins"), KNOWN_GOOD);
    }
  }

  private ObjectNode data() {
    return stored.orElseThrow().withObject("/data");
  }

  @Test
  void aWriteThatWasDoneButNotAnsweredIsOnesOwn() {
    try (var journal = journal("one")) {
      journal.claim(ticker, ClusterJournalTest::unheard);
      journal.seal(Optional.empty());
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
      killed.claim(ticker, ClusterJournalTest::unheard);
      killed.seal(Optional.empty());
      isSilent = true;
      killed.addUpdate(List.of(4711L));
      isSilent = false;
      killed.addUpdate(List.of(4712L));
      next.claim(ticker, ClusterJournalTest::unheard);
      next.addUpdate(List.of(4713L));
      assertThat(next.updates()).extracting(LockOwner::pid).containsExactly(4711L, 4712L, 4713L);
      assertThat(next.updates()).extracting(LockOwner::host).containsOnly(LockOwner.thisHost());
    }
  }

  @Test
  void aDriverThatHasLostTheLockIsReportedAtTheNextWrite() {
    try (var slept = journal("one");
        var other = journal("other")) {
      slept.claim(ticker, ClusterJournalTest::unheard);
      slept.seal(Optional.empty());
      other.claim(ticker, ClusterJournalTest::unheard);
      assertThatThrownBy(slept::confirm).isInstanceOf(LockLostException.class);
      assertThatThrownBy(() -> slept.write(RELEASE)).isInstanceOf(LockLostException.class);
      assertThatCode(other::confirm).doesNotThrowAnyException();
    }
  }

  @Test
  void aProcessThatHasEndedIsBelievedAtOnceWhereItsIdMeansTheSame() {
    try (var killed = journal("one");
        var next = journal("two")) {
      killed.claim(ticker, ClusterJournalTest::unheard);
      next.claim(ticker, ClusterJournalTest::unheard);
      assertThat(ticker.seconds()).isZero();
    }
  }

  /**
   * Process ids of another container mean nothing here: only the heartbeat counts, and its clock
   * does not matter.
   */
  @Test
  void aDriverOfAnotherContainerIsGoneWhenItsHeartbeatStops() {
    try (var other = journal("one", Optional.empty(), OTHER);
        var next = journal("two")) {
      other.claim(ticker, ClusterJournalTest::unheard);
      assertThat(next.driver()).isPresent();
      next.claim(ticker, ClusterJournalTest::unheard);
      assertThat(ticker.seconds()).isEqualTo(20);
      assertThatThrownBy(other::confirm).isInstanceOf(LockLostException.class);
    }
  }

  @Test
  void aDriverOfAnotherContainerWithTheSameHostNameLivesWhileItsHeartBeats() {
    try (var other = journal("one", Optional.empty(), OTHER);
        var next = journal("two")) {
      other.claim(ticker, ClusterJournalTest::unheard);
      var beating = new BeatingTicker(ticker, other::confirm);
      assertThatThrownBy(() -> next.claim(beating, ClusterJournalTest::unheard))
          .isInstanceOf(ReleaseLockedException.class)
          .hasMessageStartingWith("web is being released by root@");
      assertThat(ticker.seconds()).isEqualTo(5);
    }
  }

  @Test
  void aHeartThatFailsUnexpectedlySaysSoOnceAndBeatsOn() {
    var events = new ArrayList<ReleaseEvent>();
    try (var journal = journal("one")) {
      var heartbeat = journal.heartbeat(events::add);
      heartbeat.run();
      heartbeat.run();
      journal.claim(ticker, events::add);
      heartbeat.run();
      assertThat(events)
          .containsExactly(
              new ReleaseEvent.Retrying(
                  "The journal's heartbeat failed: java.lang.IllegalStateException: The journal"
                      + " was not claimed.",
                  Duration.ofSeconds(5)));
      assertThat(stored.orElseThrow().at("/metadata/annotations/sluice.dev~1beat").asText())
          .isEqualTo("1");
    }
  }

  /** Sends the heartbeats of another driver while this one waits. */
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
      first.claim(ticker, ClusterJournalTest::unheard);
    }
    quicker = Optional.of(new LockOwner("root", "elsewhere", 1, "quicker", SPACE));
    try (var slower = journal("two")) {
      assertThatThrownBy(() -> slower.claim(ticker, ClusterJournalTest::unheard))
          .isInstanceOf(ReleaseLockedException.class)
          .hasMessageContaining(
              "web is being released by another process that took the lock first");
    }
  }

  private static final String FORGETS =
      "`kubectl get configmap -n shop web-release -o yaml --show-managed-fields` shows who changed"
          + " it; `kubectl delete configmap -n shop web-release` deletes it, including the state"
          + " that `rollback` restores.";

  private void assertDistrusted(Optional<JournalKey> known, String reason) {
    assertThat(journal("other", known).content())
        .isEqualTo(
            JournalContent.distrusted(
                "The journal of web (ConfigMap shop/web-release) is not used: " + reason));
  }

  @Test
  void whatSomeoneHasSpoiledIsNamedWithTheWayOutOfIt() {
    written(Optional.empty());
    data().put("release.json", "{\"steps\": [{}]}");
    assertDistrusted(
        Optional.empty(),
        "its `release.json` is not what Sluice writes: `before` must be a mapping, got"
            + " nothing. "
            + FORGETS);
  }

  @Test
  void withoutAKeyPairAJournalIsTakenAndSaidToBeUnsigned() {
    written(Optional.empty());
    var content = journal("other").content();
    assertThat(content.knownGood()).isEqualTo(KNOWN_GOOD);
    assertThat(content.trust()).isEqualTo(new JournalTrust.NotSigned());
  }

  @Test
  void aSignedJournalIsTakenByWhoHasThePublicKeyAlone() {
    written(KEY);
    var content = journal("other", KEY).content();
    assertThat(content.release()).contains(RELEASE.logged(BEGIN, "begins"));
    assertThat(content.knownGood()).isEqualTo(KNOWN_GOOD);
    assertThat(content.trust()).isEqualTo(new JournalTrust.Signed());
  }

  @Test
  void anUnsignedJournalIsNotTakenOnceThereIsAKeyPair() {
    written(Optional.empty());
    assertDistrusted(KEY, "it is not signed, but the stack has a key. " + FORGETS);
  }

  @Test
  void aJournalOfAnotherKeyIsNotTaken() {
    written(Optional.of(JournalKey.generate()));
    assertDistrusted(
        KEY,
        "its signature does not match the `sluice:journalPublicKey` of Pulumi.dev.yaml. "
            + FORGETS);
    assertDistrusted(
        Optional.empty(),
        "it is signed, but Pulumi.dev.yaml has no `sluice:journalPublicKey` to verify it with. Get"
            + " the commit that has it (`git pull`); if there is none, `kubectl delete configmap -n"
            + " shop web-release` deletes it.");
  }

  @Test
  void aJournalOfAnotherStackAppOrObjectDoesNotVerify() {
    written(KEY);
    var known = KEY.map(JournalKey::publicText);
    for (var other :
        List.of(
            new JournalSeal("production", "shop", "web", known),
            new JournalSeal("dev", "store", "web", known),
            new JournalSeal("dev", "shop", "api", known))) {
      assertThat(other.open(configMap()).isDistrusted()).as("%s", other).isTrue();
    }
    stored.orElseThrow().withObject("/metadata").put("uid", "another");
    assertThat(journal("other", KEY).content().isDistrusted()).isTrue();
  }

  private ConfigMap configMap() {
    return Serialization.unmarshal(stored.orElseThrow().toString(), ConfigMap.class);
  }

  /** Whatever changes in the signed content, none of the journal is used. */
  @Property(tries = 300)
  void noMutationOfASignedJournalIsUsed(@ForAll Random random) {
    var key = KEY.orElseThrow();
    var seal = new JournalSeal("dev", "shop", "web", Optional.of(key.publicText()));
    var whole =
        seal.sealed(
            new ConfigMapBuilder().withNewMetadata().withUid("1a2b").endMetadata().build(),
            JournalContent.NONE
                .with(RELEASE, KNOWN_GOOD)
                .with(List.of(new LockOwner("root", "here", 1, "pulumi", SPACE)))
                .numbered(7, new JournalTrust.Signed()),
            KEY);
    assertThat(seal.open(whole).knownGood()).isEqualTo(KNOWN_GOOD);
    var changed = new TreeMap<>(whole.getData());
    var keys = List.of("release.json", "proved.json", "sequence", "signature", "updates");
    var place = keys.get(random.nextInt(keys.size()));
    if (place.equals("updates")) {
      whole.getMetadata().getAnnotations().put("sluice.dev/updates", "root here 2 pulumi");
    } else if (random.nextInt(4) == 0) {
      changed.remove(place);
    } else {
      var text = changed.get(place);
      changed.put(
          place,
          place.endsWith(".json")
              ? JournalTextTest.mutated(text, random)
              : JournalTextTest.altered(text, random));
    }
    if (!changed.equals(whole.getData()) || place.equals("updates")) {
      whole.setData(changed);
      var content = seal.open(whole);
      assertThat(content.release()).isEmpty();
      assertThat(content.knownGood()).isEqualTo(KnownGoodStates.NONE);
      assertThat(content.updates()).isEmpty();
      assertThat(content.isDistrusted()).isTrue();
    }
  }

  @Test
  void anOlderStateThatIsPutBackIsKnownToWhoHasReadTheNewerOne() {
    written(KEY);
    var old = data().deepCopy();
    written(KEY);
    try (var journal = journal("other", KEY)) {
      assertThat(journal.content().isDistrusted()).isFalse();
      stored.orElseThrow().set("data", old);
      assertThat(journal.content().trust())
          .isEqualTo(
              new JournalTrust.Distrusted(
                  "The journal of web (ConfigMap shop/web-release) is not used: an older version of"
                      + " it was restored while this command ran. "
                      + FORGETS));
    }
    assertThat(journal("later", KEY).content().isDistrusted()).isFalse();
  }

  @Test
  void whatIsNotTrustedIsNeverSignedAndGoesWithTheNextRelease() {
    written(KEY);
    data().put("proved.json", "[ ]");
    var forged = data().deepCopy();
    try (var journal = journal("two", KEY)) {
      journal.claim(ticker, ClusterJournalTest::unheard);
      journal.seal(KEY);
      journal.confirm();
      journal.addUpdate(List.of(4711L));
      assertThat(data()).isEqualTo(forged);
      journal.write(RELEASE);
    }
    var content = journal("other", KEY).content();
    assertThat(content.release()).contains(RELEASE);
    assertThat(content.knownGood()).isEqualTo(KnownGoodStates.NONE);
    assertThat(content.trust()).isEqualTo(new JournalTrust.Signed());
  }

  /** The first release with a key pair signs the content that it found unsigned. */
  @Test
  void whatWasTakenWithoutASignatureIsSignedByTheFirstThatHasAKey() {
    written(Optional.empty());
    try (var journal = journal("two")) {
      journal.claim(ticker, ClusterJournalTest::unheard);
      journal.seal(KEY);
      journal.confirm();
    }
    var content = journal("other", KEY).content();
    assertThat(content.knownGood()).isEqualTo(KNOWN_GOOD);
    assertThat(content.trust()).isEqualTo(new JournalTrust.Signed());
  }

  @Test
  void whoHasClaimedAJournalLeavesItsSignatureUntilItHasTheKey() {
    written(KEY);
    try (var journal = journal("two", KEY)) {
      journal.claim(ticker, ClusterJournalTest::unheard);
      journal.confirm();
    }
    assertThat(journal("other", KEY).content().trust()).isEqualTo(new JournalTrust.Signed());
  }

  @Test
  void aClusterThatDoesNotAnswerIsNoReleaseThatWasStopped() {
    isSilent = true;
    try (var journal = journal("one")) {
      assertThatThrownBy(() -> journal.claim(ticker, ClusterJournalTest::unheard))
          .isInstanceOf(ClusterException.class);
      assertThatThrownBy(journal::newest).isInstanceOf(ClusterException.class);
    }
  }

  private static void unheard(ReleaseEvent event) {
    // These tests assert on the journal, not on events.
  }
}
