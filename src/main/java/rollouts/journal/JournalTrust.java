package rollouts.journal;

/** States whether the content of a journal was written by a release of the stack. */
public sealed interface JournalTrust {
  /** No release has written one. */
  record NothingThere() implements JournalTrust {}

  /** The stack has no key pair yet, so the content is trusted. */
  record NotSigned() implements JournalTrust {}

  record Signed() implements JournalTrust {}

  /**
   * The content is not used.
   *
   * @param reason a text for users that names the ConfigMap and the fix
   */
  record Distrusted(String reason) implements JournalTrust {}
}
