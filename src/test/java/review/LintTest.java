package review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import charts.Construct;
import charts.EnvironmentChart;
import charts.Environments;
import charts.GeneratedEnvironments;
import charts.Manifest;
import environments.Environment;
import environments.reader.Inputs;
import environments.text.InvalidSpecException;
import environments.values.CheckName;
import environments.values.DnsLabel;
import environments.values.Reason;
import environments.yaml.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LintTest {
  private static final LocalDate BEFORE = LocalDate.of(2027, 1, 30);
  private static final LocalDate EXPIRY = LocalDate.of(2027, 1, 31);
  private static final String MANIFESTS =
      "manifests: {extra: {files: [extra.yaml], exemptions: {%s}}}\n";

  @Test
  void findingsOfAManifestSayWhereItsFieldStands() {
    assertThat(findings("", NO_PODS, BEFORE))
        .containsExactly(
            "extra.yaml:7:10 quota-limits: ResourceQuota shop/extra spec.hard.pods: Must be above"
                + " zero, got `0`.");
  }

  @Test
  void anExemptionOfTheEnvironmentFileLiftsAFinding() {
    assertThat(findings("quota-limits: Nothing runs here yet.", NO_PODS, BEFORE)).isEmpty();
  }

  @Test
  void anAnnotationOfAManifestLiftsNothing() {
    var annotated =
        NO_PODS.replace(
            "  namespace: shop\n",
            "  namespace: shop\n  annotations: {sluice.dev/exempt-quota-limits: I want it.}\n");
    assertThat(findings("", annotated, BEFORE)).hasSize(1);
  }

  @Test
  void anExemptionHoldsUntilTheDayBeforeItExpires() {
    var exemption = "quota-limits: {reason: Until something runs here., expires: \"2027-01-31\"}";
    assertThat(findings(exemption, NO_PODS, BEFORE)).isEmpty();
    assertThat(findings(exemption, NO_PODS, EXPIRY))
        .containsExactly(
            "extra.yaml:7:10 quota-limits: ResourceQuota shop/extra spec.hard.pods: Must be above"
                + " zero, got `0`. The exemption"
                + " `manifests.extra.exemptions.quota-limits` (base.yaml:3:55) expired on"
                + " 2027-01-31.");
  }

  @Test
  void anExemptionThatLiftsNothingIsAFinding() {
    assertThat(
            findings("probes: It has none., quota-limits: Nothing runs here yet.", NO_PODS, BEFORE))
        .containsExactly(
            "base.yaml:3:55 exemption-unused: manifests.extra.exemptions.probes: Unused exemption:"
                + " it suppresses nothing.");
  }

  @Test
  void findingsNeverShowASecret() {
    var secret =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: extra, namespace: shop}
        spec:
          containers:
            - name: extra
              image: https://user:hunter2@registry.example/extra:1
              args: [--password=hunter2]
              env:
                - {name: PASSWORD, value: hunter2}
                - {name: PASSWORD, value: hunter2}
              livenessProbe:
                httpGet: {path: /, port: 1, host: h, httpHeaders: [{name: Authorization, value: hunter2}]}
              readinessProbe:
                exec: {command: [check, hunter2]}
              startupProbe:
                exec: {command: [check, hunter2]}
        """;
    assertThat(findings("", secret, BEFORE))
        .hasSizeGreaterThan(20)
        .noneMatch(finding -> finding.contains("hunter2"));
  }

  @Test
  void aConstructOfAProgramIsHeldToTheChecks() {
    var chart = EnvironmentChart.of(Environments.all().get("everything")).with(MORE);
    assertThat(Lint.of(chart).findings(BEFORE))
        .extracting(Finding::toString)
        .containsExactly(
            "pss-namespace-level: Namespace more"
                + " metadata.labels.pod-security.kubernetes.io/enforce: Must be one of [baseline,"
                + " restricted], got nothing.",
            "pss-namespace-level: Namespace more"
                + " metadata.labels.pod-security.kubernetes.io/audit: Must be one of [baseline,"
                + " restricted], got nothing.",
            "pss-namespace-level: Namespace more"
                + " metadata.labels.pod-security.kubernetes.io/warn: Must be one of [baseline,"
                + " restricted], got nothing.");
  }

  @Test
  void aProgramExemptsItsConstructWithAReasonAndForATime() {
    var chart =
        EnvironmentChart.of(Environments.all().get("everything"))
            .with(
                MORE,
                Map.of(
                    CheckName.parse("pss-namespace-level"),
                    Reason.of("Nothing runs there.").until(EXPIRY),
                    CheckName.parse("probes"),
                    Reason.of("Pods without one.")));
    assertThat(Lint.of(chart).findings(BEFORE))
        .extracting(Finding::toString)
        .containsExactly(
            "exemption-unused: more.exemptions.probes: Unused exemption: it suppresses nothing.");
    assertThat(Lint.of(chart).findings(EXPIRY))
        .filteredOn(finding -> finding.check().id().equals("pss-namespace-level"))
        .hasSize(3)
        .allSatisfy(
            finding ->
                assertThat(finding.message())
                    .endsWith(
                        " The exemption `more.exemptions.pss-namespace-level` expired on"
                            + " 2027-01-31."));
  }

  @Test
  void anExemptionWithoutAReasonIsRefused() {
    var chart = EnvironmentChart.of(Environments.all().get("everything"));
    var exemptions = Map.of(CheckName.parse("probes"), Reason.of(" "));
    assertThatThrownBy(() -> chart.with(new Fixed("more", List.of()), exemptions))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage("exemptions.probes: Must be a reason that a reviewer can judge.");
  }

  @Test
  void anAppThatWritesConfigMapsSaysWhy() throws IOException {
    var permissions = "    permissions: [{resources: [configmaps], verbs: [get, patch]}]\n";
    var exemption = "    exemptions: {rbac-config-maps: Its library elects a leader by one.}\n";
    assertThat(findings(dev("  checkout:\n", "  checkout:\n" + permissions)))
        .containsExactly(
            "environments/base.yaml:90:3 rbac-config-maps: Role shop/checkout"
                + " rules[0].resourceNames: Must name the ConfigMaps that [patch] is for, and no"
                + " `<app>-release`, which is a journal of releases, got nothing.");
    assertThat(findings(dev("  checkout:\n", "  checkout:\n" + permissions + exemption))).isEmpty();
    assertThat(
            findings(
                dev(
                    "  checkout:\n",
                    "  checkout:\n" + permissions.replace(", patch", "") + exemption)))
        .containsExactly(
            "environments/dev.yaml:17:18 exemption-unused:"
                + " apps.checkout.exemptions.rbac-config-maps: Unused exemption: it suppresses"
                + " nothing.");
  }

  private static List<String> findings(Environment environment) {
    return Lint.of(EnvironmentChart.of(environment)).findings(BEFORE).stream()
        .map(finding -> finding.position().orElseThrow() + " " + finding)
        .toList();
  }

  /**
   * A user cannot fix generated objects: an app has exemptions only for its image, its Secrets and
   * its ConfigMaps.
   */
  @Property(tries = 200)
  void whateverAnEnvironmentCanSayPasses(
      @ForAll(supplier = GeneratedEnvironments.class) Environment environment) {
    assertThat(Lint.of(EnvironmentChart.of(environment)).findings(BEFORE)).isEmpty();
  }

  @Test
  void anExemptionOfAppsThatExpiredIsSaid() throws IOException {
    var example = Environments.example("dev");
    assertThat(Lint.of(EnvironmentChart.of(example)).findings(LocalDate.MAX)).isEmpty();
    var expiring =
        dev("image-pinned: .*", "image-pinned: {reason: Rebuilt., expires: \"2027-01-31\"}");
    assertThat(Lint.of(EnvironmentChart.of(expiring)).findings(BEFORE)).isEmpty();
    assertThat(Lint.of(EnvironmentChart.of(expiring)).findings(EXPIRY))
        .isNotEmpty()
        .allSatisfy(
            finding ->
                assertThat(finding.message())
                    .contains("`exemptions.image-pinned` (environments/dev.yaml:")
                    .endsWith(" expired on 2027-01-31."));
  }

  private static List<String> findings(String exemptions, String manifest, LocalDate day) {
    var base = "version: 1\nnamespaces: {shop: {}}\n" + MANIFESTS.replace("%s", exemptions);
    var inputs =
        Inputs.of(
                DnsLabel.parse("test"),
                SourceFile.of("base.yaml", base),
                SourceFile.of("test.yaml", "version: 1\n"),
                SourceFile.of("Pulumi.test.yaml", "config: {}\n"))
            .withManifests(List.of(SourceFile.of("extra.yaml", manifest)));
    return Lint.of(EnvironmentChart.of(inputs.environment())).findings(day).stream()
        .map(finding -> finding.position().orElseThrow() + " " + finding)
        .toList();
  }

  /** Returns the example with a changed file. */
  private static Environment dev(String written, String other) throws IOException {
    var file = Files.readString(Path.of("environments/dev.yaml"));
    return Inputs.of(
            DnsLabel.parse("dev"),
            SourceFile.of(
                "environments/base.yaml", Files.readString(Path.of("environments/base.yaml"))),
            SourceFile.of("environments/dev.yaml", file.replaceFirst(written, other)),
            SourceFile.of("Pulumi.dev.yaml", Files.readString(Path.of("Pulumi.dev.yaml"))))
        .environment();
  }

  private static final String NO_PODS =
      """
      apiVersion: v1
      kind: ResourceQuota
      metadata:
        name: extra
        namespace: shop
      spec:
        hard: {pods: 0}
      """;

  private static final Construct MORE =
      new Fixed(
          "more",
          List.of(
              new Manifest(
                  Map.of(
                      "apiVersion",
                      "v1",
                      "kind",
                      "Namespace",
                      "metadata",
                      Map.of("name", "more")))));

  private record Fixed(String name, List<Manifest> manifests) implements Construct {}
}
