package environments.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import environments.values.Version;
import environments.yaml.KeyPath;
import environments.yaml.Problem;
import environments.yaml.Report;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what a user sees of a wrong value, and what must not be shown of it. */
class FaultTest {
  private static final String SECRET = "https://admin:hunter2@db.example";

  @Test
  void theRuleTheValueAndTheFixMakeOneSentence() {
    assertThat(Fault.ofText("Must be a port", "htp").withFix("; declare it.").sentence("port"))
        .isEqualTo("Must be a port, got `htp`; declare it.");
    assertThat(Fault.of("Must be at most 9", 10).sentence("port"))
        .isEqualTo("Must be at most 9, got 10.");
    assertThat(Fault.ofText("Must be text", "").sentence("name"))
        .isEqualTo("Must be text, got an empty value.");
    assertThat(Fault.of("Needs a router.").sentence("")).isEqualTo("Needs a router.");
  }

  @Test
  void ofASecretOnlyTheValueIsHiddenWhateverTheRuleSays() {
    var fault =
        Fault.ofText("Must not be what was right, got `wrong`, such as `x`", SECRET)
            .withFix("; take `y`, but is it there?");
    assertThat(fault.sentence("url"))
        .isEqualTo(
            "Must not be what was right, got `wrong`, such as `x`, got a value that looks"
                + " like a secret; take `y`, but is it there?");
  }

  @Test
  void whatIsMadeOfASecretIsHiddenWithIt() {
    var fault = Fault.ofText("Must be a quantity", "12 m").withHint(" Did you mean `12m`?");
    assertThat(fault.sentence("cpu"))
        .isEqualTo("Must be a quantity, got `12 m`. Did you mean `12m`?");
    assertThat(fault.sentence("password"))
        .isEqualTo("Must be a quantity, got a value that looks like a secret.");
  }

  @ParameterizedTest
  @ValueSource(strings = {SECRET, "`" + SECRET, "a`" + SECRET + "`b", SECRET + ", got `x`."})
  void aSecretIsNeverShownWhateverIsAroundIt(String text) {
    var report = new Report(List.of("base.yaml"), List.of());
    report.add(KeyPath.root("base.yaml"), Fault.ofText("Must be a host", text));
    assertThat(report.problems())
        .extracting(Problem::message)
        .containsExactly("Must be a host, got a value that looks like a secret.");
    assertThat(new InvalidSpecException(List.of(violation(text))))
        .hasMessage("url: Must be a host, got a value that looks like a secret.");
  }

  @Test
  void ofASecretNoPartIsShown() {
    var text = "https://ci:hunter2@registry.example";
    assertThat(
            Fault.ofText("Must be a tag", "https://ci:hunter2").partOf("blue", text).sentence(""))
        .isEqualTo("Must be a tag, got a value that looks like a secret.");
    assertThat(Fault.of("Must not have `hunter2`.").partOf("blue", text).sentence(""))
        .isEqualTo("Must be a valid value, got a value that looks like a secret.");
    assertThat(Fault.ofText("Must be a tag", "1.\u0430").partOf("blue", "1.\u0430").sentence(""))
        .isEqualTo(
            "Must be a tag, got `1.\u0430`. `\u0430` is U+0430, not a letter from `a` to `z`.");
  }

  @Test
  void ofAnArgumentThatIsASecretNothingIsShown() {
    var text = "https://ci:hunter2@registry.example";
    var refusal = catchThrowableOfType(InvalidSpecException.class, () -> Version.parse(text));
    assertThat(refusal.messageAbout(text))
        .contains("got a value that looks like a secret.")
        .doesNotContain("hunter2", "registry.example");
  }

  private static InvalidSpecException.Violation violation(String text) {
    return new InvalidSpecException.Violation(
        SpecPath.of("url"), Fault.ofText("Must be a host", text));
  }
}
