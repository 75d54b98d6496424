package environments.reader;

import environments.StackSecret;
import environments.apps.App;
import environments.apps.SecretReferences;
import environments.format.ReleaseKeys;
import environments.text.Ascii;
import environments.text.InvalidSpecException;
import environments.values.DataKey;
import environments.values.DnsLabel;
import environments.values.ObjectName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads which Secrets a stack has. Never shows a refused value, which may be a secret in plain
 * text.
 */
final class SecretsDecoder {
  /** In characters; the nonce and the tag of every cipher alone are longer. */
  private static final int SHORTEST = 16;

  private static final String MAPPING =
      "Must be a mapping from namespace, Secret name and key to the value that Pulumi encrypted."
          + " `pulumi config set --secret --path '"
          + ReleaseKeys.SECRETS
          + ".<namespace>.<name>.<key>'` writes it.";

  private static final String PLAIN_KEY =
      "Must be a value that Pulumi encrypted (`secure:`), got plain text, which is no longer a"
          + " secret. Remove it and `"
          + ReleaseKeys.JOURNAL_PUBLIC_KEY
          + "`; the next release creates another pair.";

  private final List<StackSecret> secrets = new ArrayList<>();

  private SecretsDecoder() {}

  /** Returns the Secrets that have keys, sorted by namespace and name. */
  static List<StackSecret> secrets(Section config) {
    var decoder = new SecretsDecoder();
    open(config, ReleaseKeys.SECRETS).ifPresent(decoder::addNamespaces);
    decoder.secrets.sort(
        Comparator.comparing((StackSecret secret) -> secret.namespace().value())
            .thenComparing(secret -> secret.name().value()));
    return List.copyOf(decoder.secrets);
  }

  private static Optional<Section> open(Section parent, String key) {
    if (parent.has(key) && !parent.isMapping(key)) {
      parent.refuse(key, MAPPING);
      return Optional.empty();
    }
    return parent.open(key);
  }

  private void addNamespaces(Section namespaces) {
    for (var key : namespaces.names()) {
      var namespace = namespaces.name(key, DnsLabel::parse);
      var names = open(namespaces, key);
      if (namespace.isPresent() && names.isPresent()) {
        addSecrets(namespace.get(), names.get());
      }
    }
  }

  private void addSecrets(DnsLabel namespace, Section names) {
    for (var key : names.names()) {
      var name = names.name(key, ObjectName::parse);
      var data = open(names, key);
      if (name.isPresent() && data.isPresent() && !data.get().names().isEmpty()) {
        var path = path(namespace.value(), key);
        data.get().names().forEach(each -> checkValue(data.get(), each, path));
        secrets.add(new StackSecret(namespace, name.get(), List.copyOf(data.get().names())));
      }
    }
  }

  private static void checkValue(Section data, String key, String secret) {
    data.name(key, SecretsDecoder::dataKey);
    if (data.isMapping(key)) {
      data.section(key, value -> checkEncrypted(value, path(secret, key)));
    } else {
      data.refuse(key, plain(path(secret, key)));
    }
  }

  private static String dataKey(String text) {
    if (!DataKey.isValid(text)) {
      throw InvalidSpecException.of("A key of a Secret " + DataKey.RULE + ", got `" + text + "`.");
    }
    return text;
  }

  private static Optional<String> checkEncrypted(Section value, String path) {
    return encrypted(value, plain(path)).map(found -> path);
  }

  /** Returns whether there is an encrypted key for signing journals. */
  static boolean isJournalKey(Section config) {
    if (config.has(ReleaseKeys.JOURNAL_KEY) && !config.isMapping(ReleaseKeys.JOURNAL_KEY)) {
      config.refuse(ReleaseKeys.JOURNAL_KEY, PLAIN_KEY);
    }
    return config.isMapping(ReleaseKeys.JOURNAL_KEY)
        && config
            .section(ReleaseKeys.JOURNAL_KEY, value -> encrypted(value, PLAIN_KEY))
            .isPresent();
  }

  private static Optional<Section> encrypted(Section value, String refusal) {
    if (value.has("secure") && !value.isText("secure", SecretsDecoder::isEncrypted)) {
      value.refuse("secure", refusal);
    }
    return Optional.of(value);
  }

  private static boolean isEncrypted(String text) {
    return text.length() >= SHORTEST && Ascii.isMadeOf(text, "+/=:_-");
  }

  private static String plain(String path) {
    return "Must be a value that Pulumi encrypted (`secure:`), got plain text, which is no longer a"
        + " secret. Choose a new value: "
        + command(path)
        + " asks for it and encrypts it.";
  }

  private static String command(String path) {
    return "`pulumi config set --secret --path '" + ReleaseKeys.SECRETS + "." + path + "'`";
  }

  /** Quotes keys that Pulumi would split, such as those with a dot. */
  private static String path(String parent, String key) {
    return Ascii.isMadeOf(key, "-_") ? parent + "." + key : parent + "[\"" + key + "\"]";
  }

  /**
   * Refuses Secrets that no app reads, and Secrets that lack a key to which an app refers.
   */
  static void checkReaders(Section config, List<App> apps) {
    var readers = readers(apps);
    open(config, ReleaseKeys.SECRETS)
        .ifPresent(
            namespaces -> {
              namespaces.refuseOthers(
                  "No app reads a Secret in this namespace. ", readers.keySet());
              readers.forEach((key, known) -> checkReaders(namespaces, key, known));
            });
  }

  private static void checkReaders(
      Section namespaces, String namespace, Map<String, Set<String>> known) {
    open(namespaces, namespace)
        .ifPresent(
            names -> {
              names.refuseOthers("No app reads this Secret. ", known.keySet());
              known.forEach(
                  (name, keys) ->
                      open(names, name)
                          .ifPresent(data -> checkKeys(data, keys, path(namespace, name))));
            });
  }

  private static void checkKeys(Section data, Set<String> keys, String secret) {
    for (var key : keys) {
      data.requireOr(
          "Must be given, because an app refers to it: "
              + command(path(secret, key))
              + " asks for the value and encrypts it.",
          key);
    }
  }

  private static Map<String, Map<String, Set<String>>> readers(List<App> apps) {
    var readers = new TreeMap<String, Map<String, Set<String>>>();
    for (var app : apps) {
      var secrets = SecretReferences.of(app);
      if (!secrets.isEmpty()) {
        var ofNamespace = readers.computeIfAbsent(app.namespace().value(), name -> new TreeMap<>());
        secrets.forEach((name, keys) -> ofNamespace.merge(name, keys, SecretsDecoder::both));
      }
    }
    return readers;
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    var both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }
}
