package environments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.yaml.Node;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import environments.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.Schema;

/**
 * Moves lines and words of the example files: the result is what every YAML reader reads, and all
 * of it counts.
 */
class ReadAlikeTest {
  private static final List<String> FILES =
      List.of("environments/base.yaml", "environments/production.yaml", "Pulumi.production.yaml");

  private static final List<String> CONTENTS = FILES.stream().map(ReadAlikeTest::content).toList();
  private static final Inputs ORIGINAL = inputs(CONTENTS);

  /** A change of two lines of a file. */
  enum Change {
    REMOVE {
      @Override
      void apply(List<String> lines, int one, int other) {
        lines.remove(one);
      }
    },
    REPEAT {
      @Override
      void apply(List<String> lines, int one, int other) {
        lines.add(other, lines.get(one));
      }
    },
    SWAP {
      @Override
      void apply(List<String> lines, int one, int other) {
        Collections.swap(lines, one, other);
      }
    },
    INDENT {
      @Override
      void apply(List<String> lines, int one, int other) {
        lines.set(one, "  " + lines.get(one));
      }
    },
    OUTDENT {
      @Override
      void apply(List<String> lines, int one, int other) {
        lines.set(one, lines.get(one).replaceFirst("^ {2}", ""));
      }
    },
    SWAP_VALUES {
      @Override
      void apply(List<String> lines, int one, int other) {
        var value = value(lines.get(one));
        lines.set(one, key(lines.get(one)) + value(lines.get(other)));
        lines.set(other, key(lines.get(other)) + value);
      }
    },
    TAKE_KEY {
      @Override
      void apply(List<String> lines, int one, int other) {
        lines.set(one, key(lines.get(other)) + value(lines.get(one)));
      }
    },
    REMARK {
      @Override
      void apply(List<String> lines, int one, int other) {
        lines.add(one, "# " + lines.get(other).strip());
      }
    };

    abstract void apply(List<String> lines, int one, int other);

    private static String key(String line) {
      return line.substring(0, line.indexOf(':') + 1);
    }

    private static String value(String line) {
      return line.substring(line.indexOf(':') + 1);
    }
  }

  /**
   * @param one a line, counted from 0, starting over after the last
   */
  record Move(int file, Change change, int one, int other) {
    private void in(List<String> contents) {
      var lines = new ArrayList<>(contents.get(file).lines().toList());
      if (!lines.isEmpty()) {
        change.apply(lines, one % lines.size(), other % lines.size());
      }
      contents.set(file, String.join("\n", lines) + "\n");
    }
  }

  /** Another test covers the types of values. */
  private static final class TextOnly implements Schema {
    @Override
    public ScalarResolver getScalarResolver() {
      return (value, implicit) -> Tag.STR;
    }

    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of();
    }
  }

  @Property(tries = 500)
  void everyReaderReadsTheSame(@ForAll("moves") List<Move> moves) {
    for (var content : moved(moves)) {
      var problems = new ArrayList<Problem>();
      var root = YamlReader.read("a.yaml", content.getBytes(UTF_8), problems);
      if (problems.isEmpty()) {
        var settings = LoadSettings.builder().setSchema(new TextOnly()).build();
        assertThat(tree(root.orElseThrow())).isEqualTo(new Load(settings).loadFromString(content));
      }
    }
  }

  @Property(tries = 500)
  void everyValueThatIsReadCounts(@ForAll("moves") List<Move> moves) {
    var inputs = inputs(moved(moves));
    try {
      boolean isSame = source(inputs).equals(source(ORIGINAL));
      assertThat(isSame).isEqualTo(values(inputs).equals(values(ORIGINAL)));
    } catch (RefusedException e) {
      assertThat(e.problems()).isNotEmpty();
    }
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    var lines = Arbitraries.integers().between(0, 999);
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(Change.class),
            lines.withDistribution(RandomDistribution.uniform()),
            lines.withDistribution(RandomDistribution.uniform()))
        .as(Move::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(2);
  }

  private static List<String> moved(List<Move> moves) {
    var contents = new ArrayList<>(CONTENTS);
    moves.forEach(move -> move.in(contents));
    return contents;
  }

  private static Inputs inputs(List<String> contents) {
    return Inputs.of(
        DnsLabel.parse("production"),
        SourceFile.of(FILES.get(0), contents.get(0)),
        SourceFile.of(FILES.get(1), contents.get(1)),
        SourceFile.of(FILES.get(2), contents.get(2)));
  }

  /** Returns it without positions, which a comment moves. */
  private static List<String> source(Inputs inputs) {
    var source = inputs.environment().source().orElseThrow();
    var digests = new ArrayList<>(List.of(source.digest()));
    source.apps().values().forEach(app -> digests.add(app.digest()));
    return digests;
  }

  private static Map<String, String> values(Inputs inputs) {
    var values = new LinkedHashMap<String, String>();
    inputs.leaves().forEach(leaf -> values.put(leaf.keyPath(), leaf.text()));
    return values;
  }

  private static Object tree(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    if (node instanceof Node.Sequence sequence) {
      return sequence.items().stream().map(ReadAlikeTest::tree).toList();
    }
    var entries = new LinkedHashMap<String, Object>();
    ((Node.Mapping) node).entries().forEach((key, entry) -> entries.put(key, tree(entry.value())));
    return entries;
  }

  private static String content(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
