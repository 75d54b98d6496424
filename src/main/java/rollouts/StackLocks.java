package rollouts;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Who holds a stack, as Pulumi says it of a backend that locks by files. */
final class StackLocks {
  /** Such as {@code : created by root@node (pid 4711) at 2026-11-21T18:00:00Z}. */
  private static final Pattern LOCK = Pattern.compile("created by (\\S+)@(\\S+) \\(pid (\\d+)\\)");

  private static final Pattern COUNT = Pattern.compile("locked by (\\d+) lock");

  private StackLocks() {}

  /**
   * Whether all of the locks are of processes of this machine that have certainly ended. Of another backend, and of another
   * machine, nobody knows.
   */
  static boolean areAbandoned(String message, String thisHost) {
    var count = COUNT.matcher(message);
    var locks = LOCK.matcher(message).results().map(StackLocks::holder).toList();
    return count.find()
        && locks.size() == Integer.parseInt(count.group(1))
        && !locks.isEmpty()
        && locks.stream().allMatch(holder -> holder.isGone(thisHost));
  }

  private static Holder holder(MatchResult lock) {
    return new Holder(lock.group(1), lock.group(2), Long.parseLong(lock.group(3)), "");
  }
}
