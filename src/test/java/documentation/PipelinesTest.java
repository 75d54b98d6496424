package documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The pipelines of docs/ci check files that anyone may have written: this runs them, and checks
 * their promises.
 */
final class PipelinesTest {
  private static final Path GITHUB = Path.of("docs/ci/pull-request.yaml");
  private static final Path GITLAB = Path.of("docs/ci/merge-request.gitlab-ci.yml");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *(.*?) *}}");
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  /** Files that tools run, or read options from, in the folder where they start. */
  private static final List<String> PROGRAMS =
      List.of(
          "sluice",
          "tools/sluice/sluice",
          "mvnw",
          "mvn",
          "java",
          "git",
          "bin/java",
          "target/sluice.jar",
          ".envrc",
          ".git/hooks/post-checkout",
          "node_modules/.bin/cdk8s");

  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry(".mvn/jvm.config", "-javaagent:evil.jar\n"),
          Map.entry(".mvn/maven.config", "-Dmaven.ext.class.path=evil.jar\n"),
          Map.entry(".mvn/extensions.xml", "<extensions><extension/></extensions>\n"),
          Map.entry("JAVA_TOOL_OPTIONS", "-javaagent:evil.jar\n"),
          Map.entry("JDK_JAVA_OPTIONS", "-javaagent:evil.jar\n"),
          Map.entry(".hotspotrc", "+PrintVMOptions\n"),
          Map.entry(".sdkmanrc", "java=../../evil\n"),
          Map.entry(".java-version", "../../evil\n"),
          Map.entry(".tool-versions", "java ../../evil\n"),
          Map.entry("mise.toml", "[hooks]\nenter = './sluice'\n"),
          Map.entry("logging.properties", "handlers=Evil\n"),
          Map.entry("META-INF/services/java.nio.file.spi.FileSystemProvider", "Evil\n"),
          Map.entry("Pulumi.yaml", "name: x\nruntime: {name: java, options: {binary: ./java}}\n"),
          Map.entry(".gitmodules", "[submodule \"x\"]\n  path = x\n  url = ext::sh -c ./sluice\n"),
          Map.entry(".gitattributes", "* diff=evil filter=evil\n"),
          Map.entry(
              ".git/config",
              """
              [core]
                fsmonitor = ./sluice
                hooksPath = .git/hooks
                pager = ./sluice
              [diff "evil"]
                command = ./sluice
              [filter "evil"]
                smudge = ./sluice
              """));

  @TempDir private Path folder;
  private Path pullRequest;
  private Path sluice;
  private Path ran;

  private record Run(int exitCode, String output) {}

  @BeforeEach
  void aPinnedSluiceAndAPullRequestNextToIt() throws IOException, InterruptedException {
    ran = folder.resolve("ran");
    pullRequest = Files.createDirectories(folder.resolve("pull-request"));
    sluice = folder.resolve("sluice/sluice");
    write(
        sluice,
        """
        #!/bin/sh
        %s
        exec '%s' $options -cp '%s' cli.Main "$@"
        """
            .formatted(
                launcherOptions(),
                Path.of(System.getProperty("java.home"), "bin/java"),
                System.getProperty("java.class.path")));
    assertThat(run(pullRequest, "../sluice/sluice init && ../sluice/sluice synth").exitCode)
        .isZero();
  }

  /** Uses the test's class path, because there is no jar yet when tests run. */
  private static String launcherOptions() throws IOException {
    return Files.readAllLines(Path.of("sluice")).stream()
        .filter(line -> line.startsWith("options="))
        .findFirst()
        .orElseThrow();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Run run(Path in, String script, String... environment)
      throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "output", ".txt");
    var builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("TMPDIR", folder.toString());
    for (int i = 0; i < environment.length; i += 2) {
      builder.environment().put(environment[i], environment[i + 1]);
    }
    var process = builder.start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), Files.readString(output, UTF_8));
  }

  /** Creates all of them, each as a program that leaves a trace. */
  private void makeHostile() throws IOException {
    for (var program : PROGRAMS) {
      write(pullRequest.resolve(program), "#!/bin/sh\ntouch '" + ran + "'\n");
    }
    for (var file : OPTIONS.entrySet()) {
      write(pullRequest.resolve(file.getKey()), file.getValue());
    }
  }

  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    try (var found = Files.walk(pullRequest)) {
      for (var file : found.filter(each -> Files.isRegularFile(each)).toList()) {
        files.put(pullRequest.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private interface Pipeline {
    Run run() throws IOException, InterruptedException;
  }

  private void assertReadsDataAlone(Pipeline pipeline) throws IOException, InterruptedException {
    var harmless = pipeline.run();
    assertThat(harmless.exitCode).as(harmless.output).isZero();
    makeHostile();
    var before = files();
    assertThat(pipeline.run()).isEqualTo(harmless);
    assertThat(ran).doesNotExist();
    assertThat(files()).isEqualTo(before);
    Files.writeString(
        pullRequest.resolve("Pulumi.dev.yaml"),
        Files.readString(pullRequest.resolve("Pulumi.dev.yaml")).replace("1.0.0", "1.1.0"));
    assertThat(pipeline.run().exitCode).isEqualTo(1);
    Files.delete(pullRequest.resolve("environments/dev.yaml"));
    Files.createSymbolicLink(
        pullRequest.resolve("environments/dev.yaml"), Path.of("../.git/config"));
    var link = pipeline.run();
    assertThat(link.exitCode).isEqualTo(2);
    assertThat(link.output).contains("one of git's own").doesNotContain("fsmonitor");
    assertThat(ran).doesNotExist();
  }

  @Test
  void thePipelineOfGitHubReadsAPullRequestAsDataAlone() throws IOException, InterruptedException {
    var check = script("Check");
    assertReadsDataAlone(() -> run(pullRequest, check));
  }

  @Test
  void thePipelineOfGitLabReadsAMergeRequestAsDataAlone() throws IOException, InterruptedException {
    var home = sluice.getParent();
    var git = "git -c user.name=x -c user.email=x@example.com ";
    assertThat(run(home, "git init -q && git add -A && " + git + "commit -qm x").exitCode).isZero();
    var commit = run(home, "git rev-parse HEAD").output.strip();
    var script = String.join("\n", gitlabScript());
    assertReadsDataAlone(
        () ->
            run(
                pullRequest,
                script,
                "SLUICE_URL",
                "file://" + home,
                "SLUICE_COMMIT",
                commit,
                "CI_PROJECT_DIR",
                pullRequest.toString()));
    assertThat(run(pullRequest, script, "SLUICE_URL", "file://" + home, "SLUICE_COMMIT", "main"))
        .isEqualTo(new Run(1, ""));
  }

  @Test
  void aSluiceThatIsPinnedByAnythingButACommitIsNotBuilt()
      throws IOException, InterruptedException {
    var build = script("Build Sluice");
    var home = sluice.getParent();
    assertThat(run(home, build, "SLUICE_COMMIT", "main")).isEqualTo(new Run(1, ""));
    assertThat(run(home, build, "SLUICE_COMMIT", "<commit>")).isEqualTo(new Run(1, ""));
    assertThat(run(home, build, "SLUICE_COMMIT", COMMIT).output).startsWith("sluice ");
  }

  @Test
  void thePipelineOfGitHubHasNoRightsAndPinsWhatItRuns() throws IOException {
    var workflow = yaml(GITHUB);
    assertThat(workflow)
        .containsEntry("on", "pull_request_target")
        .containsEntry("permissions", Map.of("contents", "read"));
    assertThat(map(map(workflow, "jobs"), "dist")).doesNotContainKeys("permissions", "secrets");
    var steps = new ArrayList<String>();
    for (var step : steps()) {
      steps.add(
          step.containsKey("uses")
              ? step.get("uses") + " " + step.get("with")
              : step.get("name") + " in " + step.get("working-directory"));
    }
    var checkout = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 ";
    assertThat(steps)
        .containsExactly(
            checkout
                + "{repository=${{ env.SLUICE_REPOSITORY }}, ref=${{ env.SLUICE_COMMIT }},"
                + " path=sluice, persist-credentials=false}",
            "actions/setup-java@c5195efecf7bdfc987ee8bae7a71cb8b11521c00 {distribution=temurin,"
                + " java-version=21}",
            "Build Sluice in sluice",
            checkout
                + "{ref=${{ github.event.pull_request.head.sha }}, path=pull-request,"
                + " persist-credentials=false, submodules=false}",
            "Check in pull-request");
    var text = Files.readString(GITHUB);
    assertThat(EXPRESSION.matcher(text).results().map(found -> found.group(1)).toList())
        .containsExactly(
            "env.SLUICE_REPOSITORY", "env.SLUICE_COMMIT", "github.event.pull_request.head.sha");
    assertThat(script("Check").lines().filter(line -> line.contains("/")).toList())
        .containsExactly(
            "../sluice/sluice synth --check || code=$?", "../sluice/sluice lint || code=$?");
  }

  @Test
  void thePipelineOfGitLabFetchesNoSubmodulesAndPinsWhatItRuns() throws IOException {
    var job = map(yaml(GITLAB), "dist");
    assertThat(String.valueOf(job.get("image"))).matches("[a-z0-9.:-]+@sha256:[0-9a-f]{64}");
    assertThat(map(job, "variables"))
        .containsOnly(
            Map.entry("SLUICE_URL", "https://<host>/<owner>/sluice.git"),
            Map.entry("SLUICE_COMMIT", "<commit>"),
            Map.entry("GIT_STRATEGY", "clone"),
            Map.entry("GIT_SUBMODULE_STRATEGY", "none"),
            Map.entry("GIT_LFS_SKIP_SMUDGE", "1"));
    assertThat(job).containsOnlyKeys("image", "timeout", "variables", "script");
    assertThat(gitlabScript())
        .containsSubsequence(
            "cd \"$(mktemp -d)\"", "sluice/sluice --version", "cd \"$CI_PROJECT_DIR\"");
  }

  /** The documents recommend nothing that runs the launcher or a submodule of a pull request. */
  @Test
  void noDocumentHasAnotherPipeline() {
    for (var document : Markdown.all()) {
      for (var block : document.blocks("yaml")) {
        assertThat(block.text()).as(block.place()).doesNotContain("actions/", "pull_request");
      }
    }
  }

  private static Map<String, Object> yaml(Path file) throws IOException {
    return cast(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file)));
  }

  private static Map<String, Object> map(Map<String, Object> parent, String key) {
    return cast(parent.get(key));
  }

  @SuppressWarnings("unchecked") // keys of YAML are text here
  private static Map<String, Object> cast(Object node) {
    return (Map<String, Object>) node;
  }

  private static List<Map<String, Object>> steps() throws IOException {
    var job = map(map(yaml(GITHUB), "jobs"), "dist");
    return ((List<?>) job.get("steps")).stream().map(PipelinesTest::cast).toList();
  }

  private static String script(String step) throws IOException {
    return steps().stream()
        .filter(each -> step.equals(each.get("name")))
        .map(each -> String.valueOf(each.get("run")))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> gitlabScript() throws IOException {
    var lines = (List<?>) map(yaml(GITLAB), "dist").get("script");
    return lines.stream().map(String::valueOf).toList();
  }
}
