package environments.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.Environment;
import environments.Environment.AppSource;
import environments.Environment.Source;
import environments.Shop;
import environments.yaml.RefusedException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputDigestsTest {
  private static final String BASE =
      Shop.base(
          Shop.app("checkout", "blueGreen")
              + "    replicas: 2\n    env: {A: a, B: b}\n"
              + Shop.app("search", "blueGreen")
              + "    replicas: 2\n");
  private static final String ENVIRONMENT = "version: 1\n";
  private static final String RELEASE =
      """
      config:
        sluice:rollouts:
          checkout: {active: blue, versions: {blue: 1.0.0}}
          search: {active: blue, versions: {blue: 1.0.0}}
      """;

  @Test
  void aDigestIsSha256InHexadecimal() {
    assertThat(source(BASE, ENVIRONMENT, RELEASE).digest()).matches("[0-9a-f]{64}");
    assertThat(app(BASE, ENVIRONMENT, RELEASE, "checkout").digest()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1 | '# a comment\n\nversion: 1'",
        "namespace: shop | namespace: \"shop\"",
        "{A: a, B: b} | {\"A\": 'a', B: b}",
        "requests: {cpu: 20m, memory: 32Mi} | requests: {memory: 32Mi, cpu: 20m}"
      })
  void layoutChangesNoDigest(String written, String otherwise) {
    assertThat(BASE).contains(written);
    assertThat(digests(source(BASE.replace(written, otherwise), ENVIRONMENT, RELEASE)))
        .isEqualTo(digests(source(BASE, ENVIRONMENT, RELEASE)));
  }

  @Test
  void itDoesNotMatterInWhichFileAValueStands() {
    var environment = "version: 1\napps: {checkout: {replicas: 2}}\n";
    assertThat(source(BASE, environment, RELEASE)).isEqualTo(source(BASE, ENVIRONMENT, RELEASE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop/checkout | shop/other",
        "{A: a, B: b} | {A: a, B: c}",
        "{A: a, B: b} | {A: a}",
        "{A: a, B: b} | {B: b, A: a}",
        "{A: a, B: b} | {A: aB, B: ''}"
      })
  void aValueChangesTheDigestOfItsAppAlone(String before, String after) {
    var changed = source(BASE.replace(before, after), ENVIRONMENT, RELEASE);
    var source = source(BASE, ENVIRONMENT, RELEASE);
    assertThat(changed.apps().get("checkout")).isNotEqualTo(source.apps().get("checkout"));
    assertThat(changed.apps().get("search")).isEqualTo(source.apps().get("search"));
    assertThat(changed.digest()).isEqualTo(source.digest());
  }

  @Test
  void theOrderOfPortsIsAValueForTheFirstIsWhatRoutesSendTo() {
    var http = "      http: {containerPort: 8080}\n";
    var metrics = "      metrics: {containerPort: 9090}\n";
    var swapped = BASE.replace(http + metrics, metrics + http);
    assertThat(app(swapped, ENVIRONMENT, RELEASE, "checkout").digest())
        .isNotEqualTo(app(BASE, ENVIRONMENT, RELEASE, "checkout").digest());
  }

  @Test
  void theClusterAndTheExemptionsConcernEveryApp() {
    for (var change :
        new String[] {"cluster: {dnsPolicy: Default}\n", "exemptions: {image-pinned: Other.}\n"}) {
      var changed = source(BASE, ENVIRONMENT + change, RELEASE);
      var source = source(BASE, ENVIRONMENT, RELEASE);
      assertThat(changed.digest()).isNotEqualTo(source.digest());
      assertThat(changed.apps().get("search")).isNotEqualTo(source.apps().get("search"));
    }
  }

  @Test
  void namespacesConcernNoApp() {
    var changed = source(BASE, ENVIRONMENT + "namespaces: {other: {}}\n", RELEASE);
    var source = source(BASE, ENVIRONMENT, RELEASE);
    assertThat(changed.digest()).isNotEqualTo(source.digest());
    assertThat(changed.apps()).isEqualTo(source.apps());
  }

  @Test
  void theReleaseStateChangesTheDigestOfItsAppHoweverItIsWritten() {
    var same = RELEASE.replaceFirst("1.0.0}", "'1.0.0'}, weight: 0");
    var next = RELEASE.replaceFirst("blue: 1.0.0", "blue: 1.1.0");
    var source = source(BASE, ENVIRONMENT, RELEASE);
    assertThat(source(BASE, ENVIRONMENT, same)).isEqualTo(source);
    assertThat(source(BASE, ENVIRONMENT, next).apps().get("checkout"))
        .isNotEqualTo(source.apps().get("checkout"));
    assertThat(source(BASE, ENVIRONMENT, next).apps().get("search"))
        .isEqualTo(source.apps().get("search"));
  }

  /** {@code pulumi config set --path} writes it like this. */
  @Test
  void aTagOfDigitsMayBeANumber() {
    var build = RELEASE.replaceFirst("blue: 1.0.0", "blue: 202611300145");
    assertThat(app(BASE, ENVIRONMENT, build, "checkout").release())
        .isEqualTo("{active: blue, versions: {blue: \"202611300145\"}}");
    assertThat(app(BASE, ENVIRONMENT, build.replace("202611300145", "'202611300145'"), "checkout"))
        .isEqualTo(app(BASE, ENVIRONMENT, build, "checkout"));
  }

  /** It writes text plain that Go takes for text, and other readers for a number or a date. */
  @ParameterizedTest
  @ValueSource(strings = {"7e12345", "1.5E999", "2024-45-1", "2024-02-30"})
  void aTagThatPulumiWritesPlainIsRead(String tag) {
    var build = RELEASE.replaceFirst("blue: 1.0.0", "blue: " + tag);
    assertThat(app(BASE, ENVIRONMENT, build, "checkout").release())
        .isEqualTo("{active: blue, versions: {blue: \"" + tag + "\"}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7e123", "1.10", "0e12345", "2024-12-01", "0777", "20260115123045123"})
  void aTagThatPulumiReadsAsSomethingElseIsRefused(String tag) {
    var build = RELEASE.replaceFirst("blue: 1.0.0", "blue: " + tag);
    assertThatThrownBy(() -> app(BASE, ENVIRONMENT, build, "checkout"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("; write \"" + tag + "\".");
  }

  @Test
  void aReleaseStateWithPodsThatAreKeptCanBeReadBackFromItsLine() {
    var shape =
        BASE.replaceFirst("replicas: 2", "autoscaling: {minReplicas: 2, maxReplicas: 9, cpu: 70%}");
    var release = RELEASE.replaceFirst("1.0.0}", "1.0.0}, minReplicas: {blue: 5}");
    var line = app(shape, ENVIRONMENT, release, "checkout").release();
    assertThat(line).isEqualTo("{active: blue, versions: {blue: 1.0.0}, minReplicas: {blue: 5}}");
    var again = RELEASE.replaceFirst("checkout: .*", "checkout: " + line);
    assertThat(app(shape, ENVIRONMENT, again, "checkout"))
        .isEqualTo(app(shape, ENVIRONMENT, release, "checkout"));
  }

  @Test
  void aReleaseStateCanBeReadBackFromItsLine() {
    var release =
        RELEASE.replaceFirst("blue: 1.0.0", "green: '1.10', blue: 1.0@sha256:" + "a".repeat(64));
    var line = app(BASE, ENVIRONMENT, release, "checkout").release();
    assertThat(line)
        .isEqualTo(
            "{active: blue, versions: {blue: 1.0@sha256:" + "a".repeat(64) + ", green: \"1.10\"}}");
    var again = RELEASE.replaceFirst("checkout: .*", "checkout: " + line);
    assertThat(app(BASE, ENVIRONMENT, again, "checkout"))
        .isEqualTo(app(BASE, ENVIRONMENT, release, "checkout"));
  }

  private static Environment.Source source(String base, String environment, String release) {
    return Shop.inputs(base, environment, release).environment().source().orElseThrow();
  }

  private static Environment.AppSource app(
      String base, String environment, String release, String name) {
    return Shop.source(Shop.inputs(base, environment, release), name);
  }

  private static List<String> digests(Source source) {
    var apps = source.apps().values().stream().map(AppSource::digest);
    return Stream.concat(Stream.of(source.digest()), apps).toList();
  }
}
