package rollouts.analysis;

/** Prometheus gave no usable answer. The message is for users. */
final class PrometheusException extends Exception {
  private static final long serialVersionUID = 1L;

  PrometheusException(String message) {
    super(message, null, false, false);
  }
}
