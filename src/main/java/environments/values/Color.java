package environments.values;

import environments.text.Choice;

/**
 * The name of one side of a blue-green app, which never changes; which color is active is release
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

  /**
   * @throws environments.text.InvalidSpecException if the side is not a color
   */
  public static Color of(SideName side) {
    return parse(side.value());
  }

  public SideName side() {
    return new SideName(word);
  }

  public Color other() {
    return this == BLUE ? GREEN : BLUE;
  }

  @Override
  public String toString() {
    return word;
  }
}
