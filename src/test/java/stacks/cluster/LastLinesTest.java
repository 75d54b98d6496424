package stacks.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Tests what is shown and kept of the log of a pod. */
final class LastLinesTest {
  @Test
  void secretsOfALogAreNotShown() {
    var log =
        """
        connecting to postgres://app:hunter2@db/shop
        API_KEY=abc
        -----BEGIN PRIVATE KEY-----
        MIIBOgIBAAJBAKj34GkxFhD9
        -----END PRIVATE KEY-----
        panic: no database
        """;
    assertThat(LastLines.of(log).text())
        .containsExactly(
            "    Its last lines:",
            "      connecting to postgres://app:***@db/shop",
            "      API_KEY=***",
            "      ***",
            "      panic: no database");
  }

  @Test
  void ofALongLogTheLastTenLinesAreShownAndOfALongLineItsBeginning() {
    var log = new StringBuilder();
    for (int i = 1; i <= 12; i++) {
      log.append(i).append(" x".repeat(5000)).append('\n');
    }
    var text = LastLines.of(log.toString()).text();
    assertThat(text).hasSize(11);
    assertThat(text.get(1)).isEqualTo("      3" + " x".repeat(249) + "  ...");
    assertThat(text.get(10)).startsWith("      12 x x").hasSize(6 + 500 + " ...".length());
  }

  @Test
  void aSecretThatIsCutIsNotShown() throws IOException {
    for (var secret :
        new String[] {"postgres://app:hunter2@db", "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bD2fG"}) {
      for (int kept = 1; kept < secret.length(); kept++) {
        var before = ("x".repeat(63) + "\n").repeat(1024).substring(kept + 1);
        var log = before + " " + secret;
        var said = LastLines.of(new ByteArrayInputStream(log.getBytes(UTF_8)));
        assertThat(String.join("\n", said.text())).doesNotContain("app:", "aB3");
      }
    }
  }

  @Test
  void nothingOfALogIsObeyed() {
    assertThat(LastLines.of("\u001b[2Jgone\n  ::error::forged\r##[group]x\n\u202eabc\n").text())
        .containsExactly(
            "    Its last lines:",
            "      \\u001B[2Jgone",
            "      \\u003A:error::forged",
            "      \\u0023#[group]x",
            "      \\u202Eabc");
  }
}
