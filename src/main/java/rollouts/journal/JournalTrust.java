package rollouts.journal;

/** Whether what a journal holds is what a release of the stack has written. */
public sealed interface JournalTrust {
  /** No release has written one. */
  record NothingThere() implements JournalTrust {}

  /** The stack has no key pair yet, so it is taken as it is. */
  record NotSigned() implements JournalTrust {}

  record Signed() implements JournalTrust {}

  /**
   * Nothing of it is used.
   *
   * @param reason for users, with the ConfigMap and what to do
   */
  record Distrusted(String reason) implements JournalTrust {}
}
