package stacks.guard;

import charts.Manifest;
import environments.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stacks.cluster.LastLines;
import stacks.cluster.LiveJob;
import stacks.cluster.LivePod;
import stacks.cluster.LivePods;
import stacks.cluster.Ticker;
import stacks.cluster.Trouble;

/** Waits until the Job of a smoke test has succeeded, or cannot succeed any more. */
final class JobTesting {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /**
   * Normally the controller reports that the deadline has passed; this is the extra time before the
   * program does.
   */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final LivePods cluster;
  private final Ticker ticker;
  private final JobManifest job;
  private final Patience patience;
  private final Duration limit;
  private final Map<String, LastLines> said = new LinkedHashMap<>();
  private List<String> seen = List.of();
  private boolean hasRun;

  JobTesting(LivePods cluster, Ticker ticker, Manifest job) {
    this.cluster = cluster;
    this.ticker = ticker;
    this.job = new JobManifest(job);
    patience = new Patience(ticker);
    limit = ticker.now().plus(this.job.deadline()).plus(GRACE);
  }

  /**
   * Why a Job has not succeeded.
   *
   * @param isVerdict whether its program has run and failed, or was ended at its deadline
   */
  record Failure(String problem, List<String> details, boolean isVerdict) {
    /** Returns the problem with the last lines of its pod. */
    String text(String job) {
      var lines = new ArrayList<>(List.of(job + " " + problem + "."));
      lines.addAll(details);
      return String.join("\n", lines);
    }
  }

  /**
   * @throws GuardException with the last lines of its pod
   */
  void pass() {
    await()
        .ifPresent(
            failure -> {
              throw refusal(failure);
            });
  }

  /** Returns why it has not succeeded; empty if it has. */
  Optional<Failure> await() {
    while (true) {
      var live = cluster.job(job.namespace(), job.name());
      if (live.isEmpty()) {
        return Optional.of(new Failure("does not exist", List.of(), false));
      }
      if (live.get().isComplete()) {
        return Optional.empty();
      }
      var failure = failure(live.get());
      if (failure.isPresent()) {
        return failure;
      }
      ticker.pause(PERIOD);
    }
  }

  private Optional<Failure> failure(LiveJob live) {
    var pods = cluster.podsOfJob(job.namespace(), job.name());
    var reasons = new LinkedHashMap<String, Trouble>();
    pods.forEach(pod -> Trouble.of(pod).ifPresent(trouble -> reasons.put(pod.name(), trouble)));
    look(pods, reasons);
    if (live.failure().isPresent()) {
      var problem = "failed: " + live.failure().get();
      return Optional.of(new Failure(problem, details(), hasRun));
    }
    if (patience.update(reasons)) {
      return Optional.of(new Failure("cannot run", details(), false));
    }
    if (ticker.now().compareTo(limit) >= 0) {
      var waited = Durations.text(job.deadline().plus(GRACE));
      return Optional.of(new Failure("has not finished after " + waited, details(), false));
    }
    return Optional.empty();
  }

  /** A pod that is ended at the deadline is soon gone, and its log with it. */
  private void look(List<LivePod> pods, Map<String, Trouble> reasons) {
    hasRun |= pods.stream().flatMap(pod -> pod.containers().stream()).anyMatch(JobTesting::hasRun);
    if (!pods.isEmpty()) {
      seen = lines(pods, reasons);
    }
  }

  private static boolean hasRun(LivePod.Container container) {
    return container.waiting().isEmpty() || container.lastExitCode().isPresent();
  }

  private List<String> details() {
    return seen.isEmpty() ? List.of("  It has no pod: " + warning(job.name())) : seen;
  }

  private List<String> lines(List<LivePod> pods, Map<String, Trouble> reasons) {
    var lines = new ArrayList<String>();
    for (var pod : pods) {
      var trouble = reasons.get(pod.name());
      var state = trouble == null ? state(pod) : trouble.text();
      lines.add("  " + pod.name() + ": " + state);
      if (trouble == null) {
        lines.addAll(lastLines(pod).text());
      }
    }
    return lines;
  }

  private LastLines lastLines(LivePod pod) {
    var now = cluster.lastLines(job.namespace(), pod);
    return said.merge(pod.name(), now, (before, after) -> after.or(before));
  }

  private String state(LivePod pod) {
    return pod.containers().stream()
        .flatMap(container -> container.lastExitCode().stream())
        .findFirst()
        .map(code -> "ended with exit code " + code)
        .orElseGet(() -> "has not finished: " + warning(pod.name()));
  }

  private String warning(String object) {
    return cluster.warning(job.namespace(), object).orElse("no event says why");
  }

  private GuardException refusal(Failure failure) {
    return new GuardException(
        job.app() + ": " + failure.text(job.id()) + "\nNo traffic has moved to the tested side.",
        "Fix that; to run it again, `kubectl delete job --ignore-not-found -n "
            + job.namespace()
            + " "
            + job.name()
            + "` and `pulumi up --refresh`.");
  }
}
