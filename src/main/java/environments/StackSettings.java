package environments;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.util.List;
import java.util.Optional;

/**
 * How {@code pulumi up} applies an environment.
 *
 * @param requireReviewed whether a release state is refused that {@code dist/} was not made with
 * @param applyUnreviewed why what {@code dist/} does not have may be applied, where it may
 * @param undoEdits why what somebody has edited in the cluster is undone, where it is
 * @param context of the kubeconfig; without one, the current context
 * @param cluster that it is applied to, whichever it was before; without one, the one that it was
 *     applied to first
 * @param secrets that are made for the apps, in the order of their namespaces and names
 * @param hasJournalKey whether the stack has the private key by which releases sign their journals
 * @param journalPublicKey by which those are verified, as Base64 of its X.509 form
 */
public record StackSettings(
    boolean requireReviewed,
    Optional<String> applyUnreviewed,
    Optional<String> undoEdits,
    Optional<String> context,
    Optional<StackCluster> cluster,
    List<StackSecret> secrets,
    boolean hasJournalKey,
    Optional<String> journalPublicKey) {
  /** An Ed25519 key in X.509 form begins so, and has 32 bytes more. */
  private static final String KEY_BEGINNING = "MCowBQYDK2VwAyEA";

  private static final int KEY_LENGTH = 60;

  public StackSettings {
    secrets = List.copyOf(secrets);
  }

  public static String reason(String text) {
    if (text.isBlank()) {
      throw InvalidSpecException.of(Fault.of("Must say why", "empty"));
    }
    return text;
  }

  /** Not decoded: what reads the files for {@code dist/} loads nothing for it. */
  public static String publicKey(String text) {
    boolean isKey =
        text.length() == KEY_LENGTH
            && text.startsWith(KEY_BEGINNING)
            && text.endsWith("=")
            && Ascii.isMadeOf(text.substring(0, KEY_LENGTH - 1), "+/");
    if (!isKey) {
      throw InvalidSpecException.of(
          "Must be an Ed25519 public key as a release has written it, 60 characters from `"
              + KEY_BEGINNING
              + "` to `=`; `git log -p` of this file has it.");
    }
    return text;
  }
}
