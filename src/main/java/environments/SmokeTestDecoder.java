package environments;

import java.util.Optional;

/** Reads {@code smokeTest}. */
final class SmokeTestDecoder {
  private SmokeTestDecoder() {}

  static Optional<SmokeTest> smokeTest(Section test) {
    var requests = test.sections("httpGet", SmokeTestDecoder::request);
    var timeout = test.text("timeout", Durations::parse);
    return test.build(() -> new SmokeTest(requests, timeout.orElse(SmokeTest.DEFAULT_TIMEOUT)));
  }

  private static Optional<SmokeTest.Request> request(Section request) {
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
