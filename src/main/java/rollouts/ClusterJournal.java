package rollouts;

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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stacks.ClusterException;
import stacks.OneLine;
import stacks.Ticker;

/**
 * A journal in the cluster that the release is for, in a ConfigMap beside the app: whoever can release can read it, from any
 * machine. It belongs to one driver at a time. Each write replaces the version that the driver read last, so one that was
 * taken over can write no more, and by that change no more.
 */
final class ClusterJournal implements Journal, AutoCloseable {
  private static final String RELEASE = "release.json";
  private static final String PROVED = "proved.json";
  private static final String HOLDER = "sluice.dev/holder";
  private static final String BEAT = "sluice.dev/beat";

  /** The Pulumis that releases of the app have run, a line each. */
  private static final String UPDATES = "sluice.dev/updates";

  private static final int MOST_UPDATES = 50;
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** A driver that has not been heard of for so long is gone, whatever its clock says. */
  private static final Duration PATIENCE = PERIOD.multipliedBy(4);

  private final KubernetesClient client;
  private final String namespace;
  private final String app;
  private final Holder holder;
  private final ScheduledExecutorService heart = DaemonClock.named("journal");
  private final List<Holder> updates = new ArrayList<>();
  private @Nullable ConfigMap mine;
  private long beats;

  /**
   * @param app also the beginning of the ConfigMap's name
   */
  ClusterJournal(KubernetesClient client, String namespace, String app, Holder holder) {
    this.client = client;
    this.namespace = namespace;
    this.app = app;
    this.holder = holder;
  }

  /**
   * Makes the journal this driver's.
   *
   * @throws HeldException if another one has it, and is alive
   * @throws ClusterException if the cluster does not answer
   */
  synchronized void claim(Ticker ticker) {
    var found = free(ticker);
    try {
      put(found.map(this::claimed).orElseGet(this::fresh));
    } catch (OvertakenException e) {
      throw held("somebody else, who was quicker");
    }
    found.map(map -> annotations(map).getOrDefault(UPDATES, "")).stream()
        .flatMap(String::lines)
        .map(Holder::parse)
        .forEach(updates::add);
    var unused =
        heart.scheduleAtFixedRate(
            this::beat, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Writes nothing.
   *
   * @throws HeldException if another driver has it, and is alive
   * @throws ClusterException if the cluster does not answer
   */
  void requireFree(Ticker ticker) {
    free(ticker);
  }

  /** As it was when nobody had it who is alive: whoever claims it first makes another version of it. */
  private Optional<ConfigMap> free(Ticker ticker) {
    var found = read();
    var other = found.flatMap(this::driver);
    return other.isPresent() ? silent(ticker, other.get(), found) : found;
  }

  private Optional<ConfigMap> silent(Ticker ticker, Holder other, Optional<ConfigMap> found) {
    var end = ticker.now().plus(PATIENCE);
    var last = found;
    while (ticker.now().compareTo(end) < 0) {
      ticker.pause(PERIOD);
      last = read();
      var now = last.flatMap(ClusterJournal::holder);
      if (now.isEmpty()) {
        return last;
      }
      if (!now.get().equals(other) || !beat(last).equals(beat(found))) {
        throw held(now.get().toString());
      }
    }
    return last;
  }

  private HeldException held(String by) {
    return new HeldException(
        app
            + " is being released by "
            + by
            + ". See `./sluice status`; when that has ended, run this again.");
  }

  /** Who has the journal, and has not certainly ended. */
  Optional<Holder> driver() {
    return read().flatMap(this::driver);
  }

  private Optional<Holder> driver(ConfigMap map) {
    return holder(map).filter(other -> !other.equals(holder) && !other.isGone(holder.space()));
  }

  private static Optional<Holder> holder(ConfigMap map) {
    return Optional.ofNullable(annotations(map).get(HOLDER)).map(Holder::parse);
  }

  private static String beat(Optional<ConfigMap> map) {
    return map.map(found -> annotations(found).getOrDefault(BEAT, "")).orElse("");
  }

  private static Map<String, String> annotations(ConfigMap map) {
    var annotations = map.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }

  private ConfigMap fresh() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name())
        .withNamespace(namespace)
        .addToLabels("app.kubernetes.io/name", app)
        .addToLabels("app.kubernetes.io/component", "release-journal")
        .addToLabels("app.kubernetes.io/managed-by", "sluice")
        .addToAnnotations(HOLDER, holder.text())
        .endMetadata()
        .build();
  }

  private ConfigMap claimed(ConfigMap map) {
    return new ConfigMapBuilder(map)
        .editMetadata()
        .addToAnnotations(HOLDER, holder.text())
        .endMetadata()
        .build();
  }

  private String name() {
    return app + "-release";
  }

  @Override
  public synchronized Optional<ReleaseRecord> newest() {
    return data(RELEASE, JournalText::release);
  }

  @Override
  public synchronized Proved proved() {
    return data(PROVED, JournalText::proved).orElse(Proved.NONE);
  }

  private <T> Optional<T> data(String key, Function<String, T> content) {
    var map = mine == null ? read() : Optional.of(mine);
    try {
      return map.map(ConfigMap::getData).map(data -> data.get(key)).map(content);
    } catch (JournalException e) {
      throw new ClusterException(
          "ConfigMap "
              + namespace
              + "/"
              + name()
              + " must have `"
              + key
              + "` as Sluice wrote it, but "
              + e.getMessage()
              + ". Put that back; or, where no release is under way, `kubectl delete configmap -n "
              + namespace
              + " "
              + name()
              + "`: then it is forgotten what `rollback` goes back to.",
          false);
    }
  }

  @Override
  public synchronized void write(ReleaseRecord release) {
    put(edited().addToData(RELEASE, JournalText.of(release)).build());
  }

  @Override
  public synchronized void write(ReleaseRecord release, Proved proved) {
    put(
        edited()
            .addToData(RELEASE, JournalText.of(release))
            .addToData(PROVED, JournalText.of(proved))
            .build());
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
        edited()
            .editMetadata()
            .addToAnnotations(BEAT, Long.toString(++beats))
            .addToAnnotations(
                UPDATES, updates.stream().map(Holder::text).collect(Collectors.joining("\n")))
            .endMetadata()
            .build());
  }

  /** The Pulumis that releases of the app have run of late, and which may have locked the stack. */
  synchronized List<Holder> updates() {
    return List.copyOf(updates);
  }

  /** Also for the driver that comes after this one, should both of them be killed. */
  synchronized void addUpdate(List<Long> pids) {
    pids.forEach(
        pid ->
            updates.add(new Holder(holder.user(), holder.host(), pid, "pulumi", holder.space())));
    updates.subList(0, Math.max(0, updates.size() - MOST_UPDATES)).clear();
    beat();
  }

  private void beat() {
    try {
      confirm();
    } catch (JournalException | OvertakenException e) {
      // The next write of the driver finds out, too, and says so.
      return;
    }
  }

  /** What an earlier write that was not answered has done all the same is read back, and written over. */
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
        .filter(found -> holder.text().equals(annotations(found).get(HOLDER)))
        .orElseThrow(
            () ->
                new OvertakenException(
                    "Somebody else has taken over the release of "
                        + app
                        + ", so nothing more is changed from here. See `./sluice status`."));
  }

  private static ConfigMap ofVersion(ConfigMap found, ConfigMap map) {
    return new ConfigMapBuilder(map)
        .editMetadata()
        .withResourceVersion(found.getMetadata().getResourceVersion())
        .endMetadata()
        .build();
  }

  private ConfigMap stored(ConfigMap map) {
    var resource = client.configMaps().inNamespace(namespace).resource(map);
    var version = map.getMetadata().getResourceVersion();
    return version == null ? resource.create() : resource.lockResourceVersion(version).update();
  }

  private Optional<ConfigMap> read() {
    return asked(
        () ->
            Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name()).get()));
  }

  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw unanswered(e);
    }
  }

  /** Before the journal is this driver's, nothing has begun. */
  private RuntimeException unanswered(KubernetesClientException e) {
    var text =
        "The journal of "
            + app
            + " (ConfigMap "
            + namespace
            + "/"
            + name()
            + ") must be read and written, but: "
            + OneLine.of(e);
    boolean isDenied = ClusterException.isDenied(e.getCode());
    return mine == null
        ? new ClusterException(text, isDenied)
        : new JournalException(text, isDenied);
  }

  /** Lets go of the journal, if it is still this driver's. */
  @Override
  public void close() {
    heart.shutdownNow();
    synchronized (this) {
      if (mine != null) {
        try {
          put(edited().editMetadata().removeFromAnnotations(HOLDER).endMetadata().build());
        } catch (JournalException | OvertakenException e) {
          // Whoever comes next waits until it has been silent for a while.
          mine = null;
        }
      }
    }
  }
}
