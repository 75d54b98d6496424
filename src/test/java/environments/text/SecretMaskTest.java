package environments.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          dial postgres://app:hunter2@db:5432/shop failed   | dial postgres://app:***@db:5432/shop failed
          redis://:hun/ter@2@cache:6379                      | redis://:***@cache:6379
          "url":"amqp://a:b@mq","port":5672                  | "url":"amqp://a:***@mq","port":5672
          DB_PASSWORD=hunter2                                | DB_PASSWORD=***
          password = "correct horse battery", user = "app"   | password = ***, user = "app"
          password: hunter2                                  | password: ***
          password:hunter2                                   | password:***
          {"apiKey":"abc","user":"app"}                      | {"apiKey":***,"user":"app"}
          {"apiKey" : "a\\"b c", "user" : "app"}             | {"apiKey" : ***, "user" : "app"}
          {\\"token\\":\\"abc def\\",\\"n\\":1}              | {\\"token\\":***,\\"n\\":1}
          'client_secret' => 'abc'                           | 'client_secret' => ***
          env[SESSION_TOKEN]=abc                             | env[SESSION_TOKEN]=***
          --db-password hunter2 --verbose                    | --db-password *** --verbose
          --token=abc                                        | --token=***
          kubectl --from-literal=token=abc                   | kubectl --from-literal=token=***
          host=db user=app password=hunter2 dbname=shop      | host=db user=app password=*** dbname=shop
          Server=db;Uid=app;Pwd=hunter2                      | Server=db;Uid=app;Pwd=***
          https://api/x?access_token=abc&page=2              | https://api/x?access_token=***
          Authorization: Bearer abc                          | Authorization: ***
          "Authorization": "Basic YWJj"                      | "Authorization": ***"
          sent bearer abcdef0123456789xyz to it              | sent bearer *** to it
          key AKIAIOSFODNN7EXAMPLE is gone                   | key *** is gone
          eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefghijkl | ***
          got x7Kp2mQ9vL4tR8wZ1nB6yH3jD5sF0gCa9XqV here      | got *** here
          """)
  void whatIsASecretInFilesIsOneInLogs(String text, String masked) {
    assertThat(SecretMask.of(text)).isEqualTo(masked);
  }

  /** These must stay, or a failure could not be understood. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          FATAL: password authentication failed for user "app"
          Back-off pulling image "registry:5000/shop/token-service:1.2.0"
          Failed to pull image "registry/auth-token:1.2.0": not found
          MountVolume.SetUp failed for volume "db-password" : secret "db" not found
          couldn't find key password in Secret shop/db
          dial tcp secret-store:8080: connect: connection refused
          MAX_TOKENS=4096, TOKEN_FILE=/run/secrets/token, refreshToken=true, token=null
          token: https://auth.example.com/token
          GET http://api:8080/users/a@example.com
          git@github.com:shop/web.git
          PWD=/app
          panic: runtime error: index out of range [5] with length 3
          sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
          goroutine 1 [running]: main.main() /src/cmd/server/internal/handlers/checkout_handler.go:42
          """)
  void whatIsNoneStays(String text) {
    assertThat(SecretMask.of(text)).isEqualTo(text);
  }

  @Test
  void aPrivateKeyIsHiddenAlsoWhereOnlyAPartOfItIsThere() {
    var key =
        """
        read:
        -----BEGIN RSA PRIVATE KEY-----
        MIIBOgIBAAJBAKj34GkxFhD9
        aaaa
        -----END RSA PRIVATE KEY-----
        done
        """;
    assertThat(SecretMask.of(key)).isEqualTo("read:\n***\ndone\n");
    assertThat(SecretMask.of(key.substring(0, key.indexOf("aaaa")))).isEqualTo("read:\n***");
    assertThat(SecretMask.of(key.substring(key.indexOf("aaaa")))).isEqualTo("***\ndone\n");
  }

  @Property(tries = 300)
  void noTextBeforeOrBehindAUrlShowsItsPassword(
      @ForAll @StringLength(max = 30) String before,
      @ForAll @StringLength(max = 30) String behind) {
    assertThat(SecretMask.of(before + " postgres://app:hunter2@db " + behind))
        .doesNotContain("hunter2");
  }

  @Property(tries = 300)
  void whatIsMaskedStaysAsItIs(
      @ForAll @AlphaChars @StringLength(max = 8) String name, @ForAll String text) {
    var once = SecretMask.of(name + "password=" + text);
    assertThat(SecretMask.of(once)).isEqualTo(once);
  }

  /**
   * Measured in processor time, which other programs do not affect: a pattern that backtracks would
   * take minutes.
   */
  @Test
  void aLongLineTakesNoTime() {
    var threads = ManagementFactory.getThreadMXBean();
    for (var piece :
        new String[] {"://a:", "a=", "\"", "password:", "-", "aB3", "\\\"", "a@", "MII"}) {
      long begin = threads.getCurrentThreadCpuTime();
      SecretMask.of(piece.repeat(16_000 / piece.length()));
      assertThat(threads.getCurrentThreadCpuTime() - begin).as(piece).isLessThan(1_000_000_000L);
    }
  }
}
