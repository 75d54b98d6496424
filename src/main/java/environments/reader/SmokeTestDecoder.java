package environments.reader;

import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.text.Durations;
import environments.text.Rules;
import environments.values.Image;
import java.util.Optional;

/** Reads {@code smokeTest}. */
final class SmokeTestDecoder {
  private static final String NO_REQUESTS =
      "Must not be given without `httpGet`, whose requests it limits; use `job.timeout` for the"
          + " Job.";

  private static final String NO_ATTEMPTS =
      "Must not be given without `httpGet`: a Job is not repeated.";

  private SmokeTestDecoder() {}

  static Optional<SmokeTest> smokeTest(Section test) {
    var requests = test.sections("httpGet", SmokeTestDecoder::request);
    var timeout = test.text("timeout", Durations::parse);
    var attempts = test.integer("attempts");
    var job = test.section("job", SmokeTestDecoder::job);
    if (test.has("timeout") && !test.has("httpGet")) {
      test.refuseKey("timeout", NO_REQUESTS);
    }
    if (test.has("attempts") && !test.has("httpGet")) {
      test.refuseKey("attempts", NO_ATTEMPTS);
    }
    return test.build(
        () -> {
          // With a Job, the model accepts an empty list, which would look like a test of the pods.
          Rules.check()
              .that(
                  !test.has("httpGet") || !requests.isEmpty(),
                  "httpGet",
                  () -> "Must have at least one request, or nothing is tested.")
              .enforce();
          return new SmokeTest(
              requests,
              timeout.orElse(SmokeTest.DEFAULT_TIMEOUT),
              attempts.orElse(SmokeTest.DEFAULT_ATTEMPTS),
              job);
        });
  }

  private static Optional<SmokeTestJob> job(Section job) {
    var command = job.list("command", word -> word);
    var args = job.list("args", word -> word);
    var image = job.text("image", Image::parse);
    var env = WorkloadDecoder.env(job);
    var timeout = job.text("timeout", Durations::parse);
    return job.build(
        () ->
            new SmokeTestJob(
                command, args, image, env, timeout.orElse(SmokeTestJob.DEFAULT_TIMEOUT)));
  }

  static Optional<SmokeTest.Request> request(Section request) {
    var port = request.text("port");
    var path = request.text("path");
    var status = request.integer("status");
    return request.build(
        () ->
            new SmokeTest.Request(
                port.orElseThrow(),
                path.orElseThrow(),
                status.orElse(SmokeTest.Request.DEFAULT_STATUS)));
  }
}
