/** What starting and ending Java costs, whatever it runs. */
final class Nothing {
  private Nothing() {}

  public static void main(String[] args) {}
}
