package environments.reader;

import environments.text.Days;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Redaction;
import environments.values.Quantity;
import environments.values.Version;
import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.Report;
import environments.yaml.YamlScalars;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** One value of the input, parsed as the type of its key. */
record Value(Node node, KeyPath place, Report report) {
  /** No more digits than fit into the integers of all parsers. */
  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,14}");

  private static final Pattern FLOAT = Pattern.compile("[0-9]+(\\.[0-9]*)?[eE][0-9]+");

  /** Accepts quoted text, and plain text if every YAML parser reads it as text. */
  <T> Optional<T> text(Function<String, T> parser) {
    if (!(node instanceof Node.Scalar scalar) || isNothing()) {
      return refuse(mustBe("text", textFix()));
    }
    var parsed = parsed(scalar.text(), parser);
    return parsed.isEmpty() || scalar.quoted() || YamlScalars.isText(scalar.text())
        ? parsed
        : refuse(Fault.of(unquoted(scalar.text())));
  }

  /** Accepts plain numbers, as Kubernetes does. */
  Optional<Quantity> quantity() {
    return isPlain(YamlScalars.Kind.INTEGER) && node instanceof Node.Scalar scalar
        ? parsed(scalar.text(), Quantity::parse)
        : text(Quantity::parse);
  }

  /**
   * Accepts plain numbers, because {@code pulumi config set --path} writes tags of digits without
   * quotes. It also does so for text that looks like a number or a day, but is out of range: {@code
   * 7e12345} and {@code 2024-45-1}.
   */
  Optional<Version> version() {
    return node instanceof Node.Scalar scalar && isPlainForPulumi(scalar.text())
        ? parsed(scalar.text(), Version::parse)
        : text(Version::parse);
  }

  private static boolean isPlainForPulumi(String tag) {
    return DIGITS.matcher(tag).matches()
        || (FLOAT.matcher(tag).matches() && Double.isInfinite(Double.parseDouble(tag)))
        || (Days.looksLikeOne(tag) && Days.parse(tag).isEmpty());
  }

  Optional<Integer> integer() {
    if (isPlain(YamlScalars.Kind.INTEGER) && node instanceof Node.Scalar scalar) {
      return Optional.of(Integer.valueOf(scalar.text()));
    }
    return node instanceof Node.Scalar scalar && isQuotedInteger(scalar)
        ? refuse(
            Fault.of("Must be a number", "text")
                .withFix("; write " + scalar.text() + " without quotes."))
        : refuse(mustBe("a whole number such as 10", numberFix()));
  }

  private String numberFix() {
    return isPlain(YamlScalars.Kind.AMBIGUOUS)
            && node instanceof Node.Scalar scalar
            && YamlScalars.mayBeNumber(scalar.text())
        ? "; write decimal digits without leading zeros, at most 2147483647"
        : "";
  }

  <T> Optional<T> number(Function<Integer, T> type) {
    return integer().flatMap(number -> parsed(number.toString(), text -> type.apply(number)));
  }

  /** Accepts quotes, because {@code pulumi config set} adds them. */
  Optional<Boolean> flag() {
    return node instanceof Node.Scalar scalar
            && YamlScalars.kindOf(scalar.text()) == YamlScalars.Kind.BOOLEAN
        ? Optional.of(scalar.text().equals("true"))
        : refuse(mustBe("true or false", ""));
  }

  Optional<Node.Mapping> mapping() {
    return node instanceof Node.Mapping mapping
        ? Optional.of(mapping)
        : refuse(mustBe("a mapping of keys to values", mappingFix()));
  }

  Optional<Node.Sequence> sequence() {
    return node instanceof Node.Sequence sequence
        ? Optional.of(sequence)
        : refuse(mustBe("a list", listFix()));
  }

  private String textFix() {
    return isNothing() ? "" : "; write a single value";
  }

  private String mappingFix() {
    return isNothing() ? "" : "; indent its keys below it";
  }

  private String listFix() {
    if (isNothing()) {
      return "";
    }
    return node instanceof Node.Scalar ? "; write it in `[` and `]`" : "; begin each item with `-`";
  }

  <T> Optional<T> refuse(Fault fault) {
    report.add(place, fault);
    return Optional.empty();
  }

  private <T> Optional<T> parsed(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (InvalidSpecException e) {
      e.violations().forEach(v -> report.add(place, v.fault().partOf(place.key(), text)));
      return Optional.empty();
    }
  }

  private String unquoted(String text) {
    var quoted = Redaction.isSecret(place.key(), text) ? "it in quotes" : "\"" + text + "\"";
    return "Must be text, but YAML parsers read it as "
        + YamlScalars.readAs(text)
        + "; write "
        + quoted
        + ".";
  }

  private boolean isPlain(YamlScalars.Kind kind) {
    return node instanceof Node.Scalar scalar
        && !scalar.quoted()
        && YamlScalars.kindOf(scalar.text()) == kind;
  }

  private static boolean isQuotedInteger(Node.Scalar scalar) {
    return scalar.quoted() && YamlScalars.kindOf(scalar.text()) == YamlScalars.Kind.INTEGER;
  }

  private boolean isNothing() {
    return node instanceof Node.Scalar scalar
        && !scalar.quoted()
        && YamlScalars.mayBeNull(scalar.text());
  }

  private Fault mustBe(String what, String fix) {
    var rule = "Must be " + what;
    var fault =
        node instanceof Node.Scalar scalar && !isNothing()
            ? Fault.ofText(rule, scalar.text())
            : Fault.of(rule, kind());
    return fault.withFix(fix + ".");
  }

  private String kind() {
    if (node instanceof Node.Scalar scalar) {
      return nothing(scalar.text());
    }
    return node instanceof Node.Mapping ? "a mapping" : "a list";
  }

  private static String nothing(String text) {
    return (text.isEmpty() ? "an empty value" : "`" + text + "`")
        + "; write a value, or remove the key";
  }
}
