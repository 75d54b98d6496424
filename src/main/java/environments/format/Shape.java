package environments.format;

import java.util.List;

/**
 * What may stand at a place of the input: what the loader, the JSON Schema and the reference know
 * of it.
 */
public sealed interface Shape {
  /** What stands below a key. */
  default Shape below(String key) {
    return new Unknown();
  }

  /** What a mapping below a key is, where there may be other things than one. */
  default Shape mappingBelow(String key) {
    return below(key) instanceof TextOr either ? either.mapping() : below(key);
  }

  /** What it is called in a table. */
  String words();

  /** What stands under a key that is not of the format, and is refused or another program's. */
  record Unknown() implements Shape {
    @Override
    public String words() {
      throw new IllegalStateException("Nobody can say what stands under an unknown key.");
    }
  }

  /** A mapping whose keys are those of the format. */
  record Mapping(Keys keys) implements Shape {
    @Override
    public Shape below(String key) {
      return keys.shape(key);
    }

    @Override
    public String words() {
      return "mapping";
    }
  }

  /**
   * A mapping whose keys are the user's own names.
   *
   * @param placeholder what stands for a name in key paths, such as {@code app}
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
   * @param least how many items it must have
   */
  record Items(Shape item, int least) implements Shape {
    @Override
    public String words() {
      return "list of " + plural(item.words()) + (least == 0 ? "" : ", at least one");
    }

    private static String plural(String words) {
      return switch (words) {
        case "text" -> words;
        case "mapping", "name", "object name", "host name" -> words + "s";
        default -> words.startsWith("number") ? "numbers" + words.substring(6) : words;
      };
    }
  }

  /** Text, or a mapping that says more. */
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
   * Text of a form.
   *
   * @param pattern a regular expression that all of it matches, read alike by Java and JavaScript;
   *     empty for any text
   */
  record Text(String words, String pattern) implements Shape {}

  /**
   * A version: text of a form, or a whole number, as {@code pulumi config set --path} writes a tag
   * of digits.
   */
  record Tag(String words, String pattern) implements Shape {}

  /** One of a few words. */
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
      return least == most
          ? Integer.toString(least)
          : "number, " + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most);
    }
  }

  /** An amount with its unit, which may be a plain number. */
  record Amount(String words) implements Shape {}

  /** {@code true} or {@code false}. */
  record Flag() implements Shape {
    @Override
    public String words() {
      return "`true` or `false`";
    }
  }
}
