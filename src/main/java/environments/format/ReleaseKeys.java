package environments.format;

import static environments.values.Strategy.AUTOSCALED;
import static environments.values.Strategy.BLUE_GREEN;
import static environments.values.Strategy.CANARY;

import environments.format.Shape.Flag;
import environments.format.Shape.Mapping;
import environments.format.Shape.Named;
import environments.format.Shape.Whole;
import environments.format.Shape.Words;
import environments.values.Strategy;

/** Sluice's keys in {@code Pulumi.<environment>.yaml}. */
public final class ReleaseKeys {
  public static final String ROLLOUTS = "sluice:rollouts";
  public static final String REQUIRE_REVIEWED = "sluice:requireReviewed";
  public static final String APPLY_UNREVIEWED = "sluice:applyUnreviewed";
  public static final String UNDO_EDITS = "sluice:undoEdits";
  public static final String CONTEXT = "sluice:context";
  public static final String CLUSTER = "sluice:cluster";
  public static final String SECRETS = "sluice:secrets";
  public static final String JOURNAL_KEY = "sluice:journalKey";
  public static final String JOURNAL_PUBLIC_KEY = "sluice:journalPublicKey";

  private static final Whole FEWEST = new Whole(2, 1000);
  private static final String ITS_OWN = "`autoscaling.minReplicas`";

  private static final Mapping VERSIONS =
      Keys.builder()
          .of(BLUE_GREEN)
          .optional(
              "blue", Forms.VERSION, "the version of blue, required while it is active", "retired")
          .optional(
              "green",
              Forms.VERSION,
              "the version of green, required while it is active",
              "retired")
          .of(CANARY)
          .required("stable", Forms.VERSION, "the version of the stable track")
          .optional("canary", Forms.VERSION, "the version of the canary", "retired")
          .mapping();

  private static final Mapping MIN_REPLICAS =
      Keys.builder()
          .of(BLUE_GREEN)
          .optional("blue", FEWEST, "the minimum number of pods of blue", ITS_OWN)
          .optional("green", FEWEST, "the minimum number of pods of green", ITS_OWN)
          .of(CANARY)
          .optional("stable", FEWEST, "the minimum number of pods of the stable track", ITS_OWN)
          .optional("canary", FEWEST, "the minimum number of pods of the canary", ITS_OWN)
          .mapping();

  static final Mapping RELEASE =
      Keys.builder()
          .of(BLUE_GREEN)
          .required("active", Words.of("blue", "green"), "the color that takes the traffic")
          .of(BLUE_GREEN, CANARY)
          .required("versions", VERSIONS, "the versions that run, by color or track")
          .optional(
              "weight",
              new Whole(0, 100),
              "the percentage of the traffic for the preview color (with a router) or the canary"
                  + " (with a router, or by the ratio of replicas)",
              "below 100 for `blueGreen`",
              "0")
          .optional(
              "minReplicas",
              MIN_REPLICAS,
              "the minimum number of pods that autoscalers keep, if above their own `minReplicas`;"
                  + " a release sets it while it moves traffic, and removes it at its end",
              "none")
          .of(AUTOSCALED)
          .required("version", Forms.VERSION, "the version that runs")
          .mapping();

  private static final Mapping ENCRYPTED =
      Keys.builder()
          .required(
              "secure",
              Forms.CIPHER_TEXT,
              "the encrypted value, written by `pulumi config set --secret --path`")
          .mapping();

  private static final Mapping CLUSTER_OF_STACK =
      Keys.builder()
          .required("uid", Forms.UID, "the UID of the cluster's Namespace `kube-system`")
          .required("reason", Forms.REASON, "why the stack belongs to this cluster")
          .mapping();

  public static final Mapping CONFIG =
      Keys.builder()
          .optional(
              ROLLOUTS,
              new Named("app", Forms.NAME, RELEASE),
              "the release states by app, one for each app of the environment",
              "none")
          .optional(
              REQUIRE_REVIEWED,
              new Flag(),
              "whether `pulumi up` refuses a release state that differs from the one in `dist/`",
              "`false`")
          .optional(
              APPLY_UNREVIEWED,
              Forms.REASON,
              "a reason that lets `pulumi up` apply what `dist/` does not contain, for emergencies",
              "what `dist/` does not contain is refused")
          .optional(
              UNDO_EDITS,
              Forms.REASON,
              "a reason that lets `pulumi up` and releases undo edits made in the cluster, but"
                  + " never a version, the active color or a weight",
              "edits are refused")
          .optional(
              CONTEXT,
              Forms.TEXT,
              "the kubeconfig context of the stack's cluster",
              "the current context")
          .optional(
              CLUSTER,
              CLUSTER_OF_STACK,
              "the cluster of the stack, even if it was applied to another before; all others are"
                  + " refused",
              "the cluster that the stack was first applied to")
          .optional(
              SECRETS,
              new Named(
                  "namespace",
                  Forms.NAME,
                  new Named(
                      "secret", Forms.OBJECT_NAME, new Named("key", Forms.DATA_KEY, ENCRYPTED))),
              "Secrets that `pulumi up` creates for the apps that read them, by namespace, name and"
                  + " key",
              "none: they are created elsewhere")
          .optional(
              JOURNAL_KEY,
              ENCRYPTED,
              "the private key with which releases sign their journals; the first release creates"
                  + " it",
              "journals are not signed")
          .optional(
              JOURNAL_PUBLIC_KEY,
              Forms.ED25519,
              "the public key of that pair, which verifies journals; while it is set, no other is"
                  + " created",
              "journals without a signature are accepted")
          .mapping();

  /** Allows other keys, since the file belongs to Pulumi. */
  public static final Mapping FILE =
      Keys.builder().optional("config", CONFIG, "the configuration of the stack", "none").mapping();

  private static final Keys OF_BLUE_GREEN = RELEASE.keys().of(BLUE_GREEN);
  private static final Keys OF_CANARY = RELEASE.keys().of(CANARY);
  private static final Keys OF_AUTOSCALED = RELEASE.keys().of(AUTOSCALED);

  private ReleaseKeys() {}

  public static Keys of(Strategy strategy) {
    return switch (strategy) {
      case BLUE_GREEN -> OF_BLUE_GREEN;
      case CANARY -> OF_CANARY;
      case AUTOSCALED -> OF_AUTOSCALED;
    };
  }
}
