package charts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.Environment;
import environments.NamespaceSpec;
import environments.apps.BlueGreenRelease;
import environments.apps.BlueGreenSpec;
import environments.cluster.Cluster;
import environments.values.Color;
import environments.values.DnsLabel;
import environments.values.ImageRepository;
import environments.values.Version;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Replicas;
import environments.workload.Resources;
import environments.workload.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.App;
import org.cdk8s.AppProps;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.JsonPatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class Cdk8sChartsTest {
  private static final BlueGreenApp CHECKOUT =
      BlueGreenApp.of(
          Cluster.PLAIN,
          BlueGreenSpec.of(DnsLabel.parse("checkout"), workload(), Replicas.of(3)),
          BlueGreenRelease.active(Color.BLUE, Version.parse("1.0.0@sha256:" + "0".repeat(64))));

  @TempDir private Path folder;

  @Test
  void aBlueGreenAppCanBePartOfAJavaTeamsOwnApp() {
    run(
        () -> {
          var app = new App(AppProps.builder().outdir(folder.toString()).build());
          ownChart(app, "own");
          Cdk8sCharts.mount(new Chart(app, "checkout"), CHECKOUT);
          app.synth();
        });
    assertThat(folder)
        .isDirectoryContaining("glob:**own.k8s.yaml")
        .isDirectoryContaining("glob:**checkout.k8s.yaml");
    assertThat(read("own.k8s.yaml")).containsExactly(configMap("own", Map.of("greeting", "hello")));
    assertThat(read("checkout.k8s.yaml"))
        .isEqualTo(CHECKOUT.manifests().stream().map(Manifest::fields).toList());
  }

  @Test
  void mountedObjectsAreKnownByKindGroupNamespaceAndName() {
    var objects =
        Cdk8sCharts.call(
            () ->
                Cdk8sCharts.mount(new Chart(new App(), "checkout"), CHECKOUT).stream()
                    .map(object -> object.getNode().getPath() + " " + object.getName())
                    .toList());
    assertThat(objects)
        .hasSameSizeAs(CHECKOUT.manifests())
        .contains(
            "checkout/Deployment.apps shop checkout-blue checkout-blue",
            "checkout/Service shop checkout-active checkout-active");
  }

  @Test
  void objectsOfOneNameInTwoNamespacesFitInOneChart() {
    var quota = Fixed.of("quotas", List.of(inNamespace("shop"), inNamespace("streamgate")));
    assertThat(mounted(quota, ChartProps.builder().build())).isEqualTo(quota.manifests());
  }

  @Test
  void kindsOfOneNameInTwoGroupsFitInOneChart() {
    var gateways =
        Fixed.of(
            "gateways",
            List.of(gateway("networking.istio.io/v1"), gateway("gateway.networking.k8s.io/v1")));
    assertThat(mounted(gateways, ChartProps.builder().build())).isEqualTo(gateways.manifests());
  }

  @Test
  void labelsAndNamespaceOfTheChartDoNotChangeWhatIsMounted() {
    var props = ChartProps.builder().namespace("other").labels(Map.of("team", "x")).build();
    assertThat(mounted(CHECKOUT, props)).isEqualTo(CHECKOUT.manifests());
  }

  @Test
  void aTeamCanPatchWhatItMounted() {
    var patched =
        Cdk8sCharts.call(
            () -> {
              var object =
                  Cdk8sCharts.mount(
                          new Chart(new App(), "own"),
                          Fixed.of("own", List.of(configMap("own", Map.of("greeting", "hello")))))
                      .get(0);
              object.addJsonPatch(JsonPatch.replace("/data/greeting", "good morning"));
              return object.toJson();
            });
    assertThat(patched).isEqualTo(configMap("own", Map.of("greeting", "good morning")));
  }

  @Test
  void allChartsOfATeamAreOneConstruct() {
    var construct =
        Cdk8sCharts.construct(
            "team",
            app -> {
              var outer = ownChart(app, "outer");
              ownChart(outer, "inner");
              ownChart(app, "second");
            });
    var chart = EnvironmentChart.of(environment()).with(construct);
    assertThat(chart.constructs())
        .filteredOn(made -> made.name().equals("team"))
        .flatExtracting(Construct::manifests)
        .extracting(Manifest::fields)
        .containsExactly(
            configMap("inner", Map.of("greeting", "hello")),
            configMap("outer", Map.of("greeting", "hello")),
            configMap("second", Map.of("greeting", "hello")));
  }

  @Test
  void aFractionIsRefusedWithItsPlace() {
    var construct = patchedChart(Map.of("ratios", List.of(1, 1.5)));
    assertThatThrownBy(construct::manifests)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cdk8s chart `own`: ConfigMap.data.ratios[1]: Must be a mapping, list, string, 64-bit"
                + " integer or boolean, got `1.5`; write a fraction as a string or a quantity, and"
                + " omit null values.");
  }

  @Test
  void callsNestInOneThread() {
    var threads =
        Cdk8sCharts.call(
            () -> List.of(Thread.currentThread(), Cdk8sCharts.call(Thread::currentThread)));
    assertThat(threads.get(1)).isSameAs(threads.get(0)).isNotSameAs(Thread.currentThread());
  }

  @Test
  void whatACallThrowsReachesItsCaller() {
    assertThatThrownBy(
            () ->
                Cdk8sCharts.call(
                    () -> {
                      throw new UncheckedIOException(new IOException("disk full"));
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("disk full");
    assertThatThrownBy(
            () ->
                Cdk8sCharts.call(
                    () -> {
                      throw new AssertionError("bug");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("bug");
  }

  /**
   * Fails if a new version of Java or jsii changes the words by which a missing program is known.
   * Runs in a separate JVM, because this one has started its Node.js already.
   */
  @Test
  void whereNodeIsMissingTheMessageSaysSo() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), WithoutNode.class.getName())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("JSII_"));
    builder.environment().put("PATH", folder.toString());
    var process = builder.start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(
            "cdk8s needs Node.js, but `node` cannot be started. Install Node.js 20 or later and add"
                + " it to PATH, or set JSII_NODE to its path; Sluice's native engine does not need"
                + " it.");
  }

  /** Makes a cdk8s app, and prints the message if that fails. */
  static final class WithoutNode {
    private WithoutNode() {}

    public static void main(String[] args) {
      try {
        Cdk8sCharts.call(App::new);
      } catch (UncheckedIOException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private static List<Manifest> mounted(Construct construct, ChartProps props) {
    return Cdk8sCharts.call(
        () -> {
          var chart = new Chart(new App(), "chart", props);
          Cdk8sCharts.mount(chart, construct);
          return Cdk8sCharts.manifests(chart);
        });
  }

  private static Construct patchedChart(Map<String, Object> data) {
    return Cdk8sCharts.construct(
        "own",
        app -> {
          var chart = new Chart(app, "own");
          ownObject(chart, "own").addJsonPatch(JsonPatch.add("/data", data));
        });
  }

  private static Chart ownChart(software.constructs.Construct scope, String name) {
    var chart = new Chart(scope, name);
    ownObject(chart, name).addJsonPatch(JsonPatch.add("/data", Map.of("greeting", "hello")));
    return chart;
  }

  private static ApiObject ownObject(Chart chart, String name) {
    return new ApiObject(
        chart,
        "config",
        ApiObjectProps.builder()
            .apiVersion("v1")
            .kind("ConfigMap")
            .metadata(ApiObjectMetadata.builder().name(name).namespace("shop").build())
            .build());
  }

  private static Map<String, Object> configMap(String name, Map<String, Object> data) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "ConfigMap",
        "metadata",
        Map.of("name", name, "namespace", "shop"),
        "data",
        data);
  }

  private static Map<String, Object> inNamespace(String namespace) {
    return Map.of(
        "apiVersion", "v1",
        "kind", "ResourceQuota",
        "metadata", Map.of("name", "quota", "namespace", namespace));
  }

  private static Map<String, Object> gateway(String apiVersion) {
    return Map.of(
        "apiVersion",
        apiVersion,
        "kind",
        "Gateway",
        "metadata",
        Map.of("name", "public", "namespace", "gateway"));
  }

  private static Environment environment() {
    var shop = NamespaceSpec.of(DnsLabel.parse("shop"));
    return Environment.of(DnsLabel.parse("dev"), Cluster.PLAIN, List.of(shop), List.of());
  }

  private static Workload workload() {
    return Workload.builder()
        .namespace(DnsLabel.parse("shop"))
        .image(ImageRepository.parse("registry.example/shop/checkout"))
        .ports(Ports.of(Port.of("http", 8080)))
        .probes(Probes.of(Probe.httpGet("http", "/ready"), Probe.httpGet("http", "/live")))
        .resources(Resources.of("100m", "500m", "64Mi", "128Mi"))
        .env("OCTAL", "0755")
        .build();
  }

  private List<Object> read(String file) {
    var documents = new ArrayList<Object>();
    try {
      var text = Files.readString(folder.resolve(file));
      var load = new Load(LoadSettings.builder().build());
      StreamSupport.stream(load.loadAllFromString(text).spliterator(), false)
          .forEach(documents::add);
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(Runnable work) {
    assertThat(
            Cdk8sCharts.call(
                () -> {
                  work.run();
                  return true;
                }))
        .isTrue();
  }

  private record Fixed(String name, List<Manifest> manifests) implements Construct {
    static Fixed of(String name, List<Map<String, Object>> documents) {
      return new Fixed(name, documents.stream().map(Manifest::new).toList());
    }
  }
}
