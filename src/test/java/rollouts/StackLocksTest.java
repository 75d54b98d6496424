package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StackLocksTest {
  private static final long GONE = 999_999_999_999_999_999L;
  private static final long ALIVE = ProcessHandle.current().pid();

  private static StackLocks locks(int count, String... holders) {
    return StackLocks.in(
        "error: the stack is currently locked by "
            + count
            + " lock(s). Either wait for the other process(es) to end or delete the lock file with"
            + " `pulumi cancel`.\n  file:///state/locks/1.json: created by "
            + String.join("\n  file:///state/locks/2.json: created by ", holders));
  }

  private static String holder(String host, long pid) {
    return "root@" + host + " (pid " + pid + ") at 2026-11-21T18:00:00Z";
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
    var service = StackLocks.in("[409] Conflict: Another update is in progress.");
    assertThat(service.areAbandoned("here")).isFalse();
  }

  @Test
  void aLockIsOfWhatIsKnownByItsMachineAndItsNumber() {
    var own = List.of(process("here", GONE), process("here", 4711));
    assertThat(locks(1, holder("here", GONE)).areOf(own)).isTrue();
    assertThat(locks(1, holder("there", GONE)).areOf(own)).isFalse();
    assertThat(locks(1, holder("here", 4712)).areOf(own)).isFalse();
    assertThat(locks(2, holder("here", GONE), holder("here", 4712)).areOf(own)).isFalse();
    assertThat(locks(2, holder("here", GONE), holder("here", 4711)).areOf(own)).isTrue();
  }

  private static Holder process(String host, long pid) {
    return new Holder("ada", host, pid, "pulumi");
  }
}
