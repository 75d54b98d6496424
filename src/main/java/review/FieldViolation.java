package review;

/**
 * A field that a rule objects to.
 *
 * @param message what must hold and what is there
 */
record FieldViolation(Field field, String message) {
  @Override
  public String toString() {
    return field.manifest().id() + ": " + field.path() + ": " + message;
  }
}
