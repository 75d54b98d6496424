package cli;

import environments.text.Visible;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import rollouts.journal.DaemonClock;
import stacks.cluster.Ticker;

/**
 * The last line of a terminal, which says what a release is waiting for and is updated each second.
 * Other lines are printed above it. Without a terminal there is none.
 */
final class ReleaseStatusLine {
  /** Moves to the first column and clears the line. */
  private static final String ERASE = "\r\u001b[K";

  /**
   * A line that the terminal wraps cannot be updated, so it is short; a narrower terminal truncates
   * it.
   */
  private static final int WIDTH = 79;

  private static final String CUT = "\u001b[?7l";
  private static final String BREAK = "\u001b[?7h";

  private final Terminal terminal;
  private final Ticker ticker;
  private String step = "";
  private String note = "";
  private Duration begin = Duration.ZERO;
  private Duration timeout = Duration.ZERO;

  ReleaseStatusLine(Terminal terminal, Ticker ticker) {
    this.terminal = terminal;
    this.ticker = ticker;
  }

  /** Returns a line that is updated for as long as the process runs. */
  static ReleaseStatusLine live(Terminal terminal) {
    var line = new ReleaseStatusLine(terminal, Ticker.SYSTEM);
    if (terminal.isColored()) {
      var unused =
          DaemonClock.named("status line")
              .scheduleAtFixedRate(
                  DaemonClock.lasting(line::draw, line::note), 1, 1, TimeUnit.SECONDS);
    }
    return line;
  }

  /** Shows from now on that this is being waited for. */
  synchronized void begin(String what, Duration atMost) {
    step = what;
    note = "";
    begin = ticker.now();
    timeout = atMost;
  }

  /** Shows the last observation. */
  synchronized void note(String text) {
    note = ", " + text;
  }

  /** Shows nothing any more. */
  synchronized void end() {
    erase();
    step = "";
  }

  /** Prints lines above this one. */
  synchronized void print(Runnable lines) {
    erase();
    lines.run();
    draw();
  }

  private void erase() {
    if (isShown()) {
      terminal.print(ERASE);
    }
  }

  private boolean isShown() {
    return terminal.isColored() && !step.isEmpty();
  }

  synchronized void draw() {
    if (isShown()) {
      var elapsed = TextReleaseReport.time(ticker.now().minus(begin));
      var text =
          Visible.line(step + ": " + elapsed + " of " + TextReleaseReport.time(timeout) + note);
      terminal.print(ERASE + CUT + text.substring(0, Math.min(WIDTH, text.length())) + BREAK);
    }
    terminal.flush();
  }
}
