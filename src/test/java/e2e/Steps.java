package e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Steps under load: how long each took, and how many requests failed during it. */
final class Steps {
  private record Row(String step, double seconds, int requests, int failed, String seen) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "%-52s %7.1f %8d %6d  %s", step, seconds, requests, failed, seen);
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final GatewayLoad load;

  Steps(GatewayLoad load) {
    this.load = load;
  }

  /** A step during which no request fails. */
  void step(String name, Runnable work) {
    measured(name, work);
  }

  /** A step during which no request fails, and which reports its observations. */
  void measured(String name, Supplier<String> work) {
    assertThat(failed(name, work)).as("failed: %s", name).isEmpty();
  }

  void measured(String name, Runnable work) {
    measured(
        name,
        () -> {
          work.run();
          return "";
        });
  }

  /** A step with a time limit, during which no request fails. */
  void within(Duration limit, String name, Runnable work) {
    measured(name, work);
    assertThat(rows.get(rows.size() - 1).seconds()).as(name).isLessThan((double) limit.toSeconds());
  }

  /**
   * A step during which requests fail for a while.
   *
   * @param longest the time from the first failure to the last
   */
  void losing(Duration longest, String name, Supplier<String> work) {
    var sent = failed(name, work).stream().map(GatewayLoad.Answer::at).sorted().toList();
    if (!sent.isEmpty()) {
      assertThat(Duration.between(sent.get(0), sent.get(sent.size() - 1)))
          .as("from the first request that failed to the last: %s", name)
          .isLessThanOrEqualTo(longest);
    }
  }

  private List<GatewayLoad.Answer> failed(String name, Supplier<String> work) {
    long start = System.nanoTime();
    int before = load.answered();
    var seen = "failed";
    try {
      seen = work.get();
    } finally {
      double seconds = (System.nanoTime() - start) / 1e9;
      // A request that hangs counts as a failure of the step in which it was sent.
      load.awaitAnswers();
      int requests = load.answered() - before;
      var row = new Row(name, seconds, requests, load.failedSince(before).size(), seen);
      rows.add(row);
      System.out.println(row);
    }
    return load.failedSince(before);
  }

  void print() {
    System.out.printf("%n%-52s %7s %8s %6s  %s%n", "step", "seconds", "requests", "failed", "seen");
    rows.forEach(System.out::println);
    System.out.printf(
        Locale.ROOT,
        "%-52s %7.1f %8d %6d%n",
        "all",
        rows.stream().mapToDouble(Row::seconds).sum(),
        rows.stream().mapToInt(Row::requests).sum(),
        rows.stream().mapToInt(Row::failed).sum());
  }
}
