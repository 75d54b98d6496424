package rollouts.journal;

import java.util.List;
import java.util.Optional;
import rollouts.plan.KnownGoodStates;

/**
 * The content of a journal, as far as it is trusted.
 *
 * @param updates the recent Pulumi processes of releases of the app, which may have locked the
 *     stack
 * @param sequence increases with each write
 * @param trust whether and why it is trusted
 */
public record JournalContent(
    Optional<Release> release,
    KnownGoodStates knownGood,
    List<LockOwner> updates,
    long sequence,
    JournalTrust trust) {
  public static final JournalContent NONE =
      new JournalContent(
          Optional.empty(), KnownGoodStates.NONE, List.of(), 0, new JournalTrust.NothingThere());

  public JournalContent {
    updates = List.copyOf(updates);
  }

  /** Returns no content, because content that is not trusted counts as absent. */
  static JournalContent distrusted(String reason) {
    return new JournalContent(
        Optional.empty(), KnownGoodStates.NONE, List.of(), 0, new JournalTrust.Distrusted(reason));
  }

  public JournalContent with(Release newest, KnownGoodStates known) {
    return new JournalContent(Optional.of(newest), known, updates, sequence, trust);
  }

  public JournalContent with(List<LockOwner> others) {
    return new JournalContent(release, knownGood, others, sequence, trust);
  }

  public JournalContent numbered(long number, JournalTrust as) {
    return new JournalContent(release, knownGood, updates, number, as);
  }

  public boolean isDistrusted() {
    return trust instanceof JournalTrust.Distrusted;
  }
}
