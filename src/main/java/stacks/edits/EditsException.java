package stacks.edits;

/** An update would undo someone's edits. The message is for users. */
public final class EditsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EditsException(String message) {
    super(message, null, false, false);
  }
}
