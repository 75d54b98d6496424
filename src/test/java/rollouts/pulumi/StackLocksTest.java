package rollouts.pulumi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollouts.journal.LockOwner;
import rollouts.journal.ProcessSpace;

final class StackLocksTest {
  private static final long GONE = 999_999_999_999_999_999L;
  private static final long ALIVE = ProcessHandle.current().pid();

  private static final Optional<ProcessSpace> SPACE = Optional.of(new ProcessSpace("5ace"));

  private static StackLocks locks(int count, String... owners) {
    return StackLocks.in(
        "error: the stack is currently locked by "
            + count
            + " lock(s). Either wait for the other process(es) to end or delete the lock file with"
            + " `pulumi cancel`.\n  file:///state/locks/1.json: created by "
            + String.join("\n  file:///state/locks/2.json: created by ", owners));
  }

  private static String owner(String host, long pid) {
    return "root@" + host + " (pid " + pid + ") at 2026-11-21T18:00:00Z";
  }

  @Test
  void aLockOfAnUpdateThatHasEndedIsLeft() {
    var own = List.of(process("here", GONE, SPACE), process("here", GONE - 1, SPACE));
    assertThat(locks(1, owner("here", GONE)).areLeftBy(own, SPACE)).isTrue();
    assertThat(locks(2, owner("here", GONE), owner("here", GONE - 1)).areLeftBy(own, SPACE))
        .isTrue();
  }

  @Test
  void nobodyElsesLockIs() {
    var own = List.of(process("here", GONE, SPACE), process("here", ALIVE, SPACE));
    assertThat(locks(1, owner("here", ALIVE)).areLeftBy(own, SPACE)).isFalse();
    assertThat(locks(1, owner("there", GONE)).areLeftBy(own, SPACE)).isFalse();
    assertThat(locks(1, owner("here", GONE - 1)).areLeftBy(own, SPACE)).isFalse();
    assertThat(locks(2, owner("here", GONE), owner("there", GONE)).areLeftBy(own, SPACE)).isFalse();
    assertThat(locks(1, owner("here", GONE)).areLeftBy(List.of(), SPACE)).isFalse();
  }

  @Test
  void containersOfOneHostNameDoNotTakeEachOthersLocksAway() {
    var other = Optional.of(new ProcessSpace("07e2"));
    var lock = locks(1, owner("runner", GONE));
    var update = process("runner", GONE, SPACE);
    assertThat(lock.areLeftBy(List.of(update), other)).isFalse();
    assertThat(lock.areLeftBy(List.of(update, process("runner", GONE, other)), SPACE)).isFalse();
    assertThat(lock.areLeftBy(List.of(update), Optional.empty())).isFalse();
  }

  @Test
  void whatAnOlderSluiceHasWrittenIsNotBelieved() {
    var old = List.of(LockOwner.parse("ada here " + GONE + " pulumi"));
    assertThat(locks(1, owner("here", GONE)).areLeftBy(old, SPACE)).isFalse();
  }

  @Test
  void whatCannotBeReadIsNobodysToTakeAway() {
    var own = List.of(process("here", GONE, SPACE));
    assertThat(locks(2, owner("here", GONE)).areLeftBy(own, SPACE)).isFalse();
    var service = StackLocks.in("[409] Conflict: Another update is in progress.");
    assertThat(service.areLeftBy(own, SPACE)).isFalse();
  }

  private static LockOwner process(String host, long pid, Optional<ProcessSpace> space) {
    return new LockOwner("ada", host, pid, "pulumi", space);
  }
}
