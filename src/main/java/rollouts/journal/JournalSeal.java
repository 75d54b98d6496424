package rollouts.journal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import rollouts.plan.KnownGoodStates;

/**
 * Signs a journal and, once the stack has a key pair, accepts only signed ones. The signature
 * covers everything except the owner of the lock, and also names the stack, the app and the object:
 * a journal that was copied from another one does not verify. An older state of the same object
 * does, but its sequence number reveals it to a process that has read a newer one.
 *
 * @param environment the environment whose stack has the key
 * @param publicKey empty until a release has created a pair
 */
public record JournalSeal(
    String environment, String namespace, String app, Optional<String> publicKey) {
  private static final String RELEASE = "release.json";
  private static final String KNOWN_GOOD = "proved.json";
  private static final String SEQUENCE = "sequence";
  private static final String SIGNATURE = "signature";
  private static final String UPDATES = "sluice.dev/updates";

  /** The first words of every signed text, so that the key never signs anything else. */
  private static final String PURPOSE = "sluice journal 1";

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private static final JsonMapper JSON = new JsonMapper();

  /** Returns the seal of the same journal with a key pair that was just created or read. */
  JournalSeal by(JournalKey key) {
    return new JournalSeal(environment, namespace, app, Optional.of(key.publicText()));
  }

  /** Returns the journal with this content, signed if there is a key. */
  ConfigMap sealed(ConfigMap map, JournalContent content, Optional<JournalKey> key) {
    var data = new LinkedHashMap<String, String>();
    content.release().ifPresent(release -> data.put(RELEASE, JournalText.of(release)));
    if (!content.knownGood().states().isEmpty()) {
      data.put(KNOWN_GOOD, JournalText.of(content.knownGood()));
    }
    data.put(SEQUENCE, Long.toString(content.sequence()));
    var updates = content.updates().stream().map(LockOwner::text).collect(Collectors.joining("\n"));
    key.ifPresent(each -> data.put(SIGNATURE, each.sign(signed(uid(map), data, updates))));
    return new ConfigMapBuilder(map)
        .editMetadata()
        .addToAnnotations(UPDATES, updates)
        .endMetadata()
        .withData(data)
        .build();
  }

  public JournalContent open(ConfigMap map) {
    var data = data(map);
    if (data.isEmpty()) {
      return JournalContent.NONE;
    }
    var updates = annotations(map).getOrDefault(UPDATES, "");
    var trouble = trouble(uid(map), data, updates);
    return trouble.isPresent() ? JournalContent.distrusted(trouble.get()) : content(data, updates);
  }

  private Optional<String> trouble(String uid, Map<String, String> data, String updates) {
    var signature = Optional.ofNullable(data.get(SIGNATURE));
    if (publicKey.isEmpty()) {
      return signature.map(
          found ->
              distrusted(
                  "it is signed, but "
                      + stackFile()
                      + " has no `sluice:journalPublicKey` to verify it with",
                  "Get the commit that has it (`git pull`); if there is none, "
                      + forgotten()
                      + "."));
    }
    if (signature.isEmpty()) {
      return Optional.of(distrusted("it is not signed, but the stack has a key", whoChangedIt()));
    }
    return JournalKey.isSigned(publicKey.get(), signed(uid, data, updates), signature.get())
        ? Optional.empty()
        : Optional.of(
            distrusted(
                "its signature does not match the `sluice:journalPublicKey` of " + stackFile(),
                whoChangedIt()));
  }

  private JournalContent content(Map<String, String> data, String updates) {
    try {
      return new JournalContent(
          Optional.ofNullable(data.get(RELEASE)).map(text -> read(RELEASE, text)),
          Optional.ofNullable(data.get(KNOWN_GOOD))
              .map(this::knownGood)
              .orElse(KnownGoodStates.NONE),
          updates.lines().map(LockOwner::parse).toList(),
          number(data.getOrDefault(SEQUENCE, "1")),
          publicKey.isPresent() ? new JournalTrust.Signed() : new JournalTrust.NotSigned());
    } catch (JournalException e) {
      return JournalContent.distrusted(distrusted(String.valueOf(e.getMessage()), whoChangedIt()));
    }
  }

  private Release read(String key, String text) {
    try {
      return JournalText.release(text);
    } catch (JournalException e) {
      throw unlike(key, String.valueOf(e.getMessage()));
    }
  }

  private KnownGoodStates knownGood(String text) {
    try {
      return JournalText.knownGood(text);
    } catch (JournalException e) {
      throw unlike(KNOWN_GOOD, String.valueOf(e.getMessage()));
    }
  }

  private static JournalException unlike(String key, String reason) {
    return new JournalException("its `" + key + "` is not what Sluice writes: " + reason);
  }

  private static long number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw unlike(SEQUENCE, "it must be a whole number from 1");
    }
    return Long.parseLong(text);
  }

  /** Returns content that is not trusted because newer content was read before. */
  JournalContent older() {
    return JournalContent.distrusted(
        distrusted("an older version of it was restored while this command ran", whoChangedIt()));
  }

  /** Returns the text to sign, in which it is clear where each part ends. */
  private String signed(String uid, Map<String, String> data, String updates) {
    var parts = JSON.createArrayNode();
    List.of(PURPOSE, environment, namespace, app, uid).forEach(parts::add);
    for (var key : List.of(RELEASE, KNOWN_GOOD, SEQUENCE)) {
      parts.add(data.get(key));
    }
    return parts.add(updates).toString();
  }

  private String distrusted(String reason, String fix) {
    return "The journal of "
        + app
        + " (ConfigMap "
        + namespace
        + "/"
        + name()
        + ") is not used: "
        + reason
        + ". "
        + fix;
  }

  private String whoChangedIt() {
    return "`kubectl get configmap -n "
        + namespace
        + " "
        + name()
        + " -o yaml --show-managed-fields` shows who changed it; "
        + forgotten()
        + ", including the state that `rollback` restores.";
  }

  private String forgotten() {
    return "`kubectl delete configmap -n " + namespace + " " + name() + "` deletes it";
  }

  String name() {
    return app + "-release";
  }

  private String stackFile() {
    return "Pulumi." + environment + ".yaml";
  }

  private static String uid(ConfigMap map) {
    return String.valueOf(map.getMetadata().getUid());
  }

  private static Map<String, String> data(ConfigMap map) {
    var data = map.getData();
    return data == null ? Map.of() : data;
  }

  private static Map<String, String> annotations(ConfigMap map) {
    var annotations = map.getMetadata().getAnnotations();
    return annotations == null ? Map.of() : annotations;
  }
}
