package environments.reader.explain;

import environments.format.EnvironmentKeys;
import environments.format.Mappings;
import environments.format.ReleaseKeys;
import environments.format.Shape;
import environments.yaml.Node;
import environments.yaml.YamlEdits;
import environments.yaml.YamlScalars;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values that may replace a text, in decreasing order of the chance to be valid; most are valid in
 * most places.
 */
public final class Variations {
  /**
   * Digits, optionally followed by a unit: the last part of a version, a quantity, a percentage, a
   * duration.
   */
  private static final Pattern NUMBER = Pattern.compile("(?s)(.*?)([0-9]{1,9})([a-zA-Z%]{0,2})");

  private static final Pattern DIGEST = Pattern.compile("(.*)(@sha256:[0-9a-f]{63})([0-9a-f])");

  /** Groups of words of the format, and of fields of pods, that can replace each other. */
  private static final List<List<String>> WORDS = words();

  private final Node.Scalar scalar;
  private final Set<String> texts = new LinkedHashSet<>();

  private static List<List<String>> words() {
    var words = new ArrayList<List<String>>();
    words.add(List.of("metadata.name", "metadata.namespace", "metadata.uid"));
    for (var root : List.of(EnvironmentKeys.FILE, ReleaseKeys.FILE)) {
      Mappings.of(root, "")
          .keySet()
          .forEach(keys -> keys.all().forEach(key -> add(words, key.shape())));
    }
    return words;
  }

  private static void add(List<List<String>> words, Shape shape) {
    if (shape instanceof Shape.Words one) {
      words.add(one.all());
    } else if (shape instanceof Shape.Flag) {
      words.add(List.of("true", "false"));
    } else if (shape instanceof Shape.Items list) {
      add(words, list.item());
    }
  }

  private Variations(Node.Scalar scalar) {
    this.scalar = scalar;
  }

  /**
   * Returns copies of a tree with other values at the path; the last one has no value there.
   *
   * @param names the tree that declares the names to which the value may refer
   */
  public static Stream<Node.Mapping> of(Node.Mapping root, List<Object> path, Node names) {
    if (!(YamlEdits.at(root, path).orElse(null) instanceof Node.Scalar scalar)) {
      return Stream.empty();
    }
    var variations = new Variations(scalar);
    variations.addWords();
    variations.addNumbers();
    variations.addNames(names);
    variations.addTexts();
    variations.texts.remove(scalar.text());
    var changed =
        variations.texts.stream()
            .map(text -> YamlEdits.set(root, path, Optional.of(variations.scalar(text))))
            .map(tree -> withVersion(tree, path, scalar.text()));
    return Stream.concat(changed, Stream.of(YamlEdits.set(root, path, Optional.empty())));
  }

  /**
   * Adds the version that the active color must have: if it has none, that of the color that was
   * active before.
   */
  private static Node.Mapping withVersion(Node.Mapping tree, List<Object> path, String before) {
    var release = path.subList(0, path.size() - 1);
    if (!path.get(path.size() - 1).equals("active")
        || !(YamlEdits.at(tree, path).orElse(null) instanceof Node.Scalar now)) {
      return tree;
    }
    var version = YamlEdits.at(tree, join(release, "versions", before));
    var missing = join(release, "versions", now.text());
    return version.isPresent() && YamlEdits.at(tree, missing).isEmpty()
        ? YamlEdits.set(tree, missing, version)
        : tree;
  }

  private static List<Object> join(List<Object> path, String... keys) {
    return Stream.concat(path.stream(), Stream.of(keys)).toList();
  }

  /** Keeps numbers plain and text quoted. */
  private Node scalar(String text) {
    boolean plain = !scalar.quoted() && !YamlScalars.isText(scalar.text());
    return new Node.Scalar(text, !plain, scalar.position());
  }

  private void addWords() {
    WORDS.stream().filter(words -> words.contains(scalar.text())).forEach(texts::addAll);
    if (scalar.text().startsWith("metadata.")) {
      texts.add("metadata.name");
    }
  }

  private void addNumbers() {
    var digest = DIGEST.matcher(scalar.text());
    if (digest.matches()) {
      addDigests(digest.group(1), digest.group(2) + (digest.group(3).equals("0") ? "1" : "0"));
    } else {
      texts.addAll(otherNumbers(scalar.text()));
    }
  }

  /** Varies tag and digest together, since manifests contain them in different places. */
  private void addDigests(String tagged, String digest) {
    otherNumbers(tagged).stream().findFirst().ifPresent(tag -> texts.add(tag + digest));
    texts.add(tagged + "x" + digest);
    texts.add(tagged + digest);
  }

  private static List<String> otherNumbers(String text) {
    var number = NUMBER.matcher(text);
    if (!number.matches()) {
      return List.of();
    }
    long value = Long.parseLong(number.group(2));
    return Stream.of(value + 1, value - 1, value * 2, value / 2, 0L)
        .map(other -> number.group(1) + Math.max(0, other) + number.group(3))
        .toList();
  }

  /**
   * Adds the other keys of each mapping that has the text as a key: the text may be a name, and
   * they are names of the same kind.
   */
  private void addNames(Node node) {
    if (node instanceof Node.Mapping mapping) {
      if (mapping.entries().containsKey(scalar.text())) {
        texts.addAll(mapping.entries().keySet());
      }
      mapping.entries().values().forEach(entry -> addNames(entry.value()));
    }
  }

  /** Adds values for names, hosts, paths and prose. */
  private void addTexts() {
    for (var suffix : List.of("x", "-x", "/x")) {
      texts.add(scalar.text() + suffix);
    }
  }
}
