package environments.text;

import java.util.ArrayList;
import java.util.List;

/** Parses a word as the enum constant with that text. */
public final class Choice {
  private Choice() {}

  /**
   * @param choices all constants, in the order in which messages list them
   */
  public static <T extends Enum<T>> T parse(String text, T[] choices) {
    var words = new ArrayList<String>(choices.length);
    for (var choice : choices) {
      if (choice.toString().equals(text)) {
        return choice;
      }
      words.add("`" + choice + "`");
    }
    throw InvalidSpecException.of(
        Fault.ofText("Must be " + either(words), text).withFix("." + meant(text, choices)));
  }

  private static String either(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private static String meant(String text, Enum<?>[] choices) {
    var words = new ArrayList<String>(choices.length);
    for (var choice : choices) {
      words.add(choice.toString());
    }
    return Suggestion.question(text, words);
  }
}
