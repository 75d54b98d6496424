package rollouts.analysis;

import environments.analysis.HttpMetric;
import environments.text.Durations;
import java.time.Duration;
import java.util.Optional;
import rollouts.analysis.Measurement.Failed;
import rollouts.analysis.Measurement.Figure;
import rollouts.analysis.Measurement.NoData;
import stacks.cluster.ClusterException;
import stacks.cluster.Ticker;

/**
 * Sends several requests to each ready pod of a side, and counts the good answers of the worst pod.
 * Pods that could not be checked before the deadline have neither passed nor failed.
 */
final class HttpChecks {
  private final PodRequests pods;
  private final Ticker ticker;

  HttpChecks(PodRequests pods, Ticker ticker) {
    this.pods = pods;
    this.ticker = ticker;
  }

  /**
   * @throws ClusterException if the user is not permitted to send requests
   */
  Measurement measure(HttpMetric metric, MeasuredSide side) {
    try {
      return new PodCheck(metric, side, ticker.now().plus(metric.deadline())).worst();
    } catch (ClusterException e) {
      if (e.isDenied()) {
        throw e;
      }
      return new Failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The answers of one pod.
   *
   * @param asked how many of the requests were sent in time
   */
  private record Answers(int good, int asked, String bad) {}

  /** One measurement, which ends at its time limit. */
  private final class PodCheck {
    private final HttpMetric metric;
    private final MeasuredSide side;
    private final Duration limit;

    PodCheck(HttpMetric metric, MeasuredSide side, Duration limit) {
      this.metric = metric;
      this.side = side;
      this.limit = limit;
    }

    Measurement worst() {
      Measurement worst = new NoData("no pod is ready");
      int least = Integer.MAX_VALUE;
      int whole = 0;
      for (var pod : side.pods()) {
        var answers = answers(pod);
        if (isDecided(answers)) {
          whole++;
          if (answers.good < least) {
            least = answers.good;
            worst = new Figure(least, answers.bad);
          }
        }
      }
      return whole < side.pods().size() && least >= metric.successes() ? unasked(whole) : worst;
    }

    /** Returns whether the remaining requests cannot change the result. */
    private boolean isDecided(Answers answers) {
      int left = metric.count() - answers.asked;
      return left == 0 || answers.good + left < metric.successes();
    }

    private Failed unasked(int whole) {
      return new Failed(
          "only "
              + whole
              + " of "
              + side.pods().size()
              + " pods could be checked within "
              + Durations.text(metric.deadline()));
    }

    private Answers answers(String pod) {
      int good = 0;
      int asked = 0;
      var bad = "";
      while (asked < metric.count() && isTime()) {
        asked++;
        var answer = ask(pod);
        if (answer.equals(Optional.of(metric.request().status()))) {
          good++;
        } else {
          bad = "pod " + pod + answer.map(status -> " answered " + status).orElse(late());
        }
      }
      return new Answers(good, asked, bad);
    }

    private String late() {
      return " did not answer within " + Durations.text(metric.timeout());
    }

    private boolean isTime() {
      return ticker.now().compareTo(limit) < 0;
    }

    private Optional<Integer> ask(String pod) {
      var left = limit.minus(ticker.now());
      var timeout = left.compareTo(metric.timeout()) < 0 ? left : metric.timeout();
      return pods.get(side.namespace(), pod, port(), metric.request().path(), timeout);
    }

    private int port() {
      var name = metric.request().portName();
      return side.workload().ports().named(name).orElseThrow().containerPort();
    }
  }
}
