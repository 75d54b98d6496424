package rollouts.journal;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import stacks.cluster.TerminalText;

/** An event of a release, with its time by the clock of the cluster. */
public record LogLine(Instant time, String text) {
  /**
   * @param line a result of {@link #toString}
   * @throws JournalException if it does not begin with a time
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
