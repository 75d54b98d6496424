package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StackLocksTest {
  private static final long GONE = Long.MAX_VALUE;
  private static final long ALIVE = ProcessHandle.current().pid();

  private static String message(int locks, String... holders) {
    return "error: the stack is currently locked by "
        + locks
        + " lock(s). Either wait for the other process(es) to end or delete the lock file with"
        + " `pulumi cancel`.\n  file:///state/locks/1.json: created by "
        + String.join("\n  file:///state/locks/2.json: created by ", holders)
        + " at 2026-11-21T18:00:00Z";
  }

  private static String holder(String host, long pid) {
    return "root@" + host + " (pid " + pid + ")";
  }

  @Test
  void aLockOfAProcessOfThisMachineThatHasEndedIsAbandoned() {
    assertThat(StackLocks.areAbandoned(message(1, holder("here", GONE)), "here")).isTrue();
  }

  @Test
  void nobodyElsesLockIs() {
    assertThat(StackLocks.areAbandoned(message(1, holder("here", ALIVE)), "here")).isFalse();
    assertThat(StackLocks.areAbandoned(message(1, holder("there", GONE)), "here")).isFalse();
    assertThat(
            StackLocks.areAbandoned(
                message(2, holder("here", GONE), holder("there", GONE)), "here"))
        .isFalse();
  }

  @Test
  void whatCannotBeReadIsNobodysToTakeAway() {
    assertThat(StackLocks.areAbandoned(message(2, holder("here", GONE)), "here")).isFalse();
    assertThat(StackLocks.areAbandoned("[409] Conflict: Another update is in progress.", "here"))
        .isFalse();
  }
}
