package environments.text;

import java.util.Optional;

/**
 * A problem with a value, in parts. Only this class joins them into a sentence and hides any
 * secrets in them.
 *
 * @param rule what must hold; the whole sentence if the actual value is not mentioned
 * @param actual the value that breaks the rule
 * @param fix the end of the sentence, which says what to do
 * @param hint another sentence that contains the value; omitted if the value is a secret
 */
public record Fault(String rule, Optional<Actual> actual, String fix, String hint) {
  public static Fault of(String sentence) {
    return new Fault(sentence, Optional.empty(), "", "");
  }

  /**
   * @param actual a number, a duration, or words that Sluice chose
   */
  public static Fault of(String rule, Object actual) {
    return new Fault(rule, Optional.of(new InWords(actual.toString())), ".", "");
  }

  /**
   * @param actual the user's text
   */
  public static Fault ofText(String rule, Object actual) {
    return new Fault(rule, Optional.of(new Quoted(actual.toString())), ".", "");
  }

  /**
   * @param end with its leading punctuation mark and its period
   */
  public Fault withFix(String end) {
    return new Fault(rule, actual, end, hint);
  }

  public Fault withHint(String sentence) {
    return new Fault(rule, actual, fix, hint + sentence);
  }

  /**
   * Returns the fault for a value that is part of a longer text; hides the value if the text is a
   * secret.
   */
  public Fault partOf(String key, String text) {
    if (!Redaction.isSecret(key, text)) {
      return withHint(Redaction.stranger(text));
    }
    var known = actual.isPresent() ? rule : "Must be a valid value";
    return new Fault(known, Optional.of(new Hidden()), actual.isPresent() ? fix : ".", "");
  }

  /**
   * Returns the sentence for users.
   *
   * @param key the key of the value, which counts as a secret if the key names one
   */
  public String sentence(String key) {
    if (actual.isEmpty()) {
      return rule + fix + hint;
    }
    var found = actual.get();
    return rule + ", got " + found.shown(key) + fix + (found.isSecret(key) ? "" : hint);
  }

  /** An actual value, as messages show it. */
  public sealed interface Actual {
    boolean isSecret(String key);

    String shown(String key);
  }

  private record InWords(String words) implements Actual {
    @Override
    public boolean isSecret(String key) {
      return false;
    }

    @Override
    public String shown(String key) {
      return words;
    }
  }

  private record Hidden() implements Actual {
    @Override
    public boolean isSecret(String key) {
      return true;
    }

    @Override
    public String shown(String key) {
      return Redaction.HIDDEN;
    }
  }

  private record Quoted(String value) implements Actual {
    @Override
    public boolean isSecret(String key) {
      return Redaction.isSecret(key, value);
    }

    @Override
    public String shown(String key) {
      return value.isEmpty() ? "an empty value" : Redaction.value(key, value);
    }
  }
}
