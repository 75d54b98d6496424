package e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Constant requests through the Gateway, to each route in turn, and what was answered. Needs the system property {@code
 * jdk.httpclient.allowRestrictedHeaders=host}: the Host header chooses the route.
 */
final class GatewayLoad implements AutoCloseable {
  private static final int PER_SECOND = 100;

  /** Nearly seven minutes: a test that hangs does not go on for ever. */
  private static final int MOST_REQUESTS = 40_000;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** A route is there when so many requests in succession were answered well. */
  private static final int SERVING = 80;

  /** A host that a route of the Gateway has, and a path below the route's. */
  record Route(String host, String path) {}

  /**
   * @param at when it was asked for
   * @param result the status, or why there is none
   * @param version which version answered; empty when none did
   */
  record Answer(Route route, Instant at, String result, String version) {
    private boolean isGood() {
      return result.equals("200") && !version.isEmpty();
    }
  }

  private final URI gateway;
  private final List<Route> routes;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_WITHIN)
          .build();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(GatewayLoad::daemon);
  private final List<Answer> answers = new ArrayList<>();
  private int sent;

  GatewayLoad(URI gateway, List<Route> routes) {
    this.gateway = gateway;
    this.routes = List.copyOf(routes);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "load");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts, and waits until every route serves: what was answered before does not count. */
  void start() {
    var unused =
        clock.scheduleAtFixedRate(this::send, 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
    synchronized (this) {
      while (!isServing()) {
        await();
      }
      answers.clear();
    }
  }

  private boolean isServing() {
    var last = answers.subList(Math.max(0, answers.size() - SERVING), answers.size());
    return last.size() == SERVING && last.stream().allMatch(Answer::isGood);
  }

  private void send() {
    if (sent < MOST_REQUESTS) {
      var route = routes.get(sent++ % routes.size());
      var at = Instant.now();
      var unused =
          client
              .sendAsync(request(route), BodyHandlers.discarding())
              .handle((response, failure) -> add(answer(route, at, response, failure)));
    }
  }

  private HttpRequest request(Route route) {
    return HttpRequest.newBuilder(gateway.resolve(route.path()))
        .header("Host", route.host())
        .timeout(ANSWER_WITHIN)
        .build();
  }

  private static Answer answer(
      Route route, Instant at, HttpResponse<Void> response, Throwable failure) {
    return failure == null
        ? new Answer(
            route,
            at,
            Integer.toString(response.statusCode()),
            response.headers().firstValue("X-Version").orElse(""))
        : new Answer(route, at, failure.toString(), "");
  }

  private synchronized boolean add(Answer answer) {
    notifyAll();
    return answers.add(answer);
  }

  /** Until something else was answered. */
  private void await() {
    int before = answers.size();
    try {
      while (answers.size() == before) {
        wait(ANSWER_WITHIN.toMillis());
      }
    } catch (InterruptedException e) {
      throw new AssertionError("Interrupted while requests were sent.", e);
    }
  }

  synchronized int answered() {
    return answers.size();
  }

  /** The requests that failed, after the first {@code answered} ones. */
  synchronized List<Answer> failedSince(int answered) {
    return answers.subList(answered, answers.size()).stream()
        .filter(answer -> !answer.isGood())
        .toList();
  }

  /** The versions that the route's next requests are answered by, after those that are skipped. */
  synchronized List<String> versions(Route route, int skipped, int count) {
    int before = answers.size();
    while (of(route, before).size() < skipped + count) {
      await();
    }
    return of(route, before).subList(skipped, skipped + count);
  }

  private List<String> of(Route route, int before) {
    return answers.subList(before, answers.size()).stream()
        .filter(answer -> answer.route().equals(route))
        .map(Answer::version)
        .toList();
  }

  /** What is under way is still answered. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
