package review;

/**
 * A field that violates a rule.
 *
 * @param message the rule and the actual value
 */
record FieldViolation(Field field, String message) {
  @Override
  public String toString() {
    return field.manifest().id() + ": " + field.path() + ": " + message;
  }
}
