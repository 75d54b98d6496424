package rollouts.journal;

import java.util.Optional;
import rollouts.plan.KnownGoodStates;

/**
 * A record of what a release was about to do and what it has done, written before and after each
 * step for the next driver. If a write fails, its caller must not continue.
 */
public interface Journal {
  /** Returns the newest release of the app. */
  Optional<Release> newest();

  KnownGoodStates knownGood();

  void write(Release release);

  /** Writes the newest release and the states that are known to work at once. */
  void write(Release release, KnownGoodStates knownGood);

  /**
   * Fails if this driver, which may have been suspended, no longer has the lock.
   *
   * @throws LockLostException if another driver has taken it over
   * @throws JournalException if the cluster does not answer
   */
  void confirm();
}
