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
    for (var strategy : values()) {
      if (strategy.word.equals(text)) {
        return strategy;
      }
    }
    throw InvalidSpecException.of(
        "Must be `blueGreen`, `canary` or `autoscaled`, but is `" + text + "`.");
  }

  /** As environment files write it. */
  @Override
  public String toString() {
    return word;
  }
}
