package review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import synth.Diff;
import synth.FileChange;
import synth.Project;

/**
 * Tests what a reviewer sees of a change to the examples. Each file of {@code golden/changes}
 * contains the diff of the inputs, followed by the whole diff of {@code dist/}.
 */
class ReviewedChangesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/changes");
  private static final String BASE = "environments/base.yaml";
  private static final String PRODUCTION = "environments/production.yaml";
  private static final String DEV = "Pulumi.dev.yaml";
  private static final String STAGING = "Pulumi.staging.yaml";

  @TempDir private Path folder;
  private Project project;

  /**
   * An edit of the example project.
   *
   * @param name of the file with its result
   */
  record Edit(String name, Consumer<Project> change) {
    String file() {
      return name + ".diff";
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Edit> edits() {
    return Stream.of(
        new Edit("replicas", p -> p.replace(PRODUCTION, "replicas: 20", "replicas: 40")),
        new Edit(
            "image-repository", p -> p.replace(BASE, "autograph/api-gateway", "autograph/gateway")),
        new Edit(
            "deploy-to-the-preview-color",
            p ->
                p.replace(
                    STAGING, "green: 1.1.0\n      weight: 10", "green: 1.2.0\n      weight: 10")),
        new Edit("switch", p -> p.replace(STAGING, streamgate("blue"), streamgate("green"))),
        new Edit(
            "switch-behind-a-router",
            p -> p.replace(STAGING, checkout("blue", 10), checkout("green", 0))),
        new Edit("roll-back", p -> p.replace(STAGING, gateway("green"), gateway("blue"))),
        new Edit("shift-by-route", p -> p.replace(STAGING, "weight: 25", "weight: 50")),
        new Edit("shift-by-replicas", p -> p.replace(DEV, "weight: 25", "weight: 50")),
        new Edit("promote-a-canary", ReviewedChangesTest::promote),
        new Edit(
            "limit-in-the-base",
            p -> p.replace(BASE, limits("256Mi") + worker(), limits("512Mi") + worker())),
        new Edit(
            "config-file",
            p -> p.replace(BASE, "trolley, cart\n", "trolley, cart\n        bag, cart\n")),
        new Edit("gateway-of-the-cluster", p -> p.replace(BASE, "name: public\n", "name: edge\n")),
        new Edit(
            "quota", p -> p.replace("environments/staging.yaml", "pods: \"60\"", "pods: \"80\"")));
  }

  @BeforeEach
  void synthesizedExamples() {
    project = Project.examples(folder);
    project.synthesize();
  }

  @ParameterizedTest
  @MethodSource("edits")
  void anEditChangesTheLinesThatAReaderExpects(Edit edit) throws IOException {
    ReviewedText.assertMatches(FOLDER.resolve(edit.file()), diff(edit.change()));
  }

  @Test
  void eachReviewedDiffIsOfAnEdit() throws IOException {
    ReviewedText.assertNoOthers(FOLDER, edits().map(Edit::file));
  }

  @Test
  void commentsAndLayoutChangeNothing() {
    assertThat(
            diff(
                p ->
                    p.replace(BASE, "apps:\n", "# A comment.\n\napps: # another\n")
                        .replace(
                            BASE,
                            "registries: [registry.sluice.test]",
                            "registries:\n    - 'registry.sluice.test'")
                        .replace(
                            BASE,
                            "gateway:\n    name: public\n    namespace: gateway\n",
                            "gateway: {namespace: gateway, \"name\": public}\n")
                        .replace(STAGING, "config:\n", "# Encrypted by nobody.\nconfig:\n")))
        .doesNotContain("dist/");
  }

  @Test
  void aNewAppIsANewFileInEachEnvironment() {
    var idler = "  idler:\n    strategy: autoscaled\n" + worker() + workerBody();
    project.write(BASE, project.tree().get(BASE) + idler);
    for (var environment : List.of("dev", "production", "staging")) {
      var file = "Pulumi." + environment + ".yaml";
      project.write(
          file, project.tree().get(file) + "    idler:\n      version: " + pinned() + "\n");
    }
    assertThat(project.synthesize())
        .extracting(change -> change.kind() + " " + change.file())
        .containsExactly(
            "added dist/dev/idler.k8s.yaml",
            "added dist/production/idler.k8s.yaml",
            "added dist/staging/idler.k8s.yaml");
  }

  @Test
  void anAppThatIsNotThereAnyMoreTakesItsFilesAlong() {
    project.replace(BASE, text(BASE, "\n  # A shop's search:", "\n  # StreamGate itself:"), "");
    project.replace(BASE, "    egress:\n      - app: search\n        ports: [8080]\n", "");
    project.replace(PRODUCTION, "  search:\n    replicas: 20\n", "");
    for (var environment : List.of("dev", "production", "staging")) {
      var file = "Pulumi." + environment + ".yaml";
      project.replace(file, text(file, "    search:\n", "    streamgate:\n"), "");
    }
    assertThat(project.synthesize())
        .extracting(change -> change.kind() + " " + change.file())
        .containsExactly(
            "changed dist/dev/checkout.k8s.yaml",
            "removed dist/dev/search.k8s.yaml",
            "changed dist/production/checkout.k8s.yaml",
            "removed dist/production/search.k8s.yaml",
            "changed dist/staging/checkout.k8s.yaml",
            "removed dist/staging/search.k8s.yaml");
  }

  private static void promote(Project project) {
    project.replace(
        STAGING,
        "        stable: 1.0.0\n        canary: 1.1.0\n      weight: 25\n",
        "        stable: 1.1.0\n");
  }

  private static String streamgate(String active) {
    return "    streamgate:\n      active: " + active;
  }

  private static String gateway(String active) {
    return "    api-gateway:\n      active: " + active;
  }

  private static String checkout(String active, int weight) {
    return "    checkout:\n      active: "
        + active
        + "\n      versions:\n        blue: 1.0.0\n        green: 1.1.0\n"
        + (weight == 0 ? "    search" : "      weight: " + weight + "\n    search");
  }

  private static String limits(String memory) {
    return "        memory: " + memory + "\n";
  }

  private static String worker() {
    return """
        autoscaling:
          minReplicas: 3
          maxReplicas: 10
          cpu: 70%
          memory: 75%
          requestsPerSecond: "100"
    """;
  }

  private static String workerBody() {
    return """
        namespace: shop
        image: registry.sluice.test/shop/idler
        ports:
          http:
            containerPort: 8080
        probes:
          readiness:
            httpGet: {port: http, path: /ready}
          liveness:
            httpGet: {port: http, path: /live}
        resources:
          requests: {cpu: 10m, memory: 16Mi}
          limits: {cpu: 20m, memory: 32Mi}
    """;
  }

  private static String pinned() {
    return "1.0.0@sha256:" + "0123456789abcdef".repeat(4);
  }

  /** Returns the text of a file from a first text up to a second one. */
  private String text(String file, String from, String to) {
    var content = project.tree().getOrDefault(file, "");
    return content.substring(content.indexOf(from), content.indexOf(to));
  }

  /** Returns the diffs of the inputs and of {@code dist/}, one after the other. */
  private String diff(Consumer<Project> edit) {
    var before = project.tree();
    edit.accept(project);
    var changes = new ArrayList<>(changes(before, project.tree()));
    changes.addAll(project.synthesize());
    return changes.stream()
        .flatMap(change -> Diff.lines(change).stream())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static List<FileChange> changes(Map<String, String> before, Map<String, String> after) {
    var names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(name -> new FileChange(Path.of(name), text(before, name), text(after, name)))
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  private static Optional<String> text(Map<String, String> tree, String name) {
    return Optional.ofNullable(tree.get(name));
  }
}
