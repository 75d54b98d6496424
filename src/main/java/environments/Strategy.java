package environments;

/** How an app is released. */
enum Strategy {
  BLUE_GREEN("blueGreen"),
  CANARY("canary"),
  AUTOSCALED("autoscaled");

  private final String word;

  Strategy(String word) {
    this.word = word;
  }

  static Strategy parse(String text) {
    return Choice.parse(text, values());
  }

  /** As environment files write it. */
  @Override
  public String toString() {
    return word;
  }
}
