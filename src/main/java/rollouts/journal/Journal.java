package rollouts.journal;

import java.util.Optional;
import rollouts.plan.KnownGoodStates;

/**
 * What a release meant to do and what it has done, written before and after each step, where the
 * next driver finds it. A write that fails must keep its caller from going on.
 */
public interface Journal {
  /** The newest release of the app. */
  Optional<Release> newest();

  KnownGoodStates knownGood();

  void write(Release release);

  /** The newest release, and the states that are known to work, in one write. */
  void write(Release release, KnownGoodStates knownGood);

  /**
   * Fails if it is no longer this driver's, which may have slept for long.
   *
   * @throws LockLostException if another driver has taken it over
   * @throws JournalException if the cluster does not answer
   */
  void confirm();
}
