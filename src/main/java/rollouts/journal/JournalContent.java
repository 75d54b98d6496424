package rollouts.journal;

import java.util.List;
import java.util.Optional;
import rollouts.plan.KnownGoodStates;

/**
 * What a journal holds, as far as it can be trusted.
 *
 * @param updates the Pulumis that releases of the app have run of late, and which may have locked
 *     the stack
 * @param sequence grows with each write
 * @param trust why it is taken, or is not
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

  /** What is not trusted is not there. */
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
