package rollouts.pulumi;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import rollouts.journal.LockOwner;
import rollouts.journal.ProcessSpace;

/**
 * The owners of a stack's lock, as Pulumi reports them for a backend that locks with files.
 *
 * @param owners empty if not all of them are known
 */
record StackLocks(List<LockOwner> owners) {
  /** Matches {@code : created by root@node (pid 4711) at 2026-11-21T18:00:00Z}. */
  private static final Pattern LOCK =
      Pattern.compile("created by (\\S+)@(\\S+) \\(pid (\\d{1,18})\\)");

  private static final Pattern COUNT = Pattern.compile("locked by (\\d+) lock");

  StackLocks {
    owners = List.copyOf(owners);
  }

  static StackLocks in(String message) {
    var count = COUNT.matcher(message);
    var owners = LOCK.matcher(message).results().map(StackLocks::owner).toList();
    return new StackLocks(
        count.find() && count.group(1).equals(Integer.toString(owners.size()))
            ? owners
            : List.of());
  }

  private static LockOwner owner(MatchResult lock) {
    return new LockOwner(
        lock.group(1), lock.group(2), Long.parseLong(lock.group(3)), "", Optional.empty());
  }

  /**
   * Returns whether all owners are processes that have certainly ended. A lock names a host and a
   * process id, which two containers can share: every known process with both must have ended.
   *
   * @param updates processes that are known to have locked the stack
   */
  boolean areLeftBy(List<LockOwner> updates, Optional<ProcessSpace> here) {
    return !owners.isEmpty() && owners.stream().allMatch(lock -> isLeft(lock, updates, here));
  }

  private static boolean isLeft(
      LockOwner lock, List<LockOwner> updates, Optional<ProcessSpace> here) {
    var known = updates.stream().filter(lock::isSameProcess).toList();
    return !known.isEmpty() && known.stream().allMatch(update -> update.isGone(here));
  }
}
