package rollouts.journal;

import charts.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import rollouts.plan.KnownGoodStates;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.cluster.TerminalText;
import stacks.cluster.Ticker;

/**
 * A journal in a ConfigMap next to the app, in the cluster of the release: everyone who can release
 * can read it, from any machine. Only one driver at a time has its lock. Each write replaces the
 * version that the driver read last, so a driver that has lost the lock can no longer write, and
 * therefore changes nothing.
 */
public final class ClusterJournal implements Journal, AutoCloseable {
  private static final String OWNER = "sluice.dev/holder";
  private static final String HEARTBEAT = "sluice.dev/beat";

  private static final int MOST_UPDATES = 50;
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** A driver without a heartbeat for this long is gone, whatever its clock says. */
  private static final Duration PATIENCE = PERIOD.multipliedBy(4);

  private final KubernetesClient client;
  private final LockOwner owner;
  private final ScheduledExecutorService heart = DaemonClock.named("journal");
  private JournalSeal seal;
  private Optional<JournalKey> key = Optional.empty();
  private boolean isSealing;
  private JournalContent content = JournalContent.NONE;
  private long highest;
  private @Nullable ConfigMap mine;
  private long heartbeats;

  /**
   * @param seal the seal of the app, whose name also begins the name of the ConfigMap
   */
  public ClusterJournal(KubernetesClient client, JournalSeal seal, LockOwner owner) {
    this.client = client;
    this.seal = seal;
    this.owner = owner;
  }

  /**
   * Locks the journal for this driver.
   *
   * @param events receives failed heartbeats
   * @throws ReleaseLockedException if a live driver has the lock
   * @throws ClusterException if the cluster does not answer
   */
  public synchronized void claim(Ticker ticker, Consumer<ReleaseEvent> events) {
    var found = free(ticker);
    content = opened(found);
    try {
      put(found.map(this::claimed).orElseGet(this::fresh));
    } catch (LockLostException e) {
      throw locked("another process that took the lock first");
    }
    var unused =
        heart.scheduleAtFixedRate(
            heartbeat(events), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Checks the lock without taking it.
   *
   * @throws ReleaseLockedException if a live driver has the lock
   * @throws ClusterException if the cluster does not answer
   */
  public void requireFree(Ticker ticker) {
    free(ticker);
  }

  /**
   * Returns the ConfigMap, which no live driver has locked; empty if there is none yet. The first
   * driver to lock it replaces this version.
   */
  private Optional<ConfigMap> free(Ticker ticker) {
    var found = read();
    var other = found.flatMap(this::driver);
    return other.isPresent() ? silent(ticker, other.get(), found) : found;
  }

  private Optional<ConfigMap> silent(Ticker ticker, LockOwner other, Optional<ConfigMap> found) {
    var end = ticker.now().plus(PATIENCE);
    var last = found;
    while (ticker.now().compareTo(end) < 0) {
      ticker.pause(PERIOD);
      last = read();
      var now = last.flatMap(ClusterJournal::owner);
      if (now.isEmpty()) {
        return last;
      }
      if (!now.get().equals(other) || !lastHeartbeat(last).equals(lastHeartbeat(found))) {
        throw locked(now.get().toString());
      }
    }
    return last;
  }

  private ReleaseLockedException locked(String by) {
    return new ReleaseLockedException(
        seal.app()
            + " is being released by "
            + by
            + ". See `./sluice status`, and run this again once that has finished.");
  }

  /** Returns the owner of the lock, unless it has certainly ended. */
  public Optional<LockOwner> driver() {
    return read().flatMap(this::driver);
  }

  private Optional<LockOwner> driver(ConfigMap map) {
    return owner(map).filter(other -> !other.equals(owner) && !other.isGone(owner.space()));
  }

  private static Optional<LockOwner> owner(ConfigMap map) {
    return Optional.ofNullable(annotations(map).get(OWNER)).map(LockOwner::parse);
  }

  private static String lastHeartbeat(Optional<ConfigMap> map) {
    return map.map(found -> annotations(found).getOrDefault(HEARTBEAT, "")).orElse("");
  }

  private static Map<String, String> annotations(ConfigMap map) {
    var annotations = map.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  private ConfigMap fresh() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(seal.namespace())
        .addToLabels(Labels.NAME, seal.app())
        .addToLabels(Labels.COMPONENT, "release-journal")
        .addToLabels(Labels.MANAGED_BY, Labels.SLUICE)
        .addToAnnotations(OWNER, owner.text())
        .endMetadata()
        .build();
  }

  private ConfigMap claimed(ConfigMap map) {
    return new ConfigMapBuilder(map)
        .editMetadata()
        .addToAnnotations(OWNER, owner.text())
        .endMetadata()
        .build();
  }

  private String name() {
    return seal.name();
  }

  @Override
  public synchronized Optional<Release> newest() {
    return content().release();
  }

  @Override
  public synchronized KnownGoodStates knownGood() {
    return content().knownGood();
  }

  public synchronized JournalContent content() {
    return mine == null ? opened(read()) : content;
  }

  /** Opens a journal; it is not trusted if it is older than what was read before. */
  private JournalContent opened(Optional<ConfigMap> map) {
    var found = map.map(seal::open).orElse(JournalContent.NONE);
    if (map.isPresent() && !found.isDistrusted() && found.sequence() < highest) {
      return seal.older();
    }
    highest = Math.max(highest, found.sequence());
    return found;
  }

  /**
   * Writes the content from now on, signed if there is a key; until then, only the lock is written.
   *
   * @param with the key; empty if the stack has none, or if none is available for a rollback
   */
  public synchronized void seal(Optional<JournalKey> with) {
    key = with;
    key.ifPresent(found -> seal = seal.by(found));
    isSealing = true;
  }

  @Override
  public synchronized void write(Release release) {
    write(release, content.knownGood());
  }

  /** Also replaces content that was not trusted. */
  @Override
  public synchronized void write(Release release, KnownGoodStates knownGood) {
    content = content.with(release, knownGood).numbered(content.sequence(), taken());
    put(sealed(edited().build()));
  }

  private JournalTrust taken() {
    return key.isPresent() ? new JournalTrust.Signed() : new JournalTrust.NotSigned();
  }

  /** Adds the content and its signature, unless the content is not trusted. */
  private ConfigMap sealed(ConfigMap map) {
    if (!isSealing || content.isDistrusted()) {
      return map;
    }
    content = content.numbered(++highest, taken());
    return seal.sealed(map, content, key);
  }

  private ConfigMapBuilder edited() {
    if (mine == null) {
      throw new IllegalStateException("The journal was not claimed.");
    }
    return new ConfigMapBuilder(mine);
  }

  @Override
  public synchronized void confirm() {
    put(
        sealed(
            edited()
                .editMetadata()
                .addToAnnotations(HEARTBEAT, Long.toString(++heartbeats))
                .endMetadata()
                .build()));
  }

  /**
   * Returns the recent Pulumi processes of releases of the app, which may have locked the stack.
   */
  public synchronized List<LockOwner> updates() {
    return content.updates();
  }

  /**
   * Adds Pulumi processes, and records them for the next driver in case this process and Pulumi are
   * both killed.
   */
  public synchronized void addUpdate(List<Long> pids) {
    var updates = new ArrayList<>(content.updates());
    pids.forEach(
        pid ->
            updates.add(new LockOwner(owner.user(), owner.host(), pid, "pulumi", owner.space())));
    updates.subList(0, Math.max(0, updates.size() - MOST_UPDATES)).clear();
    content = content.with(updates);
    sendHeartbeat();
  }

  Runnable heartbeat(Consumer<ReleaseEvent> events) {
    return DaemonClock.lasting(
        this::sendHeartbeat,
        failure ->
            events.accept(
                new ReleaseEvent.Retrying("The journal's heartbeat failed: " + failure, PERIOD)));
  }

  private void sendHeartbeat() {
    try {
      confirm();
    } catch (JournalException | LockLostException e) {
      // The driver's next write fails too, and reports it.
      return;
    }
  }

  /**
   * Writes the ConfigMap. An earlier write without an answer may have succeeded; then its result is
   * read back and replaced.
   */
  private void put(ConfigMap map) {
    try {
      mine = stored(map);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw unanswered(e);
      }
      mine = asked(() -> stored(ofVersion(own(), map)));
    }
  }

  private ConfigMap own() {
    return read()
        .filter(found -> owner.text().equals(annotations(found).get(OWNER)))
        .orElseThrow(
            () ->
                new LockLostException(
                    "Another process has taken over the release of "
                        + seal.app()
                        + "; this process makes no more changes. See `./sluice status`."));
  }

  private static ConfigMap ofVersion(ConfigMap found, ConfigMap map) {
    return new ConfigMapBuilder(map)
        .editMetadata()
        .withResourceVersion(found.getMetadata().getResourceVersion())
        .endMetadata()
        .build();
  }

  private ConfigMap stored(ConfigMap map) {
    var resource = client.configMaps().inNamespace(seal.namespace()).resource(map);
    var version = map.getMetadata().getResourceVersion();
    return version == null ? resource.create() : resource.lockResourceVersion(version).update();
  }

  private Optional<ConfigMap> read() {
    return asked(
        () ->
            Optional.ofNullable(
                client.configMaps().inNamespace(seal.namespace()).withName(name()).get()));
  }

  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw unanswered(e);
    }
  }

  /** Returns a {@link JournalException} if this driver has the lock, otherwise another one. */
  private RuntimeException unanswered(KubernetesClientException e) {
    var text =
        "Cannot read or write the journal of "
            + seal.app()
            + " (ConfigMap "
            + seal.namespace()
            + "/"
            + name()
            + "): "
            + TerminalText.of(e);
    var because = FailureCause.ofStatus(e.getCode());
    return mine == null ? new ClusterException(because, text) : new JournalException(because, text);
  }

  /** Releases the lock, if this driver still has it. */
  @Override
  public void close() {
    heart.shutdownNow();
    synchronized (this) {
      if (mine != null) {
        try {
          put(edited().editMetadata().removeFromAnnotations(OWNER).endMetadata().build());
        } catch (JournalException | LockLostException e) {
          // The next driver waits until this one has been silent for a while.
          mine = null;
        }
      }
    }
  }
}
