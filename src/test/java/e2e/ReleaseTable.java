package e2e;

import e2e.GatewayLoad.Answer;
import e2e.SluiceProcess.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The result of each release and its effect on users, compared with its timeouts and weights. */
final class ReleaseTable {
  /**
   * @param detected the time until it began to roll back
   * @param within the time that its steps had until then
   * @param exposed the largest share of the traffic that the new version had until then
   */
  private record Row(
      String release,
      String outcome,
      double seconds,
      String detected,
      String within,
      int requests,
      int failed,
      String exposed) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          FORMAT,
          release,
          outcome,
          String.format(Locale.ROOT, "%.1f", seconds),
          detected,
          within,
          requests,
          failed,
          String.format(Locale.ROOT, "%.2f%%", requests == 0 ? 0 : 100.0 * failed / requests),
          exposed);
    }
  }

  private static final String FORMAT = "%-48s %-11s %7s %8s %6s %8s %6s %6s %7s";

  private final List<Row> rows = new ArrayList<>();

  void add(String release, SluiceProcess process, List<Answer> answers) {
    var events = process.events();
    rows.add(
        new Row(
            release,
            outcome(events),
            seconds(process.start(), Instant.now()),
            detected(process.start(), events),
            within(events),
            answers.size(),
            (int) answers.stream().filter(answer -> !answer.isGood()).count(),
            exposed(events)));
  }

  /** Returns the steps forward that had begun. */
  private static List<Event> forward(List<Event> events) {
    return events.stream()
        .takeWhile(event -> !event.is("rollBack"))
        .filter(event -> event.is("step"))
        .toList();
  }

  private static String within(List<Event> events) {
    return last(events, "rollBack").isEmpty()
        ? "-"
        : Integer.toString(
            forward(events).stream()
                .mapToInt(step -> step.node().path("budgetSeconds").asInt())
                .sum());
  }

  private static String exposed(List<Event> events) {
    return last(events, "rollBack").isEmpty()
        ? "-"
        : forward(events).stream()
                .mapToInt(step -> step.node().path("release").path("weight").asInt())
                .max()
                .orElse(0)
            + "%";
  }

  private static String outcome(List<Event> events) {
    return last(events, "ended")
        .map(event -> event.text("outcome"))
        .or(() -> last(events, "refused").map(event -> "refused"))
        .orElse("killed");
  }

  private static String detected(Instant start, List<Event> events) {
    return last(events, "rollBack")
        .map(event -> String.format(Locale.ROOT, "%.1f", seconds(start, event.at())))
        .orElse("-");
  }

  private static Optional<Event> last(List<Event> events, String name) {
    return events.stream().filter(event -> event.is(name)).reduce((one, other) -> other);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        FORMAT + "%n",
        "release",
        "outcome",
        "seconds",
        "detected",
        "within",
        "requests",
        "failed",
        "share",
        "exposed");
    rows.forEach(System.out::println);
  }
}
