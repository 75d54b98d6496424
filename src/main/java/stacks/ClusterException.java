package stacks;

/** The Kubernetes API refused a question, or could not be asked. The message is for users. */
final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterException(String message) {
    super(message, null, false, false);
  }
}
