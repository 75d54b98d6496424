package environments.yaml;

import static environments.yaml.YamlScalars.Kind.AMBIGUOUS;
import static environments.yaml.YamlScalars.Kind.BOOLEAN;
import static environments.yaml.YamlScalars.Kind.INTEGER;
import static environments.yaml.YamlScalars.Kind.NULL;
import static environments.yaml.YamlScalars.Kind.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderScalarsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "web",
        "1.4.2",
        "v1",
        "10.0.0.0/8",
        "250m",
        "1.5Gi",
        "1a",
        "e3",
        "1e",
        "0x",
        "0xG",
        "0o8",
        "0b2",
        "-",
        "+",
        "--",
        ".",
        "..",
        "_1",
        "-x",
        "~a",
        "<",
        "<<<",
        "==",
        "yess",
        "nulls",
        "offline",
        "12:60",
        "12:345",
        "12:",
        ":30",
        "8080:8080",
        "2001-01",
        "2001-01-01-01",
        "2001-01-01 noon",
        "201-01-01",
        "2001-001-01",
        "1.2e",
        ".infx",
        "1 2",
        "٣",
        "+.",
        "-.a",
        "0x_g"
      })
  void textIsTextToEveryReader(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(TEXT);
    assertThat(YamlScalars.isText(plain)).isTrue();
    assertThat(YamlScalars.readAs(plain)).isEqualTo("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "7", "-7", "80", "2147483647", "-2147483648"})
  void plainDecimalsOfIntAreIntegers(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(INTEGER);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("a number");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+7",
        "-0",
        "00",
        "007",
        "0777",
        "0o777",
        "-0o7",
        "0x1F",
        "0XAB",
        "0b101",
        "1_000",
        "1_",
        "1,000",
        "2147483648",
        "99999999999999999999",
        "1e3",
        "1234E56",
        "1e+3",
        "1.10",
        "1.",
        ".5",
        "-.5",
        "1_0.5",
        "1.5e-3",
        ".nan",
        ".NaN",
        ".inf",
        "-.INF",
        "+.Inf",
        "08"
      })
  void otherNumbersAreAmbiguous(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(AMBIGUOUS);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("a number");
    assertThat(YamlScalars.isText(plain)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false"})
  void onlyTrueAndFalseAreBooleans(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(BOOLEAN);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("a boolean");
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "FALSE", "yes", "No", "on", "OFF", "y", "N"})
  void otherWordsForBooleansAreAmbiguous(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(AMBIGUOUS);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("a boolean");
  }

  @ParameterizedTest
  @ValueSource(strings = "null")
  void onlyNullIsNull(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(NULL);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "Null", "NULL"})
  void otherWordsForNullAreAmbiguous(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(AMBIGUOUS);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2001-01-01",
        "2001-1-1",
        "2001-12-14t21:59:43.10-05:00",
        "2001-12-14 21:59:43.10 -5",
        "2001-12-15T02:59:43Z"
      })
  void datesAreAmbiguous(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(AMBIGUOUS);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("a date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12:30:45", "22:22", "1:1", "190:20:30.15", "-1:30", "00:30"})
  void numbersToTheBaseOfSixtyAreAmbiguous(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(AMBIGUOUS);
    assertThat(YamlScalars.readAs(plain)).isEqualTo("a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<", "="})
  void keysWithAMeaningAreAmbiguous(String plain) {
    assertThat(YamlScalars.kindOf(plain)).isEqualTo(AMBIGUOUS);
  }
}
