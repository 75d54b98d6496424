package rollouts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Who holds a stack, as Pulumi says it of a backend that locks by files.
 *
 * @param locks empty where that is not known of each of them
 */
record StackLocks(List<Lock> locks) {
  /** Such as {@code : created by root@node (pid 4711) at 2026-11-21T18:00:00Z}. */
  private static final Pattern LOCK =
      Pattern.compile(
          "created by (\\S+)@(\\S+) \\(pid (\\d{1,18})\\) at"
              + " ([-\\d]+T[:\\d]+(?:Z|[-+]\\d\\d:\\d\\d))");

  private static final Pattern COUNT = Pattern.compile("locked by (\\d+) lock");

  /**
   * @param since to the second
   */
  record Lock(Holder holder, Instant since) {}

  StackLocks {
    locks = List.copyOf(locks);
  }

  static StackLocks in(String message) {
    var count = COUNT.matcher(message);
    var locks = LOCK.matcher(message).results().map(StackLocks::lock).toList();
    return new StackLocks(
        count.find() && count.group(1).equals(Integer.toString(locks.size())) ? locks : List.of());
  }

  private static Lock lock(MatchResult lock) {
    var holder = new Holder(lock.group(1), lock.group(2), Long.parseLong(lock.group(3)), "");
    return new Lock(holder, Instant.parse(lock.group(4)));
  }

  /** Whether all are of processes of this machine that have certainly ended. */
  boolean areAbandoned(String thisHost) {
    return !locks.isEmpty() && locks.stream().allMatch(lock -> lock.holder().isGone(thisHost));
  }

  /** Whether none of them is older. */
  boolean areSince(Instant time) {
    var second = time.truncatedTo(ChronoUnit.SECONDS);
    return locks.stream().noneMatch(lock -> lock.since().isBefore(second));
  }
}
