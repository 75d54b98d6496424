package e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The project of {@code src/test/resources/releases} in a separate folder, with a history and a
 * stack in files.
 */
record ReleaseFolder(Path project, Path state) {
  static final String NAMESPACE = "sluice-releases";

  static final String STATE = ".pulumi/stacks/releases/dev.json";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path SOURCE = Path.of("src/test/resources/releases");
  private static final String PROMETHEUS = "http://127.0.0.1:19090";

  void make() {
    Command.must("cp", "--recursive", SOURCE + "/.", project.toString());
    Command.must("cp", "--archive", "--parents", ".mvn", "pom.xml", "target", project.toString());
    write(".gitignore", ".mvn\npom.xml\ntarget\n");
    pointToPrometheus();
    must("git", "init", "--quiet");
    must("git", "config", "user.name", "ReleaseIT");
    must("git", "config", "user.email", "release@it.example");
    must("pulumi", "stack", "init", "dev");
    assertDone(sluice("synth"));
    must("git", "add", "--all");
    must("git", "commit", "--quiet", "--message", "The project");
    must("pulumi", "up", "--yes", "--skip-preview", "--stack", "dev", "--non-interactive");
    must(
        SluiceProcess.command("-XX:ArchiveClassesAtExit=" + SluiceProcess.ARCHIVE, "status", "dev")
            .toArray(String[]::new));
  }

  private void pointToPrometheus() {
    var url = System.getenv().getOrDefault("TESTBED_PROMETHEUS", PROMETHEUS);
    write("environments/base.yaml", read("environments/base.yaml").replace(PROMETHEUS, url));
  }

  private static void assertDone(SluiceProcess process) {
    if (process.end() != 0) {
      throw new AssertionError(process.output());
    }
  }

  String read(String file) {
    return Stack.read(project.resolve(file));
  }

  void write(String file, String text) {
    try {
      Files.writeString(project.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SluiceProcess sluice(String... words) {
    return SluiceProcess.start(project, environment(), words);
  }

  /** Runs as in a terminal where someone answers the questions. */
  SluiceProcess asked(String answer, String... words) {
    return SluiceProcess.asked(project, environment(), answer, words);
  }

  SluiceProcess unread(String... words) {
    return SluiceProcess.unread(project, environment(), words);
  }

  SluiceProcess sluice(Map<String, String> more, String... words) {
    var environment = new LinkedHashMap<>(environment());
    environment.putAll(more);
    return SluiceProcess.start(project, environment, words);
  }

  private Map<String, String> environment() {
    return Map.of(
        "PULUMI_BACKEND_URL",
        "file://" + state,
        "PULUMI_CONFIG_PASSPHRASE",
        "",
        "PULUMI_SKIP_UPDATE_CHECK",
        "true",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
        "true",
        "MAVEN_OPTS",
        "-XX:TieredStopAtLevel=1");
  }

  /** Returns the output of a command in the project. */
  String must(String... words) {
    var command = new ArrayList<>(List.of("env", "--chdir", project.toString()));
    environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of(words));
    return Command.must(command.toArray(String[]::new));
  }

  static String kubectl(String... words) {
    return Command.must(
        Stream.concat(Stream.of("kubectl", "--namespace", NAMESPACE), Stream.of(words))
            .toArray(String[]::new));
  }

  /** Returns the app's newest release, from its journal. */
  static JsonNode journal(String app) {
    return json(
        kubectl("get", "configmap", app + "-release", "-o", "jsonpath={.data.release\\.json}"));
  }

  /** Returns the apps whose newest release is unfinished. */
  static List<String> openReleases() {
    var journals =
        json(
            kubectl(
                "get",
                "configmaps",
                "-l",
                "app.kubernetes.io/component=release-journal",
                "-o",
                "json"));
    return StreamSupport.stream(journals.path("items").spliterator(), false)
        .filter(
            each ->
                !Set.of("DONE", "ROLLED_BACK")
                    .contains(
                        json(each.path("data").path("release.json").asText())
                            .path("outcome")
                            .asText()))
        .map(each -> each.path("metadata").path("labels").path("app.kubernetes.io/name").asText())
        .toList();
  }

  /** Returns the release state in the journal, by key. */
  static Map<String, String> journaled(String app) {
    return flat(journal(app).path("configured"));
  }

  /** Returns the release state in the newest commit, by key. */
  Map<String, String> committed(String app) {
    var file = must("git", "show", "HEAD:Pulumi.dev.yaml");
    if (!file.equals(read("Pulumi.dev.yaml"))) {
      throw new AssertionError("Pulumi.dev.yaml is not as it was committed:\n" + file);
    }
    return flat(
        json(must("pulumi", "config", "get", "--stack", "dev", "sluice:rollouts")).path(app));
  }

  /** Returns the versions of an app in the stack's outputs. */
  Map<String, String> told(String app) {
    var outputs = json(must("pulumi", "stack", "output", "--json", "--stack", "dev"));
    return flat(outputs.path("apps").path(app).path("versions"));
  }

  private static Map<String, String> flat(JsonNode node) {
    var entries = new TreeMap<String, String>();
    flatten("", node, entries);
    entries.remove("weight", "0");
    return entries;
  }

  private static void flatten(String path, JsonNode node, Map<String, String> entries) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  flatten(
                      path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                      field.getValue(),
                      entries));
    } else {
      entries.put(path, node.asText());
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("Must be JSON: " + text, e);
    }
  }

  /** Returns the reasons of the newest commits, without app and environment. */
  List<String> commits(int count) {
    return must("git", "log", "--format=%s", "--max-count=" + count).lines().toList();
  }

  /**
   * Changes Pulumi's state as if Pulumi was killed after it created an object and before it
   * recorded that.
   *
   * @param end the end of the object's URN
   */
  void forget(String end) {
    var whole = json(Stack.read(state.resolve(STATE)));
    var latest = (ObjectNode) whole.path("checkpoint").path("latest");
    var resources = latest.withArray("resources");
    for (int i = 0; i < resources.size(); i++) {
      if (resources.get(i).path("urn").asText().endsWith(end)) {
        var forgotten = (ObjectNode) resources.remove(i);
        forgotten.remove(List.of("id", "outputs"));
        latest
            .withArray("pending_operations")
            .addObject()
            .put("type", "creating")
            .set("resource", forgotten);
        writeState(STATE, whole.toString());
        return;
      }
    }
    throw new AssertionError("The state must have " + end);
  }

  void writeState(String file, String text) {
    try {
      var path = state.resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void deleteState(String file) {
    try {
      Files.deleteIfExists(state.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
