package environments.format;

import java.util.List;

/**
 * The values that are allowed at a place in the input, for the reader, the JSON Schema and the
 * reference.
 */
public sealed interface Shape {
  /** Returns the shape below a key. */
  default Shape below(String key) {
    return new Unknown();
  }

  /** Returns the shape below a key whose value is a mapping, even if it may also be text. */
  default Shape mappingBelow(String key) {
    return below(key) instanceof TextOr either ? either.mapping() : below(key);
  }

  /** Returns its name in the reference. */
  String words();

  /** Returns its name after "list of". */
  default String plural() {
    return words();
  }

  /** A value under an unknown key, which is refused or belongs to another program. */
  record Unknown() implements Shape {
    @Override
    public String words() {
      throw new IllegalStateException("An unknown key has no shape to describe.");
    }
  }

  /** A mapping whose keys belong to the format. */
  record Mapping(Keys keys) implements Shape {
    @Override
    public Shape below(String key) {
      return keys.shape(key);
    }

    @Override
    public String words() {
      return "mapping";
    }

    @Override
    public String plural() {
      return "mappings";
    }
  }

  /**
   * A mapping whose keys are names that users choose.
   *
   * @param placeholder the stand-in for a name in key paths, such as {@code app}
   */
  record Named(String placeholder, Text name, Shape value) implements Shape {
    @Override
    public Shape below(String key) {
      return value;
    }

    @Override
    public String words() {
      return value instanceof Mapping || value instanceof TextOr ? "mapping" : value.words();
    }
  }

  /**
   * A list.
   *
   * @param least the minimum number of items
   */
  record Items(Shape item, int least) implements Shape {
    @Override
    public String words() {
      return "list of " + item.plural() + (least == 0 ? "" : ", at least one");
    }
  }

  /** Text, or a mapping with more detail. */
  record TextOr(Text text, Mapping mapping) implements Shape {
    @Override
    public Shape below(String key) {
      return mapping.below(key);
    }

    @Override
    public String words() {
      return text.words() + ", or a mapping";
    }
  }

  /**
   * Text in a certain form.
   *
   * @param plural its name after "list of"
   * @param pattern a regular expression for the whole text, with the same meaning in Java and
   *     JavaScript; empty for any text
   */
  record Text(String words, String plural, String pattern) implements Shape {
    Text(String words, String pattern) {
      this(words, words, pattern);
    }
  }

  /**
   * A version: text in a certain form, or a whole number, which {@code pulumi config set --path}
   * writes for a tag that consists of digits.
   */
  record Tag(String words, String pattern) implements Shape {}

  /** One of several words. */
  record Words(List<String> all) implements Shape {
    static Words of(String... words) {
      return new Words(List.of(words));
    }

    @Override
    public String words() {
      var last = "`" + all.get(all.size() - 1) + "`";
      return all.size() == 1
          ? last
          : "`" + String.join("`, `", all.subList(0, all.size() - 1)) + "` or " + last;
    }
  }

  /** A whole number. */
  record Whole(int least, int most) implements Shape {
    @Override
    public String words() {
      return least == most ? Integer.toString(least) : "number" + range();
    }

    @Override
    public String plural() {
      return "numbers" + range();
    }

    private String range() {
      return ", " + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most);
    }
  }

  /** A quantity of Kubernetes: a number, with or without a unit. */
  record Amount(String words) implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {
    @Override
    public String words() {
      return "`true` or `false`";
    }
  }
}
