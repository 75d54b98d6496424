package environments.values;

import environments.text.Choice;

/**
 * The identity of one side of a blue-green app, fixed for life; which of them is active is release
 * state.
 */
public enum Color {
  BLUE("blue"),
  GREEN("green");

  private final String word;

  Color(String word) {
    this.word = word;
  }

  public static Color parse(String text) {
    return Choice.parse(text, values());
  }

  public Color other() {
    return this == BLUE ? GREEN : BLUE;
  }

  @Override
  public String toString() {
    return word;
  }
}
