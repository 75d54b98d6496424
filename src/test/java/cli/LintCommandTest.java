package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import review.Check;
import synth.Project;

class LintCommandTest {
  @TempDir private Path folder;
  private Project project;

  /** One app in two environments, and a quota of the user's own in both. */
  @BeforeEach
  void aSmallProject() {
    assertThat(CommandRun.in(folder, "init").exitCode()).isZero();
    project = new Project(folder);
    project.write("environments/live.yaml", project.tree().get("environments/dev.yaml"));
    project.write("Pulumi.live.yaml", project.tree().get("Pulumi.dev.yaml"));
    project.write(
        "environments/base.yaml",
        project.tree().get("environments/base.yaml")
            + "manifests: {extra: {files: [manifests/extra.yaml]}}\n");
    project.write(
        "manifests/extra.yaml",
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata:
          name: extra
          namespace: apps
        spec:
          hard: {pods: 0}
        """);
  }

  @Test
  void findingsAreExplained() {
    expectSelfie(CommandRun.in(folder, "lint").text())
        .toBe(
"""
manifests/extra.yaml has 1 finding:
  quota-limits  A ResourceQuota limits something, and allows pods: its limits of pods, cpu and memory are above zero.
    7:10 ResourceQuota apps/extra spec.hard.pods: Must be above zero, got `0`. In dev, live.
    Why: A quota without limits protects nothing; with a limit of zero, no pod can start.
    Fix: Set `spec.hard`; a namespace of the environment has the key `quota`.
    Source: Resource Quotas, https://kubernetes.io/docs/concepts/policy/resource-quotas/

1 finding in 1 file: 28 objects of 2 environments, 61 checks.
[exit code 1]
""");
  }

  @Test
  void nothingToFindIsSaid() {
    project.write(
        "environments/base.yaml",
        project.tree().get("environments/base.yaml").replaceFirst("manifests: .*", ""));
    expectSelfie(CommandRun.in(folder, "lint", "dev").text())
        .toBe(
"""
No findings: 13 objects of 1 environment, 61 checks.
[exit code 0]
""");
  }

  @Test
  void findingsAreJson() {
    expectSelfie(CommandRun.in(folder, "lint", "--json").text())
        .toBe(
"""
{
  "findings" : [ {
    "rule" : "quota-limits",
    "object" : "ResourceQuota apps/extra",
    "path" : "spec.hard.pods",
    "message" : "Must be above zero, got `0`.",
    "holds" : "A ResourceQuota limits something, and allows pods: its limits of pods, cpu and memory are above zero.",
    "reason" : "A quota without limits protects nothing; with a limit of zero, no pod can start.",
    "source" : "Resource Quotas",
    "fix" : "Set `spec.hard`; a namespace of the environment has the key `quota`.",
    "file" : "manifests/extra.yaml",
    "line" : 7,
    "column" : 10,
    "url" : "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
    "environments" : [ "dev", "live" ]
  } ]
}
[exit code 1]
""");
  }

  @Test
  void refusalsAreThoseOfSynth() {
    project.write("manifests/extra.yaml", "kind: Secret\ndata: {a: aHVudGVyMg==}\n");
    assertThat(CommandRun.in(folder, "lint")).isEqualTo(CommandRun.in(folder, "synth"));
    assertThat(CommandRun.in(folder, "lint", "--sarif"))
        .isEqualTo(CommandRun.in(folder, "synth", "--sarif"));
    expectSelfie(CommandRun.in(folder, "lint").text())
        .toBe(
"""
[standard error]
manifests/extra.yaml has 3 problems:
  1:1   apiVersion: Must be given: every Kubernetes object has `apiVersion`, `kind` and `metadata.name`.
  1:1   metadata.name: Must be given: every Kubernetes object has `apiVersion`, `kind` and `metadata.name`.
  2:1   data: Must not be in a repository; create the Secret elsewhere, with an operator or by hand, and refer to it by name.
[exit code 2]
""");
  }

  @Test
  void sarifHasARuleForEachCheckAndALineForEachFinding() throws JsonProcessingException {
    var log = sarif("lint", "--sarif");
    assertThat(log.at("/version").asText()).isEqualTo("2.1.0");
    assertThat(log.at("/runs/0/tool/driver/rules").findValuesAsText("id"))
        .isEqualTo(Check.all().stream().map(Check::id).toList());
    expectSelfie(log.at("/runs/0/results").toPrettyString() + "\n")
        .toBe(
"""
[ {
  "ruleId" : "quota-limits",
  "level" : "error",
  "message" : {
    "text" : "ResourceQuota apps/extra spec.hard.pods: Must be above zero, got `0`. In dev, live."
  },
  "locations" : [ {
    "physicalLocation" : {
      "artifactLocation" : {
        "uri" : "manifests/extra.yaml",
        "uriBaseId" : "%SRCROOT%"
      },
      "region" : {
        "startLine" : 7,
        "startColumn" : 10
      }
    }
  } ]
} ]
""");
  }

  @Test
  void sarifOfARefusalHasALineForEachProblem() throws JsonProcessingException {
    project.write("manifests/extra.yaml", "kind: Secret\ndata: {a: aHVudGVyMg==}\n");
    var log = sarif("synth", "--sarif");
    assertThat(log.at("/runs/0/tool/driver/rules").findValuesAsText("id"))
        .containsExactly("refused-input");
    assertThat(log.at("/runs/0/results").findValuesAsText("startLine"))
        .containsExactly("1", "1", "2");
  }

  @Test
  void sarifOfACheckHasEachFileThatWouldChange() throws JsonProcessingException {
    assertThat(sarif("synth", "--check", "--sarif").at("/runs/0/results").findValuesAsText("uri"))
        .containsExactly(
            "dist/dev/_environment.k8s.yaml",
            "dist/dev/extra.k8s.yaml",
            "dist/dev/web.k8s.yaml",
            "dist/live/_environment.k8s.yaml",
            "dist/live/extra.k8s.yaml",
            "dist/live/web.k8s.yaml");
    assertThat(sarif("synth", "--sarif").at("/runs/0/results")).isEmpty();
  }

  @Test
  void aFileThatIsMissingOrElsewhereIsRefusedWhereItIsNamed() throws IOException {
    Files.createSymbolicLink(folder.resolve("link.yaml"), Path.of("/etc/hostname"));
    var base = project.tree().get("environments/base.yaml");
    project.write(
        "environments/base.yaml",
        base.replace("[manifests/extra.yaml]", "[manifests/gone.yaml, link.yaml]"));
    expectSelfie(CommandRun.in(folder, "lint", "dev").text())
        .toBe(
"""
[standard error]
environments/base.yaml has 2 problems:
  54:29 manifests.extra.files[0]: This file does not exist; create it, or correct the path.
  54:50 manifests.extra.files[1]: Must not be a link out of the project; replace the link with the file.
[exit code 2]
""");
  }

  @Test
  void anObjectThatAnAppMakesTooIsRefusedWhereItStands() {
    project.write(
        "manifests/extra.yaml",
        """
        # A comment.
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web-blue, namespace: apps}
        """);
    expectSelfie(CommandRun.in(folder, "synth", "dev").text())
        .toBe(
"""
[standard error]
manifests/extra.yaml has 1 problem:
  2:1   metadata.name: Deployment apps/web-blue is defined by `web` and by `extra`; rename one of them.
[exit code 2]
""");
  }

  @Test
  void manifestsWithTheNameOfAnAppAreRefused() {
    var base = project.tree().get("environments/base.yaml");
    project.write("environments/base.yaml", base.replace("{extra:", "{web:"));
    expectSelfie(CommandRun.in(folder, "lint", "dev").text())
        .toBe(
"""
[standard error]
environments/base.yaml has 1 problem:
  54:13 manifests.web: Must differ from the names of apps, because it is a file name as well; rename one.
[exit code 2]
""");
  }

  @Test
  void explainSaysWhereAFieldOfAManifestStands() {
    expectSelfie(CommandRun.in(folder, "explain", "dev", "extra").text())
        .toBe(
"""
apiVersion: v1                                                  # manifests/extra.yaml:1 apiVersion
kind: ResourceQuota                                             # manifests/extra.yaml:2 kind
metadata:
  name: extra                                                   # manifests/extra.yaml:4 metadata.name
  namespace: apps                                               # manifests/extra.yaml:5 metadata.namespace
spec:
  hard:
    pods: 0                                                     # manifests/extra.yaml:7 spec.hard.pods
[exit code 0]
""");
  }

  @Test
  void jsonAndSarifAreTwoChoices() {
    expectSelfie(CommandRun.in(folder, "lint", "--json", "--sarif").text())
        .toBe(
"""
[standard error]
--json cannot be combined with --sarif; use one of them.
See `./sluice lint --help`.
[exit code 2]
""");
  }

  private JsonNode sarif(String... arguments) throws JsonProcessingException {
    return new JsonMapper().readTree(CommandRun.in(folder, arguments).out());
  }
}
