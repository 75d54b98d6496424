package e2e;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Additions to the copy's {@code environments/dev.yaml}, and temporary changes of it. */
final class Environments {
  static final String CHECKOUT = "  checkout:\n";

  /** An image that fails a fifth of its requests passes one run of this in 800. */
  private static final int QUESTIONS = 30;

  static final String GREETING = "greeting.txt: hello";

  static final String TESTED =
      CHECKOUT
          + "    smokeTest:\n      timeout: 10s\n      httpGet:\n"
          + IntStream.range(0, QUESTIONS)
              .mapToObj(i -> "        - {port: http, path: /}\n")
              .collect(Collectors.joining())
          + "    updateStrategy:\n      progressDeadline: 30s\n"
          + "    config:\n      "
          + GREETING
          + "\n";

  static final String AUTOSCALED =
      "  api-gateway:\n"
          + "    replicas: null\n"
          + "    autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}\n"
          + CHECKOUT;

  static final String THREE_PODS = "  api-gateway:\n    replicas: 3\n" + CHECKOUT;

  private Environments() {}
}
