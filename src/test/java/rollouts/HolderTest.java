package rollouts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HolderTest {
  private static final long HERE = ProcessHandle.current().pid();

  /** Larger than any process id. */
  private static final long NOBODY = 1L << 40;

  private static Holder holder(String host, long pid) {
    return new Holder("ada", host, pid, "4f0c");
  }

  @Test
  void aHolderIsReadBack() {
    var holder = holder("laptop", 4711);
    assertThat(holder.text()).isEqualTo("ada laptop 4711 4f0c");
    assertThat(Holder.parse(holder.text())).isEqualTo(holder);
  }

  @Test
  void peopleSeeWhoItIs() {
    assertThat(holder("laptop", 4711)).hasToString("ada@laptop (process 4711)");
  }

  @Test
  void onlyAProcessOfThisMachineIsCertainlyGone() {
    assertThat(holder("laptop", NOBODY).isGone("laptop")).isTrue();
    assertThat(holder("laptop", HERE).isGone("laptop")).isFalse();
    assertThat(holder("runner", NOBODY).isGone("laptop")).isFalse();
  }

  @Test
  void machinesWithoutANameAreNotTheSame() {
    assertThat(holder("localhost", NOBODY).isGone("localhost")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ada", "", "ada laptop 4711", "ada laptop process 4f0c"})
  void whatSomebodyElseWroteIsAHolderThatMayBeAlive(String text) {
    var holder = Holder.parse(text);
    assertThat(holder.isGone("laptop")).isFalse();
    assertThat(holder.user()).isEqualTo(text);
  }

  @Test
  void aNameWithSpacesIsReadBack() {
    var holder = new Holder("Ada Lovelace", "laptop", 4711, "4f0c");
    assertThat(Holder.parse(holder.text())).isEqualTo(holder);
  }
}
