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
          .optional("blue", FEWEST, "the fewest pods of blue", ITS_OWN)
          .optional("green", FEWEST, "the fewest pods of green", ITS_OWN)
          .of(CANARY)
          .optional("stable", FEWEST, "the fewest pods of the stable track", ITS_OWN)
          .optional("canary", FEWEST, "the fewest pods of the canary", ITS_OWN)
          .mapping();

  static final Mapping RELEASE =
      Keys.builder()
          .of(BLUE_GREEN)
          .required("active", Words.of("blue", "green"), "the color that takes the traffic")
          .of(BLUE_GREEN, CANARY)
          .required("versions", VERSIONS, "what runs on each side")
          .optional(
              "weight",
              new Whole(0, 100),
              "the percentage of the requests that the other side takes: the preview color, by a"
                  + " router; the canary, by a router or the ratio of replicas",
              "for `blueGreen` below 100",
              "0")
          .optional(
              "minReplicas",
              MIN_REPLICAS,
              "the fewest pods that autoscalers keep where their own `minReplicas` are fewer; a"
                  + " release sets it while it moves requests, and takes it out at its end",
              "none")
          .of(AUTOSCALED)
          .required("version", Forms.VERSION, "what runs")
          .mapping();

  private static final Mapping ENCRYPTED =
      Keys.builder()
          .required(
              "secure",
              Forms.CIPHER_TEXT,
              "the value, encrypted; `pulumi config set --secret --path` writes it")
          .mapping();

  private static final Mapping CLUSTER_OF_STACK =
      Keys.builder()
          .required("uid", Forms.UID, "the UID of the cluster's Namespace `kube-system`")
          .required("reason", Forms.REASON, "why the stack is for this cluster")
          .mapping();

  public static final Mapping CONFIG =
      Keys.builder()
          .optional(
              ROLLOUTS,
              new Named("app", Forms.NAME, RELEASE),
              "the release state, by app: one for each app of the environment",
              "none")
          .optional(
              REQUIRE_REVIEWED,
              new Flag(),
              "whether `pulumi up` refuses a release state that `dist/` was not made with",
              "`false`")
          .optional(
              APPLY_UNREVIEWED,
              Forms.REASON,
              "why `pulumi up` may apply what `dist/` does not have; for emergencies",
              "what `dist/` does not have is refused")
          .optional(
              UNDO_EDITS,
              Forms.REASON,
              "why `pulumi up` and releases undo edits made in the cluster; a"
                  + " version, the active color and a weight they never do",
              "edits are refused")
          .optional(
              CONTEXT,
              Forms.TEXT,
              "the context of the kubeconfig whose cluster the stack is",
              "the current context")
          .optional(
              CLUSTER,
              CLUSTER_OF_STACK,
              "the cluster that the stack is for, whichever it was applied to before; any other is"
                  + " refused",
              "the cluster that the stack was applied to first")
          .optional(
              SECRETS,
              new Named(
                  "namespace",
                  Forms.NAME,
                  new Named(
                      "secret", Forms.OBJECT_NAME, new Named("key", Forms.DATA_KEY, ENCRYPTED))),
              "Secrets that `pulumi up` makes for the apps that read them, by namespace, name and"
                  + " key",
              "none: they come from elsewhere")
          .optional(
              JOURNAL_KEY,
              ENCRYPTED,
              "the private key by which releases sign their journals; the first release makes it",
              "journals are not signed")
          .optional(
              JOURNAL_PUBLIC_KEY,
              Forms.ED25519,
              "the public key that goes with it, by which journals are verified; no other is made"
                  + " where it is",
              "journals are taken without a signature")
          .mapping();

  /** The file belongs to Pulumi, so other keys are allowed. */
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
