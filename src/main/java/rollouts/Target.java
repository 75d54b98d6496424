package rollouts;

import java.util.List;
import stacks.Direction;

/** What a release changes: the configuration in git terms, and by way of it the cluster. */
public interface Target {
  /**
   * Writes the release state, {@code dist/}, and where the project is in git a commit of both.
   *
   * @param reason for the history
   * @throws ApplyException if they could not be written
   */
  void configure(Release release, String reason);

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
   * The commands by which a person moves the requests back where nothing else does any more; none where they would not go to
   * what served them before.
   *
   * @param now what is configured
   */
  List<String> byHand(Release now, Release before);

  /** What differs between the cluster and a release state, a line each; none where it is as it should be. */
  List<String> drift(Release expected);
}
