package documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import documentation.Markdown.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java examples of the documents and the Javadoc compile, and print what docs/java.md says. */
class JavaExamplesTest {
  private static final String DOCUMENT = "docs/java.md";
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern JAVADOC =
      Pattern.compile("(?s)<pre>\\{@code\n(.*?)\n *\\* *}</pre>");
  private static final Pattern MAIN_CLASS =
      Pattern.compile("(?m)^(?:final class|record) (\\w+)(?s:.*)public static void main");

  /**
   * The variables that examples use without declaring them, as fields: an example's own variables
   * may have the same names.
   */
  private static final String PREAMBLE =
      """
      import charts.*;
      import environments.*;
      import environments.analysis.*;
      import environments.apps.*;
      import environments.cluster.*;
      import environments.format.*;
      import environments.reader.*;
      import environments.routing.*;
      import environments.text.*;
      import environments.values.*;
      import environments.workload.*;
      import environments.yaml.*;
      import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
      import java.nio.file.Path;
      import org.cdk8s.Chart;
      import org.junit.jupiter.api.Test;
      import review.*;
      import synth.*;

      @SuppressWarnings("unused")
      abstract class %s {
        Workload workload;
        Cluster cluster;
        Environment environment;
        BlueGreenSpec spec;
        BlueGreenRelease release;
        org.cdk8s.App app;

        static class RedisChart extends Chart {
          RedisChart(org.cdk8s.App app, String id) {
            super(app, id);
          }
        }

        %s
      }
      """;

  @TempDir private static Path folder;
  private static Path classes;
  private static List<Block> documented;

  @BeforeAll
  static void compileTheDocument() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    documented = Markdown.of(DOCUMENT).blocks("java");
    assertThat(problems(documented, classes)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyExampleOfTheJavaDocumentPrintsWhatItSays() {
    return documented.stream()
        .flatMap(block -> mainClass(block).stream())
        .map(JavaExamplesTest::test);
  }

  @Test
  void everyExampleOfTheOtherDocumentsCompiles() throws IOException {
    var blocks =
        Markdown.all().stream()
            .filter(document -> !document.file().endsWith("java.md"))
            .flatMap(document -> document.blocks("java").stream())
            .toList();
    assertThat(blocks).isNotEmpty();
    assertThat(problems(blocks, Files.createDirectory(folder.resolve("documents")))).isEmpty();
  }

  @Test
  void everyExampleOfTheJavadocCompiles() throws IOException {
    var blocks = javadoc();
    assertThat(blocks).hasSizeGreaterThan(8);
    assertThat(problems(blocks, Files.createDirectory(folder.resolve("javadoc")))).isEmpty();
  }

  private static DynamicTest test(String name) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          var document = Markdown.of(DOCUMENT);
          document.assertHolds(document.noted("text", "output", name), output(name));
        });
  }

  private static Optional<String> mainClass(Block block) {
    var matcher = MAIN_CLASS.matcher(block.text());
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String output(String className) throws Exception {
    var written = new ByteArrayOutputStream();
    var before = System.out;
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var main = loader.loadClass(className).getDeclaredMethod("main", String[].class);
      main.setAccessible(true);
      System.setOut(new PrintStream(written, true, UTF_8));
      main.invoke(
          null, (Object) new String[] {Files.createTempDirectory(folder, className).toString()});
    } finally {
      System.setOut(before);
    }
    return written.toString(UTF_8);
  }

  private static List<Block> javadoc() throws IOException {
    var blocks = new ArrayList<Block>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(name -> name.toString().endsWith(".java")).sorted().toList()) {
        var text = Files.readString(file);
        var matcher = JAVADOC.matcher(text);
        while (matcher.find()) {
          int line = 1 + (int) text.substring(0, matcher.start(1)).lines().count();
          var code = matcher.group(1).replaceAll("(?m)^ *\\* ?", "");
          blocks.add(new Block(file, line, "java", "", code));
        }
      }
    }
    return blocks;
  }

  /** Returns the compiler's messages, each with the place of the example. */
  private static List<String> problems(List<Block> blocks, Path output) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var sources = new ArrayList<Source>();
    blocks.forEach(block -> sources.add(new Source(block, "Example" + sources.size())));
    var options =
        List.of(
            "-proc:none", "-d", output.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, diagnostics, options, null, sources).call();
    return diagnostics.getDiagnostics().stream()
        .filter(found -> found.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(found -> ((Source) found.getSource()).block.place() + " " + found.getMessage(null))
        .toList();
  }

  /** An example with the code that is missing around it. */
  private static final class Source extends SimpleJavaFileObject {
    private final Block block;
    private final String code;

    Source(Block block, String className) {
      super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
      this.block = block;
      code = completed(block.text(), className);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }

    private static String completed(String text, String className) {
      if (text.startsWith("import ")) {
        return text;
      }
      var code = text.strip();
      if (code.startsWith("@Test")) {
        return String.format(PREAMBLE, className, code);
      }
      var statements = code.endsWith(";") ? code : "Object made = " + code + ";";
      return String.format(PREAMBLE, className, "void example() {" + statements + "}");
    }
  }
}
