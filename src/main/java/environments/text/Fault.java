package environments.text;

import java.util.Optional;

/**
 * What is wrong with a value, in parts: only here they become a sentence, and a secret among them
 * is hidden.
 *
 * @param rule what must hold; the whole sentence where nothing is said of what is there
 * @param actual what is there instead
 * @param fix the end of the sentence: what to do
 * @param hint a sentence made of what is there, which is hidden with it
 */
public record Fault(String rule, Optional<Actual> actual, String fix, String hint) {
  public static Fault of(String sentence) {
    return new Fault(sentence, Optional.empty(), "", "");
  }

  /**
   * @param actual a number, a duration, or words of ours
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
   * @param end with the sign that it begins with, and the period
   */
  public Fault withFix(String end) {
    return new Fault(rule, actual, end, hint);
  }

  public Fault withHint(String sentence) {
    return new Fault(rule, actual, fix, hint + sentence);
  }

  /** The same where the value is a part of a text: all of it is hidden if the text is a secret. */
  public Fault partOf(String key, String text) {
    if (!Redaction.isSecret(key, text)) {
      return withHint(Redaction.stranger(text));
    }
    var known = actual.isPresent() ? rule : "Must be something else";
    return new Fault(known, Optional.of(new Hidden()), actual.isPresent() ? fix : ".", "");
  }

  /**
   * What a user reads.
   *
   * @param key where the value stands; a secret is also what has the name of one
   */
  public String sentence(String key) {
    if (actual.isEmpty()) {
      return rule + fix + hint;
    }
    var found = actual.get();
    return rule + ", got " + found.shown(key) + fix + (found.isSecret(key) ? "" : hint);
  }

  /** What is there. */
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
