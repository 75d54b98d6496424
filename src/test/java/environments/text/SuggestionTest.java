package environments.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KEYS = List.of("active", "cpu", "versions", "weight");

  @ParameterizedTest
  @CsvSource({
    "activ,active",
    "Active,active",
    "verisons,versions",
    "wieght,weight",
    "weigth,weight",
    "cup,cpu"
  })
  void aMistypedKeyIsRecognized(String typed, String meant) {
    assertThat(Suggestion.sentence(typed, KEYS)).isEqualTo("Did you mean `" + meant + "`?");
  }

  @Test
  void whatIsLikeNoneIsAnsweredWithAll() {
    assertThat(Suggestion.sentence("replicas", KEYS))
        .isEqualTo("Expected one of `active`, `cpu`, `versions`, `weight`.");
    assertThat(Suggestion.sentence("x".repeat(101), KEYS)).startsWith("Expected one of");
    assertThat(Suggestion.sentence("replicas", List.of())).isEqualTo("There are none.");
  }
}
