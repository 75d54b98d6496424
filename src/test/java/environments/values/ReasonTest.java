package environments.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.text.InvalidSpecException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReasonTest {
  @Test
  void aDayIsWrittenWithAllOfItsDigits() {
    assertThat(Reason.parseDay("2027-01-31")).isEqualTo(LocalDate.of(2027, 1, 31));
    assertThat(Reason.parseDay("2028-02-29")).isEqualTo(LocalDate.of(2028, 2, 29));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "2027-1-31",
        "2027-01-3",
        "2027-00-10",
        "2027-13-01",
        "2027-02-29",
        "2027-04-31",
        "12027-01-31",
        "+2027-01-31",
        "-027-01-31",
        "2027/01/31",
        "2027-01-31 ",
        "2027-01-31T00:00",
        "\uff12\uff10\uff12\uff17-01-31"
      })
  void whatIsNoDayOfTheCalendarIsRefused(String text) {
    assertThatThrownBy(() -> Reason.parseDay(text))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("Must be a calendar day such as `2027-01-31`, got `" + text + "`.");
  }

  @Test
  void anEmptyTextIsNoDayEither() {
    assertThatThrownBy(() -> Reason.parseDay(""))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("Must be a calendar day such as `2027-01-31`, got an empty value.");
  }
}
