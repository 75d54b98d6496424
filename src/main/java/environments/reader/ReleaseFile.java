package environments.reader;

import environments.StackCluster;
import environments.StackSettings;
import environments.apps.App;
import environments.format.ReleaseKeys;
import environments.values.ClusterUid;
import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.Report;
import environments.yaml.SourcePosition;
import java.util.List;
import java.util.Optional;

/**
 * Reads Sluice's keys in {@code Pulumi.<environment>.yaml}, a file that other programs use, too.
 */
final class ReleaseFile {
  static final String OWN_PREFIX = "sluice:";

  private ReleaseFile() {}

  /** Returns the release states; empty if they were refused as a whole. */
  static Optional<Section> rollouts(Node.Mapping file, Report report) {
    return config(file, report).flatMap(ReleaseFile::ofConfig);
  }

  /** Returns the settings; empty if they were refused. */
  static Optional<StackSettings> settings(Node.Mapping file, Report report) {
    return config(file, report).flatMap(ReleaseFile::settings);
  }

  /** Refuses Secrets that do not match the apps. */
  static void checkSecrets(Node.Mapping file, List<App> apps, Report report) {
    config(file, report).ifPresent(config -> SecretsDecoder.checkReaders(config, apps));
  }

  /** Returns the position of the first key of Sluice, if there is one. */
  static Optional<SourcePosition> firstOwnKey(Node.Mapping file) {
    var config = file.entries().get("config");
    return config != null && config.value() instanceof Node.Mapping keys
        ? keys.entries().entrySet().stream()
            .filter(each -> each.getKey().startsWith(OWN_PREFIX))
            .map(each -> each.getValue().position())
            .findFirst()
        : Optional.empty();
  }

  private static Optional<Section> config(Node.Mapping file, Report report) {
    return Section.of(ReleaseKeys.FILE, file, KeyPath.root(file.position().file()), report)
        .openOrEmpty("config");
  }

  private static Optional<Section> ofConfig(Section config) {
    settings(config);
    config.refuseUnknown(OWN_PREFIX);
    return config.openOrEmpty(ReleaseKeys.ROLLOUTS);
  }

  private static Optional<StackSettings> settings(Section config) {
    var requireReviewed = config.flag(ReleaseKeys.REQUIRE_REVIEWED);
    var applyUnreviewed = config.text(ReleaseKeys.APPLY_UNREVIEWED, StackSettings::reason);
    var undoEdits = config.text(ReleaseKeys.UNDO_EDITS, StackSettings::reason);
    var context = config.text(ReleaseKeys.CONTEXT);
    var cluster = config.section(ReleaseKeys.CLUSTER, ReleaseFile::cluster);
    var secrets = SecretsDecoder.secrets(config);
    var publicKey = config.text(ReleaseKeys.JOURNAL_PUBLIC_KEY, StackSettings::publicKey);
    boolean hasKey = SecretsDecoder.isJournalKey(config);
    return config.build(
        () ->
            new StackSettings(
                requireReviewed.orElse(false),
                applyUnreviewed,
                undoEdits,
                context,
                cluster,
                secrets,
                hasKey,
                publicKey));
  }

  private static Optional<StackCluster> cluster(Section cluster) {
    var uid = cluster.text("uid", ClusterUid::parse);
    var reason = cluster.text("reason", StackSettings::reason);
    return cluster.build(() -> new StackCluster(uid.orElseThrow(), reason.orElseThrow()));
  }
}
