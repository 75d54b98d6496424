package stacks.edits;

/** What somebody has edited would be undone. The message is for users. */
public final class EditsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EditsException(String message) {
    super(message, null, false, false);
  }
}
