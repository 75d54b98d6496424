package environments;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import environments.reader.EnvironmentFiles;
import environments.yaml.RefusedException;
import environments.yaml.YamlReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads files that are made to exhaust their reader, in a process with little memory. */
class HostileFilesTest {
  private static final int MAX = YamlReader.MAX_BYTES;

  @TempDir private Path folder;

  @Test
  void hostileFilesAreRefusedWith64MegabytesOfMemory() throws IOException, InterruptedException {
    for (var file : files().entrySet()) {
      var environments = Files.createDirectories(folder.resolve(file.getKey() + "/environments"));
      Files.writeString(environments.resolve("base.yaml"), file.getValue(), ISO_8859_1);
      Files.writeString(environments.resolve("test.yaml"), "version: 1\n");
      Files.writeString(folder.resolve(file.getKey() + "/Pulumi.test.yaml"), Shop.CHECKOUT);
    }
    grow(folder.resolve("huge/environments/base.yaml"));
    var refused = new StringBuilder();
    files().keySet().stream().sorted().forEach(name -> refused.append(name).append(" refused\n"));
    assertThat(output()).isEqualTo(refused.toString());
  }

  /** Each character is one byte. */
  private static Map<String, String> files() {
    var bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i <= 20; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
    }
    var blocks = new StringBuilder("a:\n");
    for (int i = 1; i <= 1500; i++) {
      blocks.append(" ".repeat(i)).append("a:\n");
    }
    var files = new LinkedHashMap<String, String>();
    files.put("alias-bomb", bomb.toString());
    files.put("self-reference", "apps: &a [*a]\n");
    files.put("merge-bomb", "a: &a {b: c}\napps: {<<: *a}\n");
    files.put("nested-flow", "apps: " + "[".repeat(5000) + "]".repeat(5000));
    files.put("nested-flow-mappings", "apps: " + "{a: ".repeat(5000));
    files.put("nested-lists", "apps:\n  " + "- ".repeat(5000));
    files.put("nested-blocks", blocks.toString());
    files.put("huge", "");
    files.put("long-key", "x".repeat(MAX - 10) + ": 1\n");
    files.put("long-scalar", "apps: " + "x".repeat(MAX - 10));
    files.put("long-line", "apps: \"" + "x ".repeat(MAX / 2 - 10) + "\"");
    files.put("long-list", "apps: [" + "x,".repeat(MAX / 2 - 10) + "]");
    files.put("many-keys", keys());
    files.put("invalid-utf-8", "apps: \u00ff\u00fe\u00c0\u0080\n".repeat(1000));
    files.put("overlong-utf-8", "apps: \u00c0\u00af\n");
    files.put("surrogates", "apps: \u00ed\u00a0\u0080\n");
    files.put("zeros", "\0".repeat(1000));
    return files;
  }

  private static String keys() {
    var keys = new StringBuilder("version: 1\n");
    for (int i = 0; keys.length() < MAX - 100; i++) {
      keys.append("key-").append(i).append(": x\n");
    }
    return keys.toString();
  }

  /** Only its size may be read. */
  private static void grow(Path file) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(100L * 1024 * 1024);
    }
  }

  private String output() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var classes = System.getProperty("java.class.path");
    var process =
        new ProcessBuilder(
                java, "-Xmx64m", "-cp", classes, Reader.class.getName(), folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return Files.readString(folder.resolve("output"), UTF_8);
  }

  /** Prints the result of reading each project of a folder. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] folder) throws IOException {
      try (var projects = Files.list(Path.of(folder[0]))) {
        projects.filter(Files::isDirectory).sorted().forEach(Reader::read);
      }
    }

    private static void read(Path project) {
      try {
        EnvironmentFiles.in(project).read("test").environment();
        System.out.println(project.getFileName() + " read");
      } catch (RefusedException e) {
        System.out.println(project.getFileName() + (e.getMessage().isBlank() ? "" : " refused"));
      }
    }
  }
}
