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

Generate Kubernetes YAML for blue-green, canary and autoscaled apps, and release them in steps.

  -h, --help      Show this help message and exit.
  -V, --version   Print version information and exit.

Commands:
  synth                Write the Kubernetes YAML of environments to dist/.
  lint                 Check all objects, including your own manifests.
  explain              Show where each field of an app's manifests comes from.
  init                 Write a first environment, with comments that explain it.
  schema               Write JSON Schemas, for completion and help in editors.
  status               Show what is running, and what receives traffic.
  plan                 Show what a release command would do.
  deploy               Deploy a version to the idle color or to the canary.
  switch               Send all traffic, or a share of it, to a color or track.
  promote              Make the new version the one that serves all traffic.
  rollback             Return to the version that served before.
  retire               Scale the idle color or the canary to zero.
  adopt                Copy manual changes from the cluster to the configuration.
  run                  Release a version in steps; roll back if it is bad.
  resume               Resume an unfinished release.
  abort                Roll back an unfinished release.
  generate-completion  Print a completion script for bash and zsh.

First steps:
  ./sluice init               write a first environment, with one app
  ./sluice synth              write dist/<environment>/<app>.k8s.yaml
  ./sluice synth --check      in CI: fail, with the diff, if dist/ is out of date
  ./sluice lint               check all objects, your own manifests included
  ./sluice explain dev web    show where each field of an app's manifests comes from

First release, on a cluster:
  ./sluice plan dev web run 1.1.0    show the steps, and what each changes
  ./sluice run dev web 1.1.0         release in steps; roll back if it is bad
  ./sluice status dev web            show what is running, and what receives traffic

Apps are defined in environments/base.yaml and environments/<environment>.yaml, versions and
traffic split in Pulumi.<environment>.yaml.

Exit codes: 0 done; 1 a check failed, dist/ is out of date, or a release was rolled back;
2 input refused; 3 a bug in Sluice, or a failure of the machine (disk full, no permission) or
the cluster; 4 a release was stopped midway.
[exit code 0]
""");
  }

  @Test
  void synthExplainsItself() {
    expectSelfie(run("synth", "--help"))
        .toBe(
"""
Write the Kubernetes YAML of environments to dist/.
Usage: sluice synth [-h] [--check] [--json] [--sarif] [--stdout] [--engine=ENGINE]
                    [--remove=ENVIRONMENT] [ENVIRONMENT...]

Write the Kubernetes YAML of environments to dist/<environment>/<app>.k8s.yaml, all files or
none. Any other file in dist/ that would be applied is refused; the file of an app that no
longer exists is removed.

      [ENVIRONMENT...]       The environments (default: all files in environments/ except base).
      --check                Write nothing; print what would change, and exit with 1 if anything
                               would.
      --engine=ENGINE        native (default), or cdk8s: the same bytes from a cdk8s app, which
                               needs Node.js.
  -h, --help                 Show this help message and exit.
      --json                 Print the changes, or the problems, as JSON.
      --remove=ENVIRONMENT   Only remove dist/ENVIRONMENT/, once the environment's file is deleted.
      --sarif                Print problems as SARIF 2.1.0, for code hosts.
      --stdout               Write nothing; print the YAML.

Examples:
  ./sluice synth                      all environments
  ./sluice synth staging              one of them
  ./sluice synth --check              print the diff, and exit with 1 if there is one
  ./sluice synth dev --stdout | kubectl diff -f -
  ./sluice synth --remove dev         remove dist/dev/ once environments/dev.yaml is deleted

Exit codes: 0 done; 1 files would change (--check); 2 input refused, nothing written; 3 a bug
in Sluice, or a failure of the machine (disk full, no permission).
[exit code 0]
""");
  }

  @Test
  void lintExplainsItself() {
    expectSelfie(run("lint", "--help"))
        .toBe(
"""
Check all objects, including your own manifests.
Usage: sluice lint [-h] [--json] [--sarif] [ENVIRONMENT...]

Check all objects of environments: those that Sluice generates and your own manifests. Each
finding names the rule, its reason, its source and the fix; docs/checks.md lists the checks.
Any other file in dist/ that would be applied is refused.

      [ENVIRONMENT...]   The environments (default: all files in environments/ except base).
  -h, --help             Show this help message and exit.
      --json             Print the findings, or the problems, as JSON.
      --sarif            Print the findings, or the problems, as SARIF 2.1.0.

Examples:
  ./sluice lint                       all environments
  ./sluice lint staging               one of them
  ./sluice lint --sarif >lint.sarif   show findings in the pull request

Exit codes: 0 no findings; 1 findings; 2 input refused; 3 a bug in Sluice, or a failure of the
machine.
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

Print the manifests of an app as valid YAML, with a comment after each field that says where
its value comes from: a line of environments/base.yaml, environments/<environment>.yaml or
Pulumi.<environment>.yaml, or `default` for Sluice's own.

      ENVIRONMENT   The environment.
      APP           The app, or _environment for objects that belong to no app.
  -h, --help        Show this help message and exit.
      --json        Print a JSON array with one object for each field.

Examples:
  ./sluice explain staging checkout
  ./sluice explain staging checkout | grep Pulumi     fields that a release changes
  ./sluice explain staging _environment               namespaces, quotas, priority class

Exit codes: 0 done; 2 input refused, or no such app; 3 a bug in Sluice, or a failure of the
machine.
[exit code 0]
""");
  }

  @Test
  void initExplainsItself() {
    expectSelfie(run("init", "--help"))
        .toBe(
"""
Write a first environment, with comments that explain it.
Usage: sluice init [-h] [--app=NAME] [--environment=NAME] [--image=REPOSITORY] [--namespace=NAME]

Write environments/base.yaml, environments/<environment>.yaml and Pulumi.<environment>.yaml
with one app and comments that explain the keys; and Pulumi.yaml, so that Pulumi runs this
Sluice. Overwrites nothing.

      --app=NAME           The app (default: web).
      --environment=NAME   The environment (default: dev).
  -h, --help               Show this help message and exit.
      --image=REPOSITORY   The repository of the app's images (default: registry.example/team/web).
      --namespace=NAME     The app's namespace (default: apps).

Examples:
  ./sluice init
  ./sluice init --app checkout --namespace shop --image registry.example/shop/checkout

Exit codes: 0 done; 2 a file exists already, or a name is refused; 3 a bug in Sluice, or a
failure of the machine.
[exit code 0]
""");
  }

  @Test
  void schemaExplainsItself() {
    expectSelfie(run("schema", "--help"))
        .toBe(
"""
Write JSON Schemas, for completion and help in editors.
Usage: sluice schema [-h]

Write JSON Schemas of the files to environments/schema/. Editors with the YAML language server
then complete, explain and check keys, in files that begin with the line printed here. Run it
again after each update of Sluice.

  -h, --help   Show this help message and exit.

Example:
  ./sluice schema

Exit codes: 0 done; 3 a bug in Sluice, or a failure of the machine (disk full, no
permission).
[exit code 0]
""");
  }

  @Test
  void releasesExplainThemselves() {
    expectSelfie(
            run("status", "--help")
                + run("plan", "--help")
                + run("deploy", "--help")
                + run("switch", "--help")
                + run("promote", "--help")
                + run("rollback", "--help")
                + run("retire", "--help")
                + run("adopt", "--help")
                + run("run", "--help")
                + run("resume", "--help")
                + run("abort", "--help"))
        .toBe(
"""
Show what is running, and what receives traffic.
Usage: sluice status [-h] [--json] [ENVIRONMENT] [APP]

Show the version, the ready pods and the traffic share of each color and track in the
cluster, how they differ from the configuration, and which releases are unfinished.

      [ENVIRONMENT]   The environment (default: all).
      [APP]           The app (default: all).
  -h, --help          Show this help message and exit.
      --json          Print each app as a line of JSON.

Examples:
  ./sluice status dev
  ./sluice status dev checkout

Exit codes: 0 done; 1 the cluster differs from the configuration, or a journal is
not trusted; 2 refused; 3 a bug in Sluice, or a failure of the machine or the
cluster.
[exit code 0]
Show what a release command would do.
Usage: sluice plan [-h] [--json] ENVIRONMENT APP VERB [ARGUMENT...]

Show the steps of a release command and, for each step, how it changes the configuration
and dist/ and how long it may take. Reads the cluster; changes nothing.

      ENVIRONMENT     The environment.
      APP             The app.
      VERB            The command: deploy, switch, promote, rollback, retire, adopt, run, resume,
                        abort.
      [ARGUMENT...]   Its arguments.
  -h, --help          Show this help message and exit.
      --json          Print the plan as JSON.

Examples:
  ./sluice plan dev checkout switch green
  ./sluice plan production streamgate-api run 1.2.0
  ./sluice plan production streamgate-api abort

Exit codes: 0 done; 2 refused; 3 a bug in Sluice, or a failure of the machine or
the cluster.
[exit code 0]
Deploy a version to the idle color or to the canary.
Usage: sluice deploy [-h] [--dry-run] [--json] ENVIRONMENT APP VERSION

Deploy a version to the idle color or to the canary, and wait until its pods are ready and
the Job of its smoke test has passed. No traffic moves. An autoscaled app is updated in place.

      ENVIRONMENT   The environment.
      APP           The app.
      VERSION       The image's tag, with a digest if one is required: `1.1.0@sha256:...`.
      --dry-run     Show the plan from the files; change nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.

Example:
  ./sluice deploy dev checkout 1.1.0

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Send all traffic, or a share of it, to a color or track.
Usage: sluice switch [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP SIDE [PERCENT]

Send PERCENT of the traffic (default: 100) to a color or track that has enough ready pods.
A share needs a router; a canary without one needs a replica count that gives that share.

      ENVIRONMENT      The environment.
      APP              The app.
      SIDE [PERCENT]   `blue` or `green`, `stable` or `canary`; and its share of the traffic, 0 to
                         100.
      --dry-run        Show the plan from the files; change nothing.
  -h, --help           Show this help message and exit.
      --json           Print each event as a line of JSON.
      --yes            Move traffic without asking; required without a terminal.

Examples:
  ./sluice switch dev checkout green       all traffic
  ./sluice switch dev checkout green 10    a tenth of it

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Make the new version the one that serves all traffic.
Usage: sluice promote [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP

Blue-green: send all traffic to the preview color. Canary: send all traffic to the canary,
deploy its version to the stable track, send all traffic back to it and retire the canary.

      ENVIRONMENT   The environment.
      APP           The app.
      --dry-run     Show the plan from the files; change nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; required without a terminal.

Example:
  ./sluice promote dev search

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Return to the version that served before.
Usage: sluice rollback [-h] [--json] [--yes] ENVIRONMENT APP

Take back a partial shift of traffic; otherwise send all traffic to the version that served
before and was found good. An unfinished release is rolled back as a whole.

      ENVIRONMENT   The environment.
      APP           The app.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; required without a terminal.

Examples:
  ./sluice rollback dev checkout
  ./sluice plan dev checkout rollback    see first what it would do

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Scale the idle color or the canary to zero.
Usage: sluice retire [-h] [--dry-run] [--json] ENVIRONMENT APP

Remove the pods of the idle color or the canary. Refused while it receives traffic in the
cluster, whatever the configuration says.

      ENVIRONMENT   The environment.
      APP           The app.
      --dry-run     Show the plan from the files; change nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.

Example:
  ./sluice retire dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Copy manual changes from the cluster to the configuration.
Usage: sluice adopt [-h] [--json] ENVIRONMENT APP

Copy the versions, the active color and the weight from the cluster to the configuration,
and leave the cluster as it is. Refused if no configuration gives what is there.

      ENVIRONMENT   The environment.
      APP           The app.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.

Examples:
  ./sluice adopt dev checkout
  ./sluice plan dev checkout adopt    see first what it would do

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Release a version in steps; roll back if it is bad.
Usage: sluice run [-h] [--dry-run] [--json] [--supersede] [--yes] ENVIRONMENT APP VERSION

Deploy a version, shift traffic to it in steps while the app's `analysis` measures it, then
promote it and watch it for a while. Roll it back if the analysis finds it bad.

      ENVIRONMENT   The environment.
      APP           The app.
      VERSION       The image's tag, with a digest if one is required: `1.1.0@sha256:...`.
      --dry-run     Show the plan from the files; change nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --supersede   Roll back an unfinished release of the app first.
      --yes         Move traffic without asking; required without a terminal.

Examples:
  ./sluice run dev streamgate-api 1.2.0
  ./sluice run production checkout 1.2.0 --yes    in a pipeline

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Resume an unfinished release.
Usage: sluice resume [-h] [--json] [--yes] ENVIRONMENT APP

Continue a release that was interrupted, stopped or killed, from the step that it was in:
forward, or back if it was already rolling back.

      ENVIRONMENT   The environment.
      APP           The app.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; required without a terminal.

Example:
  ./sluice resume dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
[exit code 0]
Roll back an unfinished release.
Usage: sluice abort [-h] [--json] [--yes] ENVIRONMENT APP

Return an app with an unfinished release to the state before it: first the traffic, then
the versions.

      ENVIRONMENT   The environment.
      APP           The app.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; required without a terminal.

Example:
  ./sluice abort dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, nothing changed; 3 a bug in Sluice, or a
failure of the machine or the cluster; 4 stopped midway: continue with `./sluice resume`,
roll back with `./sluice abort`.
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

Print a script that completes commands and options in bash and zsh.

  -h, --help   Show this help message and exit.

Example:
  source <(./sluice generate-completion)
[exit code 0]
""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "synth",
        "lint",
        "explain",
        "init",
        "schema",
        "status",
        "plan",
        "deploy",
        "switch",
        "promote",
        "rollback",
        "retire",
        "adopt",
        "run",
        "resume",
        "abort",
        "generate-completion"
      })
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
        .contains(
            "local commands=\"synth lint explain init schema status plan deploy switch promote"
                + " rollback retire adopt run resume abort generate-completion\"")
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
Invalid value for option '--engine': Must be `native` or `cdk8s`, got `helm`.
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
--stdout cannot be combined with --check, --json or --sarif: it prints only the YAML.
See `./sluice synth --help`.
[exit code 2]
""");
    expectSelfie(run("synth", "--stdout", "--json"))
        .toBe(
"""
[standard error]
--stdout cannot be combined with --check, --json or --sarif: it prints only the YAML.
See `./sluice synth --help`.
[exit code 2]
""");
  }

  private static String run(String... args) {
    return CommandRun.in(Path.of(""), args).text();
  }
}
