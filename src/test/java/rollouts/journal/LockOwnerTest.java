package rollouts.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LockOwnerTest {
  private static final long HERE = ProcessHandle.current().pid();

  /** Larger than any process id. */
  private static final long NOBODY = 1L << 40;

  private static final Optional<ProcessSpace> SPACE = Optional.of(new ProcessSpace("5ace"));
  private static final Optional<ProcessSpace> OTHER = Optional.of(new ProcessSpace("07e2"));

  private static LockOwner owner(Optional<ProcessSpace> space, long pid) {
    return new LockOwner("ada", "laptop", pid, "4f0c", space);
  }

  @Test
  void anOwnerIsReadBack() {
    var owner = owner(SPACE, 4711);
    assertThat(owner.text()).isEqualTo("ada laptop 4711 4f0c 5ace");
    assertThat(LockOwner.parse(owner.text())).isEqualTo(owner);
  }

  @Test
  void anOwnerOfAnOlderSluiceIsReadBack() {
    assertThat(LockOwner.parse("ada laptop 4711 4f0c")).isEqualTo(owner(Optional.empty(), 4711));
  }

  @Test
  void peopleSeeWhoItIs() {
    assertThat(owner(SPACE, 4711)).hasToString("ada@laptop (process 4711)");
  }

  @Test
  void onlyAProcessAmongTheseIsCertainlyGone() {
    assertThat(owner(SPACE, NOBODY).isGone(SPACE)).isTrue();
    assertThat(owner(SPACE, HERE).isGone(SPACE)).isFalse();
  }

  @Test
  void aHostNameSaysNothingOfAProcess() {
    assertThat(owner(OTHER, NOBODY).isGone(SPACE)).isFalse();
    assertThat(owner(Optional.empty(), NOBODY).isGone(SPACE)).isFalse();
    assertThat(owner(SPACE, NOBODY).isGone(Optional.empty())).isFalse();
    assertThat(owner(Optional.empty(), NOBODY).isGone(Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "", "ada laptop 4711", "ada laptop process 4f0c"})
  void whatSomeoneElseWroteIsAnOwnerThatMayBeAlive(String text) {
    var owner = LockOwner.parse(text);
    assertThat(owner.isGone(SPACE)).isFalse();
    assertThat(owner.user()).isEqualTo(text);
  }

  @Test
  void aNameWithSpacesIsReadBack() {
    var owner = new LockOwner("Ada Lovelace", "laptop", 4711, "4f0c", SPACE);
    assertThat(LockOwner.parse(owner.text())).isEqualTo(owner);
  }
}
