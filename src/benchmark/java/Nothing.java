/** Does nothing, to measure what it takes to start and end Java. */
final class Nothing {
  private Nothing() {}

  public static void main(String[] args) {}
}
