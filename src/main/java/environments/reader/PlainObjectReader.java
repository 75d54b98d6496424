package environments.reader;

import environments.OneObject;
import environments.PlainObject;
import environments.text.Fault;
import environments.text.InvalidSpecException;
import environments.text.Redaction;
import environments.yaml.KeyPath;
import environments.yaml.Node;
import environments.yaml.Problem;
import environments.yaml.Report;
import environments.yaml.SourceFile;
import environments.yaml.YamlReader;
import environments.yaml.YamlScalars;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads files of Kubernetes objects: YAML with one or more documents, or JSON. Accepts only what
 * all parsers read alike.
 */
final class PlainObjectReader {
  private final Report report;

  private PlainObjectReader(Report report) {
    this.report = report;
  }

  /** Returns empty, and adds to the report, if the file has a problem. */
  static Optional<List<PlainObject>> read(SourceFile file, Report report) {
    var problems = new ArrayList<Problem>();
    var documents = YamlReader.readAll(file.name(), file.content(), problems);
    var own = new Report(List.of(file.name()), problems);
    var reader = new PlainObjectReader(own);
    var objects = documents.stream().flatMap(List::stream).map(reader::object).toList();
    own.problems().forEach(report::add);
    return own.problems().isEmpty() ? Optional.of(objects) : Optional.empty();
  }

  private PlainObject object(Node.Mapping document) {
    var place = KeyPath.root(document.position().file()).at(document.position());
    var fields = mapping(document, place);
    requireText(document, place, "apiVersion");
    requireText(document, place, "kind");
    var metadata = below(document, "metadata");
    requireText(metadata, place.child("metadata", metadata.position()), "name");
    refuseMore(document, place, fields);
    refuseSecret(document, place);
    return new PlainObject(document, fields);
  }

  private void requireText(Node.Mapping mapping, KeyPath place, String key) {
    var entry = mapping.entries().get(key);
    if (entry == null) {
      report.add(
          place.child(key, mapping.position()),
          "Must be given: every Kubernetes object has `apiVersion`, `kind` and"
              + " `metadata.name`.");
    } else {
      new Value(entry.value(), place.child(key, entry.value().position()), report)
          .text(PlainObjectReader::given);
    }
  }

  private static String given(String text) {
    if (text.isBlank()) {
      throw InvalidSpecException.of(Fault.of("Must be text", "empty"));
    }
    return text;
  }

  private static Node.Mapping below(Node.Mapping mapping, String key) {
    var entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof Node.Mapping found
        ? found
        : new Node.Mapping(Map.of(), mapping.position());
  }

  private void refuseMore(Node.Mapping document, KeyPath place, Map<String, Object> fields) {
    for (var breach : OneObject.breaches(fields)) {
      var entry = Optional.ofNullable(document.entries().get(breach.key())).orElseThrow();
      report.add(place.child(breach.key(), entry.position()), breach.message());
    }
  }

  /** Refuses Secrets with data: the content is copied to `dist/`, and both are committed. */
  private void refuseSecret(Node.Mapping document, KeyPath place) {
    for (var key : List.of("data", "stringData")) {
      var values = document.entries().get(key);
      if (isKind(document, "Secret") && values != null) {
        report.add(
            place.child(key, values.position()),
            "Must not be in a repository; create the Secret elsewhere, with an operator or by hand,"
                + " and refer to it by name.");
      }
    }
  }

  private static boolean isKind(Node.Mapping document, String kind) {
    var entry = document.entries().get("kind");
    return entry != null
        && entry.value() instanceof Node.Scalar scalar
        && scalar.text().equals(kind);
  }

  private Map<String, Object> mapping(Node.Mapping mapping, KeyPath place) {
    var entries = new LinkedHashMap<String, Object>();
    mapping
        .entries()
        .forEach(
            (key, entry) ->
                value(entry.value(), place.child(key, entry.value().position()))
                    .ifPresent(value -> entries.put(key, value)));
    return Collections.unmodifiableMap(entries);
  }

  private List<Object> list(Node.Sequence sequence, KeyPath place) {
    var items = new ArrayList<Object>();
    for (int i = 0; i < sequence.items().size(); i++) {
      var item = sequence.items().get(i);
      value(item, place.item(i, item.position())).ifPresent(items::add);
    }
    return Collections.unmodifiableList(items);
  }

  private Optional<Object> value(Node node, KeyPath place) {
    if (node instanceof Node.Mapping mapping) {
      return Optional.of(mapping(mapping, place));
    }
    if (node instanceof Node.Sequence sequence) {
      return Optional.of(list(sequence, place));
    }
    return scalar((Node.Scalar) node, place);
  }

  private Optional<Object> scalar(Node.Scalar scalar, KeyPath place) {
    var text = scalar.text();
    if (scalar.quoted() || YamlScalars.isText(text)) {
      return Optional.of(text);
    }
    return switch (YamlScalars.kindOf(text)) {
      case INTEGER -> Optional.of(Integer.valueOf(text));
      case BOOLEAN -> Optional.of(text.equals("true"));
      case NULL, AMBIGUOUS -> isLong(text) ? Optional.of(Long.valueOf(text)) : refuse(text, place);
      case TEXT -> throw new IllegalStateException("Text was handled before: " + text);
    };
  }

  private static boolean isLong(String text) {
    return text.matches("-?[1-9][0-9]{0,17}");
  }

  private Optional<Object> refuse(String text, KeyPath place) {
    report.add(
        place,
        YamlScalars.mayBeNull(text)
            ? "Must be a value, got "
                + (text.isEmpty() ? "nothing" : "`null`")
                + "; write one, or remove the key."
            : "YAML parsers disagree about this value; some read "
                + Redaction.value(place.key(), text)
                + " as "
                + YamlScalars.readAs(text)
                + ". Write text and fractions in quotes, and whole numbers in decimal digits.");
    return Optional.empty();
  }
}
