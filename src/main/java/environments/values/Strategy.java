package environments.values;

import environments.text.Choice;

/** How an app is released. */
public enum Strategy {
  BLUE_GREEN("blueGreen"),
  CANARY("canary"),
  AUTOSCALED("autoscaled");

  private final String word;

  Strategy(String word) {
    this.word = word;
  }

  public static Strategy parse(String text) {
    return Choice.parse(text, values());
  }

  /** Returns the key in environment files. */
  @Override
  public String toString() {
    return word;
  }
}
