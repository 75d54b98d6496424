package rollouts.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import stacks.cluster.TerminalText;

/** What happened in a release, and when, by the clock of its cluster. */
public record LogLine(Instant time, String text) {
  /**
   * @param line what {@link #toString} gave
   * @throws JournalException if it does not begin with its time
   */
  static LogLine parse(String line) {
    int end = Math.max(0, line.indexOf(' '));
    try {
      return new LogLine(Instant.parse(line.substring(0, end)), line.substring(end + 1));
    } catch (DateTimeParseException e) {
      throw new JournalException(
          "a line of `log` must begin with its time, got: " + TerminalText.of(line));
    }
  }

  @Override
  public String toString() {
    return time + " " + text;
  }
}
