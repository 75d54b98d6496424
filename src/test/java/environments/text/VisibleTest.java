package environments.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTest {
  private static final Set<Integer> INVISIBLE_KINDS =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.PRIVATE_USE,
          (int) Character.SURROGATE,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SPACE_SEPARATOR);

  @Test
  void whatUnicodeCallsAControlAFormatOrASpaceIsNotVisible() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c != ' ' && INVISIBLE_KINDS.contains(Character.getType(c))) {
        assertThat(Visible.isVisible(c)).as("U+%04X", c).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x2065, 0x2800, 0x3164, 0xFDD0,
        0xFE00, 0xFE0F, 0xFFA0, 0xFFFE, 0x1FFFF, 0xE0100, 0xE01EF, 0xE0FFF
      })
  void norIsWhatFontsShowAsNothing(int c) {
    assertThat(Visible.isVisible(c)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {' ', '~', 'ä', 'ß', 'я', '中', 'あ', '한', 'ع', '€', '—', '\u0301', 0x1F680, 0xFFFD})
  void lettersMarksAndSignsAreVisible(int c) {
    assertThat(Visible.isVisible(c)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "::error::x|\\u003A:error::x",
        "  ::add-mask::x|  \\u003A:add-mask::x",
        "+::error::x|+\\u003A:error::x",
        "-   ::error::x|-   \\u003A:error::x",
        "a ::error::x|a ::error::x",
        "std::string|std::string",
        "##[error]x|\\u0023#[error]x",
        "a ###[group]x|a #\\u0023#[group]x",
        "##vso[task.setvariable variable=x]y|\\u0023#vso[task.setvariable variable=x]y",
        "##teamcity[x]|\\u0023#teamcity[x]",
        "## Heading|## Heading",
        "# [link]|# [link]",
        "##|##"
      })
  void commandsOfCiSystemsAreShownAndNotObeyed(String text, String shown) {
    assertThat(Visible.line(text)).isEqualTo(shown);
    assertThat(Visible.text("a\n" + text + "\n")).isEqualTo("a\n" + shown + "\n");
  }

  @Test
  void escapesAreThoseOfYamlAndJson() {
    assertThat(
            Visible.line(
                "a\n\r\t\u0000\u001b[2J\u009b\u00a0\u202e\ufe0f\udc00"
                    + Character.toString(0xE0101)))
        .isEqualTo("a\\n\\r\\t\\u0000\\u001B[2J\\u009B\\u00A0\\u202E\\uFE0F\\uDC00\\U000E0101");
    assertThat(Visible.text("a\n\tb\r\n")).isEqualTo("a\n\tb\\r\n");
  }

  /**
   * GitHub ignores white space before a command at the beginning of a line, and finds the others
   * anywhere.
   */
  @Property
  void noLineIsACommand(
      @ForAll
          @Chars({
            ':', '#', '[', ']', 'a', ' ', '\t', '+', '-', '\n', '\r', '\u001b', '\u2028', '\u3000'
          })
          @StringLength(max = 12)
          String text) {
    var shown = Visible.text(text);
    assertThat(shown.lines())
        .noneMatch(line -> line.replaceAll("^[-+]", "").strip().startsWith("::"));
    assertThat(shown).doesNotContainPattern("##[a-z]*\\[").doesNotContainPattern("[^ -~\n\t]");
    assertThat(Visible.text(shown)).isEqualTo(shown);
    assertThat(Visible.line(text)).doesNotContainPattern("[^ -~]");
  }
}
