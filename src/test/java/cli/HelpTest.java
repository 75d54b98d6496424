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
  status               Show what runs, and what takes the requests.
  plan                 Show what a verb would do.
  deploy               Deploy a version to the side that takes no requests.
  switch               Send all requests, or a share of them, to a color or track.
  promote              Make the new version the one for all requests.
  rollback             Go back to the version before.
  retire               Take the pods of the side that takes no requests away.
  adopt                Configure what somebody changed in the cluster by hand.
  run                  A whole release: deploy, steps with analysis, promote or roll back.
  resume               Go on with a release that is not done.
  abort                Take a release that is not done back.
  generate-completion  Print a completion script for bash and zsh.

A first round:
  ./sluice init               write a first environment, with an app to change
  ./sluice synth              write dist/<environment>/<app>.k8s.yaml
  ./sluice synth --check      in CI: fail, with the diff, if dist/ is not what the inputs give
  ./sluice lint               hold all objects, your own manifests too, to the checks
  ./sluice explain dev web    show where each field of an app's manifests comes from

A first release, on a cluster:
  ./sluice plan dev web run 1.1.0    show its steps, and what each changes
  ./sluice run dev web 1.1.0         deploy, steps with analysis, promote or roll back
  ./sluice status dev web            show what runs, and what takes the requests

What an app is stands in environments/base.yaml and environments/<environment>.yaml;
which versions run, and which of them take traffic, in Pulumi.<environment>.yaml.

Exit codes: 0 done; 1 a check failed, dist/ is not up to date, or a release was rolled back;
2 the input is refused; 3 a bug of Sluice, or the machine (disk full, no permission), or the
cluster; 4 a release was stopped on its way.
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

Writes the Kubernetes YAML of environments to dist/<environment>/<app>.k8s.yaml.
All files are written or none. What is in dist/ and would be applied, but is not given by the
inputs, is refused; the file of an app that is gone is removed.

      [ENVIRONMENT...]       Which environments (default: all of environments/, but base).
      --check                Write nothing; show what would change, and exit with 1 if anything
                               would.
      --engine=ENGINE        native (default), or cdk8s: the same bytes by way of a cdk8s app,
                               which needs Node.
  -h, --help                 Show this help message and exit.
      --json                 Print what was done, or what is wrong, as JSON.
      --remove=ENVIRONMENT   Only remove dist/ENVIRONMENT/, of an environment whose file is gone.
      --sarif                Print what is wrong as SARIF 2.1.0, for code hosts.
      --stdout               Write nothing; print the YAML.

Examples:
  ./sluice synth                      all environments
  ./sluice synth staging              one of them
  ./sluice synth --check              write nothing; exit with 1 and the diff if a file would change
  ./sluice synth dev --stdout | kubectl diff -f -
  ./sluice synth --remove dev         remove dist/dev/, when environments/dev.yaml is gone

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
What is in dist/ and would be applied, but is not given by the inputs, is refused.

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
Pulumi.<environment>.yaml, with one app and comments that explain the keys; and Pulumi.yaml,
by which Pulumi runs this Sluice. Overwrites nothing.

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
Show what runs, and what takes the requests.
Usage: sluice status [-h] [--json] [ENVIRONMENT] [APP]

Shows for each side of each app its version, its ready pods and its share of the requests, as they
are in the cluster now; where that is not what is configured; and releases that are not done.

      [ENVIRONMENT]   Which environment (default: all).
      [APP]           Which of its apps (default: all).
  -h, --help          Show this help message and exit.
      --json          Print each app as a line of JSON.

Examples:
  ./sluice status dev
  ./sluice status dev checkout

Exit codes: 0 done; 1 the cluster is not as configured, or a journal is not used; 2 refused; 3 a
bug of Sluice, or the
machine, or the cluster.
[exit code 0]
Show what a verb would do.
Usage: sluice plan [-h] [--json] ENVIRONMENT APP VERB [ARGUMENT...]

Shows what a verb would do: its steps, and for each the change of the configuration, the change of
dist/ and the time that it takes at most. It reads the cluster, and touches nothing.

      ENVIRONMENT     The environment.
      APP             The app.
      VERB            One of deploy, switch, promote, rollback, retire, adopt, run, resume, abort.
      [ARGUMENT...]   What the verb takes.
  -h, --help          Show this help message and exit.
      --json          Print the plan as JSON.

Examples:
  ./sluice plan dev checkout switch green
  ./sluice plan production streamgate-api run 1.2.0
  ./sluice plan production streamgate-api abort

Exit codes: 0 done; 2 refused; 3 a bug of Sluice, or the machine or the cluster.
[exit code 0]
Deploy a version to the side that takes no requests.
Usage: sluice deploy [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP VERSION

Deploys a version to the preview color or the canary, waits until its pods are ready and the Job
of its smoke test has passed. No requests move. An autoscaled app has one side, and gets it there.

      ENVIRONMENT   The environment.
      APP           The app.
      VERSION       The image's tag, and its digest where images must have one: `1.1.0@sha256:...`.
      --dry-run     Show the plan, without a look at the cluster; touch nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice deploy dev checkout 1.1.0

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Send all requests, or a share of them, to a color or track.
Usage: sluice switch [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP SIDE [PERCENT]

Sends PERCENT of the requests (all by default) to a color or track, which must be ready for them. A
share needs a router, or for a canary without one a number of replicas that gives it.

      ENVIRONMENT      The environment.
      APP              The app.
      SIDE [PERCENT]   `blue` or `green`, `stable` or `canary`; and its share of the requests, 0 to
                         100.
      --dry-run        Show the plan, without a look at the cluster; touch nothing.
  -h, --help           Show this help message and exit.
      --json           Print each event as a line of JSON.
      --yes            Move traffic without asking; needed where nobody can be asked.

Examples:
  ./sluice switch dev checkout green       all requests
  ./sluice switch dev checkout green 10    a tenth of them

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Make the new version the one for all requests.
Usage: sluice promote [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP

Sends all requests to the preview color. A canary takes all requests, the stable track gets its
version, takes all requests back, and the canary is retired.

      ENVIRONMENT   The environment.
      APP           The app.
      --dry-run     Show the plan, without a look at the cluster; touch nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice promote dev search

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Go back to the version before.
Usage: sluice rollback [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP

Takes the requests back from a side that has a share of them; else all of them to the version that
took them before, and was found good. A release that is not done is taken back as a whole.

      ENVIRONMENT   The environment.
      APP           The app.
      --dry-run     Show the plan, without a look at the cluster; touch nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice rollback dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Take the pods of the side that takes no requests away.
Usage: sluice retire [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP

Scales the preview color or the canary to zero. Refused while it takes requests in the cluster,
whatever the configuration says.

      ENVIRONMENT   The environment.
      APP           The app.
      --dry-run     Show the plan, without a look at the cluster; touch nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice retire dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Configure what somebody changed in the cluster by hand.
Usage: sluice adopt [-h] [--dry-run] [--json] [--yes] ENVIRONMENT APP

Brings the versions, the active color and the weight that are in the cluster into the
configuration, and leaves the cluster as it is. Refused where no configuration makes that.

      ENVIRONMENT   The environment.
      APP           The app.
      --dry-run     Show the plan, without a look at the cluster; touch nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice adopt dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
A whole release: deploy, steps with analysis, promote or roll back.
Usage: sluice run [-h] [--dry-run] [--json] [--supersede] [--yes] ENVIRONMENT APP VERSION

Deploys a version, sends it more and more of the requests while `analysis` of the app looks at it,
then all of them, and watches it for a while. A version that is found bad is rolled back.

      ENVIRONMENT   The environment.
      APP           The app.
      VERSION       The image's tag, and its digest where images must have one: `1.1.0@sha256:...`.
      --dry-run     Show the plan, without a look at the cluster; touch nothing.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --supersede   Take a release that is not done back first.
      --yes         Move traffic without asking; needed where nobody can be asked.

Examples:
  ./sluice run dev streamgate-api 1.2.0
  ./sluice run production checkout 1.2.0 --yes    in a pipeline

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Go on with a release that is not done.
Usage: sluice resume [-h] [--json] [--yes] ENVIRONMENT APP

Goes on with the release of an app that was interrupted, stopped or killed, from the step that it
was in: forward, or back if it was on its way back.

      ENVIRONMENT   The environment.
      APP           The app.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice resume dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
[exit code 0]
Take a release that is not done back.
Usage: sluice abort [-h] [--json] [--yes] ENVIRONMENT APP

Takes the release of an app that is not done back to what was before it: the requests first, then
the versions.

      ENVIRONMENT   The environment.
      APP           The app.
  -h, --help        Show this help message and exit.
      --json        Print each event as a line of JSON.
      --yes         Move traffic without asking; needed where nobody can be asked.

Example:
  ./sluice abort dev checkout

Exit codes: 0 done; 1 rolled back; 2 refused, and nothing was changed; 3 a bug of Sluice, or the
machine; 4 stopped on the way: `./sluice resume` goes on, `./sluice abort` goes back.
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
