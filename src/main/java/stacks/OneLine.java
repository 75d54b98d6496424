package stacks;

/** Text of a cluster, which anybody may have written, for a terminal: on one line, and nothing that it would obey. */
public final class OneLine {
  private OneLine() {}

  public static String of(String text) {
    return text.strip().replaceAll("\\p{Cntrl}+", " ");
  }

  /** Its beginning, where it is longer than that. */
  public static String beginning(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) + " ..." : text;
  }
}
