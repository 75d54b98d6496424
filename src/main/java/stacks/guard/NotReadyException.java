package stacks.guard;

/** A Deployment does not reach the state of its manifest. The message is for users. */
public final class NotReadyException extends CheckException {
  private static final long serialVersionUID = 1L;

  NotReadyException(String problem) {
    super(problem);
  }

  NotReadyException(String problem, String advice) {
    super(problem, advice);
  }
}
