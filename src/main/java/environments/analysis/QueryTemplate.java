package environments.analysis;

import environments.text.InvalidSpecException;
import environments.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A PromQL query with placeholders. {@code ${window}} takes the place of a duration; the others are
 * used in quotes.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/basics/">Querying
 *     basics</a>
 */
public record QueryTemplate(String text) {
  private static final int LONGEST = 10_000;

  public QueryTemplate {
    if (text.isBlank() || text.length() > LONGEST) {
      throw InvalidSpecException.of(
          "Must be a PromQL query of at most "
              + LONGEST
              + " characters, but "
              + (text.isBlank() ? "is empty." : "has " + text.length() + "."));
    }
    pieces(text);
  }

  public static QueryTemplate parse(String text) {
    return new QueryTemplate(text);
  }

  /**
   * Fills in the placeholders. {@code ${pods}} becomes a regular expression; in the others, dots
   * are escaped inside regular expressions.
   *
   * @param values texts without quotes, line breaks and backslashes
   */
  public String fill(Function<Placeholder, String> values) {
    var query = new StringBuilder();
    for (var piece : pieces(text)) {
      query.append(piece.fill(values));
    }
    return query.toString();
  }

  /** Returns whether it differs between colors or tracks. */
  boolean tellsSidesApart() {
    return pieces(text).stream()
        .anyMatch(
            piece -> piece instanceof Piece.Filled filled && filled.placeholder.tellsSidesApart());
  }

  /** A part of a query. */
  private sealed interface Piece {
    String fill(Function<Placeholder, String> values);

    record Plain(String text) implements Piece {
      @Override
      public String fill(Function<Placeholder, String> values) {
        return text;
      }
    }

    record Filled(Placeholder placeholder, Where where) implements Piece {
      @Override
      public String fill(Function<Placeholder, String> values) {
        var value = values.apply(placeholder);
        boolean escapes = where == Where.REGEX && placeholder != Placeholder.PODS;
        return escapes ? value.replace(".", "[.]") : value;
      }
    }
  }

  /** The position inside a query. */
  private enum Where {
    CODE,
    TEXT,
    REGEX
  }

  private static List<Piece> pieces(String text) {
    return new Scanner(text).scan();
  }

  /** Scans a query as far as needed: it distinguishes text in quotes from other text. */
  private static final class Scanner {
    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private int at;
    private int plainFrom;
    private char quote;
    private Where where = Where.CODE;

    Scanner(String text) {
      this.text = text;
    }

    List<Piece> scan() {
      while (at < text.length()) {
        step(text.charAt(at));
      }
      plainUntil(at);
      return pieces;
    }

    private void step(char c) {
      if (text.startsWith("${", at)) {
        placeholder();
      } else if (where == Where.CODE) {
        code(c);
      } else {
        quoted(c);
      }
    }

    private void code(char c) {
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else {
        if ("\"'`".indexOf(c) >= 0) {
          quote = c;
          where = isAfterMatcher() ? Where.REGEX : Where.TEXT;
        }
        at++;
      }
    }

    private boolean isAfterMatcher() {
      var before = text.substring(0, at).stripTrailing();
      return before.endsWith("=~") || before.endsWith("!~");
    }

    private void quoted(char c) {
      if (c == quote) {
        where = Where.CODE;
      }
      at += c == '\\' && quote != '`' ? 2 : 1;
    }

    private void placeholder() {
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw InvalidSpecException.of("Each `${` must be closed by a `}`.");
      }
      var word = text.substring(at + 2, end);
      var placeholder = Placeholder.named(word).orElseThrow(() -> unknown(word));
      if ((placeholder == Placeholder.WINDOW) != (where == Where.CODE)) {
        throw misplaced(placeholder);
      }
      plainUntil(at);
      pieces.add(new Piece.Filled(placeholder, where));
      at = end + 1;
      plainFrom = at;
    }

    private void plainUntil(int end) {
      var plain = text.substring(plainFrom, Math.min(end, text.length()));
      if (!plain.isEmpty()) {
        pieces.add(new Piece.Plain(plain));
      }
    }

    private static InvalidSpecException unknown(String word) {
      return InvalidSpecException.of(
          "Unknown placeholder `${"
              + word
              + "}`. "
              + Suggestion.sentence(word, Placeholder.words()));
    }

    private static InvalidSpecException misplaced(Placeholder placeholder) {
      return InvalidSpecException.of(
          placeholder == Placeholder.WINDOW
              ? "`${window}` must be used as a duration, such as in `[${window}]`, not in"
                  + " quotes."
              : "`" + placeholder + "` must be in quotes, such as in `{pod=~\"${pods}\"}`.");
    }
  }
}
