package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import synth.Project;

class InitCommandTest {
  @TempDir private Path folder;

  @Test
  void anEmptyFolderGetsAnEnvironmentThatCanBeSynthesized() {
    expectSelfie(init())
        .toBe(
"""
added    environments/base.yaml
added    environments/dev.yaml
added    Pulumi.dev.yaml
added    Pulumi.yaml
added    environments/schema/base.schema.json
added    environments/schema/environment.schema.json
added    environments/schema/stack.schema.json

environments/base.yaml defines the app; environments/dev.yaml what differs in dev;
Pulumi.dev.yaml which versions run and which color takes the traffic.

Next:
  ln -s /opt/sluice/sluice sluice  # the command that all pages and messages use
  ./sluice synth            writes dist/dev/web.k8s.yaml
  ./sluice explain dev web  shows where each field comes from
  pulumi stack init dev     creates the stack
  pulumi up --stack dev     applies dist/dev
[exit code 0]
""");
    expectSelfie(CommandRun.in(folder, "synth").text())
        .toBe(
"""
added    dist/dev/_environment.k8s.yaml
added    dist/dev/web.k8s.yaml
2 files changed, 0 files are up to date. Review them with `git diff`.
[exit code 0]
""");
    assertThat(CommandRun.in(folder, "synth", "--check").exitCode()).isZero();
  }

  @Test
  void whatItWritesIsExplained() {
    init();
    var tree = new Project(folder).tree();
    expectSelfie(tree.get("environments/base.yaml"))
        .toBe(
"""
# yaml-language-server: $schema=schema/base.schema.json
# What your apps are, in every environment. environments/<environment>.yaml overrides what differs there: a mapping key
# by key, anything else as a whole; `null` takes a key out.
version: 1

namespaces:
  # Made by Sluice, with the labels that hold every pod to the restricted Pod Security Standard.
  apps: {}

apps:
  web:
    # How it is released: blueGreen (all traffic moves at once), canary (a growing share) or autoscaled (in place).
    strategy: blueGreen
    namespace: apps

    # Where its images are. Which version runs is release state, and stands in Pulumi.<environment>.yaml.
    image: registry.example/team/web

    # Ports of the container; Services offer them under the same number, or under `servicePort`.
    ports:
      http:
        containerPort: 8080

    # Ready for traffic? Alive at all? The two must ask different things.
    probes:
      readiness:
        httpGet:
          port: http
          path: /ready
      liveness:
        httpGet:
          port: http
          path: /live

    resources:
      requests:
        cpu: 100m
        memory: 64Mi
      limits:
        cpu: 500m
        memory: 128Mi

    # A fixed number of pods for each color; or `autoscaling:` with minReplicas, maxReplicas and targets.
    replicas: 2

    # What it may call besides DNS: nothing, unless it is named here. Another app of yours, or a block of addresses:
    # egress:
    #   - {app: stock, ports: [8080]}
    #   - {cidr: 10.20.0.0/16, ports: [5432]}

    # Environment variables. Secrets never stand here: mount them as files, under `secrets:`.
    env:
      LOG_LEVEL: info
""");
    expectSelfie(tree.get("environments/dev.yaml"))
        .toBe(
"""
# yaml-language-server: $schema=schema/environment.schema.json
# What differs in dev.
version: 1

exemptions:
  # Versions need a digest (1.0.0@sha256:...), so that what was reviewed is what runs. Here they need none, because:
  image-pinned: Development images are rebuilt under their tags.

apps:
  web:
    env:
      LOG_LEVEL: debug
""");
    expectSelfie(tree.get("Pulumi.dev.yaml"))
        .toBe(
"""
# yaml-language-server: $schema=environments/schema/stack.schema.json
config:
  sluice:rollouts:
    web:
      # The color that takes the traffic. To switch: set the other color's version, wait until it is ready, then change this.
      active: blue
      versions:
        blue: 1.0.0
""");
  }

  @Test
  void pulumiRunsTheSluiceThatWroteItsProject() {
    var project = new Project(folder.resolve("my shop"));
    CommandRun.in(project.folder(), "init");
    var jar = Installation.here().jarFrom(project.folder());
    expectSelfie(project.tree().getOrDefault("Pulumi.yaml", "").replace(jar, "/opt/sluice.jar"))
        .toBe(
"""
# Pulumi's project: each of its stacks is the environment of the same name.
name: "my-shop"
runtime:
  name: java
  options:
    # Sluice, which applies dist/<environment>/.
    binary: "/opt/sluice.jar"
""");
    var installation = new Installation(Path.of("/projects/shop/tools/sluice"));
    assertThat(installation.jarFrom(Path.of("/projects/shop")))
        .isEqualTo("tools/sluice/target/sluice.jar");
    assertThat(installation.jarFrom(Path.of("/projects/shop/tools/other")))
        .isEqualTo("../sluice/target/sluice.jar");
    assertThat(installation.launcherFrom(Path.of("/projects/shop")))
        .isEqualTo("tools/sluice/sluice");
    assertThat(installation.jarFrom(Path.of("/home/shop")))
        .isEqualTo("/projects/shop/tools/sluice/target/sluice.jar");
  }

  @Test
  void everyNameCanBeChosen() {
    expectSelfie(
            init(
                "--environment", "staging",
                "--app", "checkout",
                "--namespace", "shop",
                "--image", "registry.example:5000/shop/checkout"))
        .toBe(
"""
added    environments/base.yaml
added    environments/staging.yaml
added    Pulumi.staging.yaml
added    Pulumi.yaml
added    environments/schema/base.schema.json
added    environments/schema/environment.schema.json
added    environments/schema/stack.schema.json

environments/base.yaml defines the app; environments/staging.yaml what differs in staging;
Pulumi.staging.yaml which versions run and which color takes the traffic.

Next:
  ln -s /opt/sluice/sluice sluice  # the command that all pages and messages use
  ./sluice synth                     writes dist/staging/checkout.k8s.yaml
  ./sluice explain staging checkout  shows where each field comes from
  pulumi stack init staging          creates the stack
  pulumi up --stack staging          applies dist/staging
[exit code 0]
""");
    var tree = new Project(folder).tree();
    assertThat(tree.get("environments/base.yaml"))
        .contains(
            "  checkout:\n", "namespace: shop\n", "image: registry.example:5000/shop/checkout\n");
    assertThat(tree)
        .allSatisfy(
            (file, text) -> assertThat(file.contains("/schema/") || !text.contains("${")).isTrue());
    assertThat(CommandRun.in(folder, "synth").exitCode()).isZero();
  }

  @Test
  void nothingIsOverwritten() {
    var project = new Project(folder).write("Pulumi.dev.yaml", "config: {}\n");
    var before = project.tree();
    expectSelfie(init())
        .toBe(
"""
[standard error]
Pulumi.dev.yaml has 1 problem:
  1:1   This file exists already and is not overwritten; remove it first, or continue with it.
[exit code 2]
""");
    assertThat(project.tree()).isEqualTo(before);
  }

  @Test
  void namesThatKubernetesRefusesAreAMisuse() {
    expectSelfie(init("--app", "Web_1"))
        .toBe(
"""
[standard error]
Invalid value for option '--app': Must be 1 to 63 lower-case letters, digits and `-`, begin with a letter, and not end with `-`, got `Web_1`.
See `./sluice init --help`.
[exit code 2]
""");
    expectSelfie(init("--image", "web:1.0.0"))
        .toBe(
"""
[standard error]
Invalid value for option '--image': Must be a registry's host and a lower-case path without tag or digest, such as `registry.example/shop/checkout`, got `web:1.0.0`; the version belongs in `Pulumi.<environment>.yaml`.
See `./sluice init --help`.
[exit code 2]
""");
    assertThat(folder).isEmptyDirectory();
  }

  /** Each is a valid name, but not possible here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--app=on",
        "--app=null",
        "--namespace=default",
        "--namespace=y",
        "--environment=base"
      })
  void namesThatSynthWouldRefuseAreRefused(String option) {
    var run = CommandRun.in(folder, "init", option);
    assertThat(run.exitCode()).isEqualTo(Main.REFUSED);
    assertThat(run.err()).isNotEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEnvironmentCannotBeCalledBase() {
    expectSelfie(init("--environment", "base"))
        .toBe(
"""
[standard error]
environments/base.yaml has 1 problem:
  1:1   `base` is the file that all environments share; choose another `--environment`.
[exit code 2]
""");
  }

  private String init(String... args) {
    var all = new java.util.ArrayList<>(List.of("init"));
    all.addAll(List.of(args));
    return CommandRun.in(folder, all.toArray(String[]::new))
        .text()
        .replace(Installation.here().launcherFrom(folder), "/opt/sluice/sluice");
  }
}
