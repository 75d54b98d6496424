package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HolderTest {
  private static final long HERE = ProcessHandle.current().pid();

  /** Larger than any process id. */
  private static final long NOBODY = 1L << 40;

  private static final Optional<ProcessSpace> SPACE = Optional.of(new ProcessSpace("5ace"));
  private static final Optional<ProcessSpace> OTHER = Optional.of(new ProcessSpace("07e2"));

  private static Holder holder(Optional<ProcessSpace> space, long pid) {
    return new Holder("ada", "laptop", pid, "4f0c", space);
  }

  @Test
  void aHolderIsReadBack() {
    var holder = holder(SPACE, 4711);
    assertThat(holder.text()).isEqualTo("ada laptop 4711 4f0c 5ace");
    assertThat(Holder.parse(holder.text())).isEqualTo(holder);
  }

  @Test
  void aHolderOfAnOlderSluiceIsReadBack() {
    assertThat(Holder.parse("ada laptop 4711 4f0c")).isEqualTo(holder(Optional.empty(), 4711));
  }

  @Test
  void peopleSeeWhoItIs() {
    assertThat(holder(SPACE, 4711)).hasToString("ada@laptop (process 4711)");
  }

  @Test
  void onlyAProcessAmongTheseIsCertainlyGone() {
    assertThat(holder(SPACE, NOBODY).isGone(SPACE)).isTrue();
    assertThat(holder(SPACE, HERE).isGone(SPACE)).isFalse();
  }

  @Test
  void aHostNameSaysNothingOfAProcess() {
    assertThat(holder(OTHER, NOBODY).isGone(SPACE)).isFalse();
    assertThat(holder(Optional.empty(), NOBODY).isGone(SPACE)).isFalse();
    assertThat(holder(SPACE, NOBODY).isGone(Optional.empty())).isFalse();
    assertThat(holder(Optional.empty(), NOBODY).isGone(Optional.empty())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "", "ada laptop 4711", "ada laptop process 4f0c"})
  void whatSomebodyElseWroteIsAHolderThatMayBeAlive(String text) {
    var holder = Holder.parse(text);
    assertThat(holder.isGone(SPACE)).isFalse();
    assertThat(holder.user()).isEqualTo(text);
  }

  @Test
  void aNameWithSpacesIsReadBack() {
    var holder = new Holder("Ada Lovelace", "laptop", 4711, "4f0c", SPACE);
    assertThat(Holder.parse(holder.text())).isEqualTo(holder);
  }
}
