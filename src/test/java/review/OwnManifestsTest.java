package review;

import static org.assertj.core.api.Assertions.assertThat;

import charts.EnvironmentChart;
import environments.DnsLabel;
import environments.Inputs;
import environments.SourceFile;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What single checks say of manifests of the user's own, which are written in other ways than those that are made. */
class OwnManifestsTest {
  private static final String BASE =
      """
      version: 1
      namespaces: {shop: {}}
      manifests: {extra: {files: [extra.yaml]}}
      """;

  @Test
  void variablesThatSayWhereSecretsAreHoldNone() {
    assertThat(findings("no-secret-literals", pod(OPEN_VARIABLES))).isEmpty();
    assertThat(findings("no-secret-literals", pod("{name: DB_PASSWORD, value: hunter2}")))
        .containsExactly(
            "Pod shop/extra spec.containers[0].env[0].value: Must be no secret, but looks like"
                + " one.");
  }

  private static final String OPEN_VARIABLES =
      "{name: DB_PASSWORD_FILE, value: /etc/secrets/db/password},"
          + " {name: TOKEN_URL, value: 'https://idp.example/oauth/token'},"
          + " {name: MAX_TOKENS, value: '4096'},"
          + " {name: TOKEN, valueFrom: {fieldRef: {fieldPath: metadata.name}}}";

  private static String pod(String variables) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: extra, namespace: shop}
    spec: {containers: [{name: extra, env: [VARIABLES]}]}
    """
        .replace("VARIABLES", variables);
  }

  /** Of one check, without its name. */
  private static List<String> findings(String check, String manifests) {
    var inputs =
        Inputs.of(
                DnsLabel.parse("test"),
                SourceFile.of("base.yaml", BASE),
                SourceFile.of("test.yaml", "version: 1\n"),
                SourceFile.of("Pulumi.test.yaml", "config: {}\n"))
            .withManifests(List.of(SourceFile.of("extra.yaml", manifests)));
    return Lint.of(EnvironmentChart.of(inputs.environment())).findings(LocalDate.EPOCH).stream()
        .filter(finding -> finding.check().id().equals(check))
        .map(finding -> finding.toString().substring(check.length() + 2))
        .toList();
  }
}
