package e2e;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests at a constant rate, every second one to the route under test and the others to all
 * routes in turn, and records the answers. Needs the system property {@code
 * jdk.httpclient.allowRestrictedHeaders=host}: the Host header chooses the route.
 */
final class GatewayLoad implements AutoCloseable {
  private static final int MOST_SECONDS = 2400;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  /** The router follows a changed route within two seconds. */
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);

  /** A route works when so many requests in a row succeeded. */
  private static final int SERVING = 80;

  /**
   * @param host the host of a route of the Gateway; empty if there is no Gateway in between
   * @param uri of the Gateway with a path below the route's, or of a Service through the API
   *     server
   */
  record Route(String host, URI uri) {}

  /**
   * @param at when it was sent
   * @param result the status, or why there is none
   * @param version which version answered; empty if none did
   */
  record Answer(Route route, Instant at, String result, String version) {
    boolean isGood() {
      return result.equals("200") && !version.isEmpty();
    }
  }

  private final int perSecond;
  private final List<Route> routes;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(ANSWER_WITHIN)
          .build();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(GatewayLoad::daemon);
  private final List<Answer> answers = new ArrayList<>();

  /** The numbers of the requests that have no answer yet. */
  private final Set<Integer> underWay = new HashSet<>();

  private volatile Route favorite;
  private int sent;

  /** The first route is the one under test until it is changed. */
  GatewayLoad(int perSecond, List<Route> routes) {
    this.perSecond = perSecond;
    this.routes = List.copyOf(routes);
    favorite = routes.get(0);
  }

  void favor(Route route) {
    favorite = route;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "load");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts, and waits until every route works: earlier answers do not count. */
  void start() {
    var unused =
        clock.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
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
    if (sent++ < perSecond * MOST_SECONDS) {
      int number = sent;
      var route = sent % 2 == 0 ? favorite : routes.get(sent / 2 % routes.size());
      var at = Instant.now();
      begin(number);
      var unused =
          client
              .sendAsync(request(route), BodyHandlers.discarding())
              .handle((response, failure) -> end(number, answer(route, at, response, failure)));
    }
  }

  private HttpRequest request(Route route) {
    var request = HttpRequest.newBuilder(route.uri()).timeout(ANSWER_WITHIN);
    return (route.host().isEmpty() ? request : request.header("Host", route.host())).build();
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

  private synchronized void begin(int number) {
    underWay.add(number);
  }

  private synchronized boolean end(int number, Answer answer) {
    underWay.remove(number);
    notifyAll();
    return answers.add(answer);
  }

  /** Waits for the next answer. */
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

  /** Waits until every earlier request has an answer or a timeout. */
  synchronized void awaitAnswers() {
    var sentBefore = new HashSet<>(underWay);
    while (!Collections.disjoint(underWay, sentBefore)) {
      await();
    }
  }

  synchronized int answered() {
    return answers.size();
  }

  /** Returns the requests that failed after the first {@code answered} ones. */
  synchronized List<Answer> failedSince(int answered) {
    return answers.subList(answered, answers.size()).stream()
        .filter(answer -> !answer.isGood())
        .toList();
  }

  /**
   * Waits until so many requests of the route in a row, sent from now on, were answered by one
   * version.
   */
  synchronized void awaitOnly(Route route, String version, int count) {
    int before = answers.size();
    var limit = Instant.now().plus(SETTLED_WITHIN);
    while (!isOnly(of(route, before), version, count)) {
      if (Instant.now().isAfter(limit)) {
        throw new AssertionError(version + " must answer, but these do: " + of(route, before));
      }
      await();
    }
  }

  private static boolean isOnly(List<String> versions, String version, int count) {
    var last = versions.subList(Math.max(0, versions.size() - count), versions.size());
    return last.size() == count && last.stream().allMatch(version::equals);
  }

  /** Returns all answers to the route's requests. */
  synchronized List<Answer> answers(Route route) {
    return answers.stream().filter(answer -> answer.route().equals(route)).toList();
  }

  /** Returns the versions that answer the route's next requests, after those that are skipped. */
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

  /** Requests that were sent are still answered. */
  @Override
  public void close() {
    clock.shutdownNow();
  }
}
