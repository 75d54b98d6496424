package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void sluiceExplainsItself() {
    expectSelfie(run("--help"))
        .toBe(
"""
Usage: sluice [-hV] COMMAND

Kubernetes YAML for blue-green, canary and autoscaled apps: one reviewed folder for each
environment.

  -h, --help      Show this help message and exit.
  -V, --version   Print version information and exit.

Commands:
  synth                Write the Kubernetes YAML of environments to dist/.
  lint                 Hold all objects of environments to the checks.
  explain              Show where each field of an app's manifests comes from.
  init                 Write a first environment, explained line by line.
  schema               Write JSON Schemas by which editors complete and explain keys.
  generate-completion  Print a completion script for bash and zsh.

A first round:
  ./sluice init               write a first environment, with an app to change
  ./sluice synth              write dist/<environment>/<app>.k8s.yaml
  ./sluice synth --check      in CI: fail, with the diff, if dist/ is not what the inputs give
  ./sluice lint               hold all objects, your own manifests too, to the checks
  ./sluice explain dev web    show where each field of an app's manifests comes from

What an app is stands in environments/base.yaml and environments/<environment>.yaml;
which versions run, and which of them take traffic, in Pulumi.<environment>.yaml.

Exit codes: 0 done; 1 a check failed, or dist/ is not up to date; 2 the input is refused;
3 a bug of Sluice, or the machine (disk full, no permission).
[exit code 0]
""");
  }

  @Test
  void synthExplainsItself() {
    expectSelfie(run("synth", "--help"))
        .toBe(
"""
Write the Kubernetes YAML of environments to dist/.
Usage: sluice synth [-h] [--check] [--json] [--sarif] [--stdout] [--engine=ENGINE] [ENVIRONMENT...]

Writes the Kubernetes YAML of environments to dist/<environment>/<app>.k8s.yaml.
All files are written or none; files of dist/ that Sluice did not write are not touched.

      [ENVIRONMENT...]   Which environments (default: all of environments/, but base).
      --check            Write nothing; show what would change, and exit with 1 if anything would.
      --engine=ENGINE    native (default), or cdk8s: the same bytes by way of a cdk8s app, which
                           needs Node.
  -h, --help             Show this help message and exit.
      --json             Print what was done, or what is wrong, as JSON.
      --sarif            Print what is wrong as SARIF 2.1.0, for code hosts.
      --stdout           Write nothing; print the YAML.

Examples:
  ./sluice synth                      all environments
  ./sluice synth staging              one of them
  ./sluice synth --check              write nothing; exit with 1 and the diff if a file would change
  ./sluice synth dev --stdout | kubectl diff -f -

Exit codes: 0 done; 1 files would change (--check); 2 the input is refused, and nothing is written;
3 a bug of Sluice, or the machine (disk full, no permission).
[exit code 0]
""");
  }

  @Test
  void lintExplainsItself() {
    expectSelfie(run("lint", "--help"))
        .toBe(
"""
Hold all objects of environments to the checks.
Usage: sluice lint [-h] [--json] [--sarif] [ENVIRONMENT...]

Holds all objects of environments to the checks: what Sluice makes, and your own manifests.
Each finding says what must hold, why, who says so and what to do; docs/checks.md lists the checks.

      [ENVIRONMENT...]   Which environments (default: all of environments/, but base).
  -h, --help             Show this help message and exit.
      --json             Print the findings, or what is wrong, as JSON.
      --sarif            Print the findings, or what is wrong, as SARIF 2.1.0.

Examples:
  ./sluice lint                       all environments
  ./sluice lint staging               one of them
  ./sluice lint --sarif >lint.sarif   for a code host, which shows findings in the pull request

Exit codes: 0 no findings; 1 findings; 2 the input is refused; 3 a bug of Sluice, or the machine.
[exit code 0]
""");
  }

  @Test
  void explainExplainsItself() {
    expectSelfie(run("explain", "--help"))
        .toBe(
"""
Show where each field of an app's manifests comes from.
Usage: sluice explain [-h] [--json] ENVIRONMENT APP

Shows the manifests of an app and, behind each field, where its value comes from: the place in
environments/base.yaml, environments/<environment>.yaml or Pulumi.<environment>.yaml, or `default`
where it is Sluice's own. What it prints is valid YAML.

      ENVIRONMENT   The environment.
      APP           The app, or _environment for what belongs to none.
  -h, --help        Show this help message and exit.
      --json        Print an array with an object for each field.

Examples:
  ./sluice explain staging checkout
  ./sluice explain staging checkout | grep Pulumi     what a release changes
  ./sluice explain staging _environment               namespaces, quotas, priority class

Exit codes: 0 done; 2 the input is refused, or there is no such app; 3 a bug of Sluice, or the
machine.
[exit code 0]
""");
  }

  @Test
  void initExplainsItself() {
    expectSelfie(run("init", "--help"))
        .toBe(
"""
Write a first environment, explained line by line.
Usage: sluice init [-h] [--app=NAME] [--environment=NAME] [--image=REPOSITORY] [--namespace=NAME]

Writes a first environment: environments/base.yaml, environments/<environment>.yaml and
Pulumi.<environment>.yaml, with one app and comments that explain every key. Overwrites nothing.

      --app=NAME           The app (default: web).
      --environment=NAME   The environment (default: dev).
  -h, --help               Show this help message and exit.
      --image=REPOSITORY   Where the app's images are (default: registry.example/team/web).
      --namespace=NAME     The app's namespace (default: apps).

Examples:
  ./sluice init
  ./sluice init --app checkout --namespace shop --image registry.example/shop/checkout

Exit codes: 0 done; 2 a file is there already, or a name is refused; 3 a bug of Sluice, or the
machine.
[exit code 0]
""");
  }

  @Test
  void completionExplainsItself() {
    expectSelfie(run("generate-completion", "--help"))
        .toBe(
"""
Print a completion script for bash and zsh.
Usage: sluice generate-completion [-h]

Prints a script that completes commands and options in bash and zsh.

  -h, --help   Show this help message and exit.

Example:
  source <(./sluice generate-completion)
[exit code 0]
""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "synth", "lint", "explain", "init", "schema", "generate-completion"})
  void helpFitsATerminal(String command) {
    var help = command.isEmpty() ? run("--help") : run(command, "--help");
    assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void theCompletionScriptKnowsTheCommands() {
    var run = CommandRun.in(Path.of(""), "generate-completion");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .startsWith("#!/usr/bin/env bash\n")
        .contains("local commands=\"synth lint explain init schema generate-completion\"")
        .contains("--check");
  }

  @Test
  void aMissingCommandIsAMisuse() {
    expectSelfie(run())
        .toBe(
"""
[standard error]
Missing required subcommand
See `./sluice --help`.
[exit code 2]
""");
  }

  @Test
  void anUnknownEngineIsAnsweredWithTheKnownOnes() {
    expectSelfie(run("synth", "--engine", "helm"))
        .toBe(
"""
[standard error]
Invalid value for option '--engine': Must be `native` or `cdk8s`, but is `helm`.
See `./sluice synth --help`.
[exit code 2]
""");
  }

  @Test
  void aMissingParameterIsNamed() {
    expectSelfie(run("explain", "dev"))
        .toBe(
"""
[standard error]
Missing required parameter: 'APP'
See `./sluice explain --help`.
[exit code 2]
""");
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() {
    expectSelfie(run("synth", "--stdout", "--check"))
        .toBe(
"""
[standard error]
--stdout goes with none of --check, --json and --sarif: it prints the YAML alone.
See `./sluice synth --help`.
[exit code 2]
""");
    expectSelfie(run("synth", "--stdout", "--json"))
        .toBe(
"""
[standard error]
--stdout goes with none of --check, --json and --sarif: it prints the YAML alone.
See `./sluice synth --help`.
[exit code 2]
""");
  }

  private static String run(String... args) {
    return CommandRun.in(Path.of(""), args).text();
  }
}
