package rollouts.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import rollouts.plan.PlanException;

final class JournalKeyTest {
  private final JournalKey key = JournalKey.generate();

  @Test
  void aKeyIsReadBackAndSignsAsBefore() {
    var read = JournalKey.parse(key.privateText(), key.publicText());
    var signature = read.sign("text");
    assertThat(signature).isEqualTo(key.sign("text"));
    assertThat(JournalKey.isSigned(key.publicText(), "text", signature)).isTrue();
    assertThat(JournalKey.isSigned(key.publicText(), "texts", signature)).isFalse();
  }

  @Test
  void halvesOfTwoPairsAreRefusedAndNotShown() {
    var other = JournalKey.generate();
    for (var half : new String[] {other.privateText(), "", "MC4=", "?", "x".repeat(64)}) {
      assertThatThrownBy(() -> JournalKey.parse(half, key.publicText()))
          .isInstanceOf(PlanException.class)
          .hasMessage(
              "`sluice:journalKey` is not the private key of `sluice:journalPublicKey`. Restore"
                  + " both from one commit of the stack's file (`git log -p` shows it).");
    }
  }

  @Test
  void noTextShowsThePrivateKey() {
    assertThat(key.toString()).isEqualTo(key.publicText());
  }

  @Test
  void whatIsNoKeyOrNoSignatureVerifiesNothing() {
    assertThat(JournalKey.isSigned("", "text", key.sign("text"))).isFalse();
    assertThat(JournalKey.isSigned(key.publicText(), "text", "?")).isFalse();
    assertThat(JournalKey.isSigned(key.publicText(), "text", "")).isFalse();
  }
}
