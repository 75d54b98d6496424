package rollouts.driver;

import environments.apps.ReleaseState;
import java.util.List;
import java.util.Optional;
import stacks.guard.Direction;

/** What a release changes: the configuration in git terms, and by way of it the cluster. */
public interface Target {
  /**
   * Writes the release state and {@code dist/}.
   *
   * @param move what the release state will be when the requests have moved next, until when
   *     autoscalers keep the pods that there are; empty where none move any more, and autoscalers
   *     keep to their own
   * @throws ApplyException if they could not be written
   */
  void configure(ReleaseState release, Optional<ReleaseState> move);

  /**
   * Where the project is in git, makes a commit of what was configured.
   *
   * @throws ApplyException if it could not be made
   */
  void commit(String reason);

  /**
   * What a move of requests can begin with, where the side that is to receive them has not yet the
   * pods for all of it; empty where there is nothing to gain by it.
   *
   * @param now what is configured
   * @param goal what it leads to
   */
  Optional<ReleaseState> grade(ReleaseState now, ReleaseState goal);

  /**
   * Brings the cluster to what is configured, and looks whether it is there.
   *
   * @param direction whether what takes the requests then has served before
   * @throws ApplyException if it is not
   */
  void apply(Direction direction);

  /**
   * Looks up in the cluster what a driver that was killed has left unfinished.
   *
   * @param way that the release goes from here on
   * @throws ApplyException if it could not be
   */
  void recover(Direction way);

  /**
   * The commands by which a person moves the requests back where nothing else does any more; none
   * where they would not go to what served them before.
   *
   * @param now what is configured
   */
  List<String> byHand(ReleaseState now, ReleaseState before);

  /**
   * What differs between the cluster and a release state, a line each; none where it is as it
   * should be.
   */
  List<String> drift(ReleaseState expected);
}
