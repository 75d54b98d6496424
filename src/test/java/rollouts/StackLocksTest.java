package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class StackLocksTest {
  private static final long GONE = 999_999_999_999_999_999L;
  private static final long ALIVE = ProcessHandle.current().pid();
  private static final String TIME = "2026-11-21T18:00:00Z";

  private static StackLocks locks(int count, String... holders) {
    return StackLocks.in(
        "error: the stack is currently locked by "
            + count
            + " lock(s). Either wait for the other process(es) to end or delete the lock file with"
            + " `pulumi cancel`.\n  file:///state/locks/1.json: created by "
            + String.join("\n  file:///state/locks/2.json: created by ", holders));
  }

  private static String holder(String host, long pid) {
    return holder(host, pid, TIME);
  }

  private static String holder(String host, long pid, String time) {
    return "root@" + host + " (pid " + pid + ") at " + time;
  }

  @Test
  void aLockOfAProcessOfThisMachineThatHasEndedIsAbandoned() {
    assertThat(locks(1, holder("here", GONE)).areAbandoned("here")).isTrue();
    assertThat(locks(2, holder("here", GONE), holder("here", GONE)).areAbandoned("here")).isTrue();
  }

  @Test
  void nobodyElsesLockIs() {
    assertThat(locks(1, holder("here", ALIVE)).areAbandoned("here")).isFalse();
    assertThat(locks(1, holder("there", GONE)).areAbandoned("here")).isFalse();
    assertThat(locks(2, holder("here", GONE), holder("there", GONE)).areAbandoned("here"))
        .isFalse();
  }

  @Test
  void whatCannotBeReadIsNobodysToTakeAway() {
    assertThat(locks(2, holder("here", GONE)).areAbandoned("here")).isFalse();
    assertThat(locks(1, holder("here", GONE, "noon")).areAbandoned("here")).isFalse();
    var service = StackLocks.in("[409] Conflict: Another update is in progress.");
    assertThat(service.areAbandoned("here")).isFalse();
  }

  @Test
  void aLockIsToldFromAnOlderOneToTheSecondThatPulumiPrints() {
    var lock = locks(1, holder("here", GONE));
    assertThat(lock.areSince(Instant.parse("2026-11-21T18:00:00.900Z"))).isTrue();
    assertThat(lock.areSince(Instant.parse("2026-11-21T18:00:01Z"))).isFalse();
    var east = holder("here", GONE, "2026-11-21T19:00:00+01:00");
    assertThat(locks(1, east).areSince(Instant.parse(TIME))).isTrue();
    var both = locks(2, holder("here", GONE), holder("here", GONE, "2026-11-21T17:59:59Z"));
    assertThat(both.areSince(Instant.parse(TIME))).isFalse();
  }
}
