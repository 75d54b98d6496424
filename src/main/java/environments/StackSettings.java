package environments;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.util.List;
import java.util.Optional;

/**
 * How {@code pulumi up} applies an environment.
 *
 * @param requireReviewed whether a release state is refused if {@code dist/} was generated with
 *     another one
 * @param applyUnreviewed the reason why more than the content of {@code dist/} may be applied;
 *     empty if it must not
 * @param undoEdits the reason why someone's edits in the cluster are undone; empty if they are
 *     not
 * @param context of the kubeconfig; the current context if empty
 * @param cluster that it is applied to, whatever it was applied to before; if empty, the
 *     cluster that it was first applied to
 * @param secrets that are created for the apps, in the order of their namespaces and names
 * @param hasJournalKey whether the stack has the private key with which releases sign their
 *     journals
 * @param journalPublicKey that verifies them, as Base64 of its X.509 form
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
  /** An Ed25519 key in X.509 form begins like this, followed by 32 bytes. */
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

  /**
   * Does not decode the key: commands that only read the files for {@code dist/} load nothing for
   * it.
   */
  public static String publicKey(String text) {
    boolean isKey =
        text.length() == KEY_LENGTH
            && text.startsWith(KEY_BEGINNING)
            && text.endsWith("=")
            && Ascii.isMadeOf(text.substring(0, KEY_LENGTH - 1), "+/");
    if (!isKey) {
      throw InvalidSpecException.of(
          "Must be an Ed25519 public key as written by a release, 60 characters from `"
              + KEY_BEGINNING
              + "` to `=`; find it with `git log -p` in this file's history.");
    }
    return text;
  }
}
