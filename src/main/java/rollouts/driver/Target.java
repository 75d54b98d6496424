package rollouts.driver;

import environments.apps.ReleaseState;
import java.util.List;
import java.util.Optional;
import stacks.guard.Direction;

/** The target of a release: the configuration in files and git and, through it, the cluster. */
public interface Target {
  /**
   * Writes the release state and {@code dist/}.
   *
   * @param move the release state after the next move of traffic, until which autoscalers keep
   *     their pods; empty if no more traffic moves, and autoscalers return to their own limits
   * @throws ApplyException if it could not be written
   */
  void configure(ReleaseState release, Optional<ReleaseState> move);

  /**
   * Commits what was configured, if the project is in git.
   *
   * @throws ApplyException if that failed
   */
  void commit(String reason);

  /**
   * Returns the release state after the first part of a move of traffic, if the receiving side does
   * not have the pods for all of it yet; empty if splitting the move gains nothing.
   *
   * @param now what is configured
   * @param goal the state to reach
   */
  Optional<ReleaseState> grade(ReleaseState now, ReleaseState goal);

  /**
   * Applies the configuration to the cluster, and checks the result.
   *
   * @param direction whether the version that takes the traffic then has served before
   * @throws ApplyException if it failed
   */
  void apply(Direction direction);

  /**
   * Reads from the cluster what a killed driver changed, and clears what it left unfinished.
   *
   * @param direction the direction of the release from here on
   * @throws ApplyException if that failed
   */
  void recover(Direction direction);

  /**
   * Returns the commands with which a person can move the traffic back if nothing else can; none if
   * the version that served before no longer runs.
   *
   * @param now what is configured
   */
  List<String> byHand(ReleaseState now, ReleaseState before);

  /** Returns the differences between the cluster and a release state, one per line. */
  List<String> drift(ReleaseState expected);
}
