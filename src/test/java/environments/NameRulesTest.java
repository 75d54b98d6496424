package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.apps.AppSpec;
import environments.text.InvalidSpecException;
import environments.text.Rules;
import environments.text.SecretLiterals;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.workload.Egress;
import environments.workload.Peer;
import environments.workload.ScalingBehavior;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests rules that are close to what people legitimately write: what is accepted matters as much as
 * what is refused.
 */
class NameRulesTest {
  private static final String RANDOM = "q7Xc2LpVz9RtB4mNs8KdYw3HjFg6TeUa1QoZx5Ci";

  @ParameterizedTest
  @CsvSource({"-green,40", "-canary,39", "'',46"})
  void aNameLeavesRoomForThoseOfItsPods(String side, int longest) {
    assertThatCode(() -> check("a".repeat(longest), side)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check("a".repeat(longest + 1), side))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageStartingWith("The name must be at most " + longest + " characters, got ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"con", "prn", "aux", "nul", "com0", "com9", "lpt1"})
  void devicesOfWindowsAreNoNamesOfFiles(String name) {
    assertThatThrownBy(() -> check(name, ""))
        .hasMessage(
            "Must be a valid file name on every system, but on Windows `"
                + name
                + "` is a device; choose another.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cons", "com", "coma", "comm", "com10", "lpt", "null", "api", "aux1"})
  void otherShortNamesAreTaken(String name) {
    assertThatCode(() -> check(name, "")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254/32",
        "169.254.0.0/16",
        "169.254.7.0/24",
        "169.0.0.0/8",
        "128.0.0.0/1"
      })
  void nobodyCallsTheMetadataOfTheCloud(String block) {
    assertThatThrownBy(() -> new Egress(new Peer.Cidr(block), List.of()))
        .hasMessage(
            "cidr: Must not reach into 169.254.0.0/16, where a cloud's metadata service provides"
                + " the node's credentials, got `"
                + block
                + "`; name the block that the app calls or, for the DNS cache of the nodes, set its"
                + " address in `cluster.nodeLocalDns`.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0/0", "10.0.0.0/8", "169.253.0.0/16", "169.255.0.0/16", "0.0.0.0/1"})
  void otherBlocksAreTaken(String block) {
    assertThatCode(() -> new Egress(new Peer.Cidr(block), List.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RANDOM,
        "key: " + RANDOM + "\n",
        "https://hooks.example/services/" + RANDOM,
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ4v9TkWm2",
        "redis://:p4ssw0rd@redis:6379/0",
        "amqp://shop:p4ssw0rd@mq/",
        "jdbc:postgresql://db/shop?user=shop&password=hunter2",
        "jdbc:sqlserver://db;user=sa; PASSWORD=hunter2",
        "Server=db;Password='hunter2'",
        "Server=db;User Id=sa;Password=hunter2;",
        "Server=db;Uid=sa;Pwd=hunter2",
        "password=hunter2;Server=db",
        "host=db port=5432 user=app password=hunter2 dbname=shop",
        "user=shop\npassword=hunter2\n"
      })
  void wordsOfAGeneratorOfKeysAreSecrets(String text) {
    assertThat(SecretLiterals.isSecretValue(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q7Xc2LpVz9RtB4mNs8KdYw3HjFg6Te",
        "1.0.0@sha256:1ab1797e8ce2b606e8ac8774506857e884b32d381a0b735fdfd57cc9aff59fcd",
        "123e4567-e89b-12d3-a456-426614174000",
        "script-src 'sha256-" + RANDOM + "abc='",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + RANDOM,
        "-----BEGIN CERTIFICATE-----\n" + RANDOM + "\n-----END CERTIFICATE-----",
        "https://shop.example/Static/Documents2026/Terms-And-Conditions-Of-Sale",
        "-XX:MaxRAMPercentage=75 -Dcom.example.Very.Long.PropertyName2=TheValueOfThisProperty",
        "/usr/local/Lib2/python/site-packages/Example/Templates/Mail",
        "redis://redis:6379/0",
        "https://[::1]:8080/users/@me",
        "jdbc:postgresql://db/shop?user=shop&password=${DB_PASSWORD}",
        "Server=db;User Id=sa;Password=;Encrypt=true",
        "set -e; PASSWORD=\"$(cat /etc/secrets/db)\"",
        "const name = read();\n  password = ask(name);",
        "https://shop.example/?page=password&resetpassword=1"
      })
  void hashesKeysForEverybodyAndPathsAreNoSecrets(String text) {
    assertThat(SecretLiterals.isSecretValue(text)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GOOGLE_APPLICATION_CREDENTIALS, /etc/secrets/gcp/key.json",
    "DB_PASSWORD_FILE, /etc/secrets/db/password",
    "TOKEN_URL, https://idp.example/oauth/token",
    "TOKEN_URL, https://idp.example:8443/token?grant_type=client_credentials&scope=a",
    "JDBC_TOKEN_STORE, jdbc:postgresql://db:5432/tokens",
    "MAX_TOKENS, 4096",
    "TOKEN_SKEW, -30",
    "PASSWORD_LOGIN, true",
    "BYPASS, filter",
    "COMPASS, north",
    "PASS_THROUGH, headers",
    "PGPASSFILE, /etc/secrets/db/pgpass",
    "PWD, here",
    "LEVEL, hunter2"
  })
  void whereToFindASecretAndHowManyThereAreIsNone(String name, String value) {
    assertThat(SecretLiterals.isSecret(name, value)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD, hunter2",
    "DB_PASSWORD, ''",
    "DB_PASSWORD, 12345678",
    "STORAGE_TOKEN, https://a.blob.example/x?sv=2024&sig=hunter2",
    "FUNCTION_TOKEN_URL, https://a.example/f?code=hunter2",
    "BOT_TOKEN, https://api.example/bot123:hunter2/send",
    "DB_PASSWORD, 12ab",
    "DB_PASS, hunter2",
    "PASS, hunter2",
    "dbPass, hunter2",
    "PGPASS, hunter2",
    ".pgpass, db:5432:shop:shop:hunter2",
    "MYSQL_PWD, hunter2",
    "DB_PASSWORD, /hunter2+x=",
    "DB_PASSWORD, true story",
    "TOKEN_FILE, etc/token",
    "TOKEN_URL, https://me:hunter2@idp.example/token",
    "TOKEN_URL, https://hunter2@idp.example/token",
    "TOKEN_URL, https://idp.example/?a=b&access_token=hunter2",
    "TOKEN_URL, https://idp.example/#hunter2",
    "TOKEN_PATH, /services/q7Xc2LpVz9RtB4mNs8KdYw3HjFg6TeUa1QoZx5Ci"
  })
  void whatANameCallsASecretIsOne(String name, String value) {
    assertThat(SecretLiterals.isSecret(name, value)).isTrue();
  }

  @Test
  void aChoiceIsAnsweredWithTheWordThatWasMeant() {
    assertThatThrownBy(() -> Color.parse("gren"))
        .hasMessage("Must be `blue` or `green`, got `gren`. Did you mean `green`?");
    assertThatThrownBy(() -> ScalingBehavior.SelectPolicy.parse("Average"))
        .hasMessage("Must be `Max`, `Min` or `Disabled`, got `Average`.");
    assertThat(Color.parse("green")).isEqualTo(Color.GREEN);
  }

  private static void check(String name, String side) {
    var rules = Rules.check();
    AppSpec.checkName(rules, DnsLabel.parse(name), side);
    rules.enforce();
  }
}
