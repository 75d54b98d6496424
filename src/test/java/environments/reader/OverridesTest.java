package environments.reader;

import static org.assertj.core.api.Assertions.assertThat;

import environments.Shop;
import environments.routing.VirtualService;
import environments.values.ObjectName;
import environments.values.Reason;
import environments.workload.Autoscaling;
import environments.workload.EnvironmentVariable;
import environments.workload.Exemption;
import environments.workload.Probe;
import environments.workload.Probes;
import environments.workload.Replicas;
import environments.workload.Workload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {
  private static final String NOTHING = "version: 1\n";

  @Test
  void mappingsAreMergedAndListsReplaced() {
    var workload =
        checkout(
            """
                args: [--fast, --cache]
                env: {A: "1", B: "2"}
            """,
            """
                args: [--slow]
                env: {B: "3", C: "4"}
            """);
    assertThat(workload.args()).containsExactly("--slow");
    assertThat(workload.env().keySet()).containsExactly("A", "B", "C");
    assertThat(workload.env().get("B")).isEqualTo(new EnvironmentVariable.Literal("3"));
  }

  @Test
  void nullRemovesAKeyAndQuotedNullIsText() {
    var workload =
        checkout(
            """
                args: [--fast]
                env: {A: "1", B: "2"}
            """,
            """
                args: null
                env: {A: null, B: "null"}
            """);
    assertThat(workload.args()).isEmpty();
    assertThat(workload.env()).isEqualTo(Map.of("B", new EnvironmentVariable.Literal("null")));
  }

  @Test
  void anAppCanBeLeftOutOfAnEnvironment() {
    var base = Shop.base(app("checkout") + app("search"));
    var inputs = Shop.inputs(base, NOTHING + "apps: {search: null}\n", Shop.CHECKOUT);
    assertThat(inputs.environment().apps())
        .extracting(app -> app.name().value())
        .containsExactly("checkout");
  }

  @Test
  void everyAlternativeOfTheEnvironmentTakesThatOfTheBaseOut() {
    var base =
        """
            replicas: 2
            env:
              HOST: {fieldRef: metadata.name}
              NAME: {fieldRef: metadata.name}
              TEXT: text
            router:
              httpRoute: {hostnames: [shop.example]}
            exemptions:
              secrets-as-files: The program reads no files.
        """;
    var environment =
        """
            autoscaling: {minReplicas: 2, maxReplicas: 4, cpu: 70%}
            env:
              HOST: {secretKeyRef: {name: host, key: name}}
              NAME: text
              TEXT: {fieldRef: metadata.name}
            probes:
              readiness: {tcpSocket: {port: http}}
              liveness: {grpc: {port: http}}
              startup: {exec: {command: [./started]}, failureThreshold: 4}
            router:
              virtualService: {hosts: [shop.example]}
        """;
    var app = Shop.blueGreen(inputs(base, environment), "checkout");
    var workload = app.spec().workload();
    assertThat(app.spec().blue().scaling()).isEqualTo(Autoscaling.byCpu(2, 4, 70));
    assertThat(app.spec().router()).contains(VirtualService.of("shop.example"));
    assertThat(workload.env())
        .isEqualTo(
            Map.of(
                "HOST", new EnvironmentVariable.SecretKeyRef(ObjectName.parse("host"), "name"),
                "NAME", new EnvironmentVariable.Literal("text"),
                "TEXT", new EnvironmentVariable.FieldRef("metadata.name")));
    assertThat(workload.probes())
        .isEqualTo(
            Probes.of(Probe.of(new Probe.TcpSocket("http")), Probe.of(new Probe.Grpc("http", "")))
                .withStartup(
                    Probe.of(new Probe.Exec(List.of("./started"))).withFailureThreshold(4)));
  }

  @Test
  void namesOfTheUserAreNotTakenForAlternatives() {
    var workload =
        checkout(
            """
                env: {replicas: "1", httpGet: a}
                config: {replicas: "1", httpGet: a}
                labels: {replicas: "1"}
            """,
            """
                env: {autoscaling: "2", grpc: b}
                config: {autoscaling: "2", grpc: b}
                labels: {autoscaling: "2"}
            """);
    assertThat(workload.env().keySet())
        .containsExactly("replicas", "httpGet", "autoscaling", "grpc");
    assertThat(workload.config().keySet())
        .containsExactly("replicas", "httpGet", "autoscaling", "grpc");
    assertThat(workload.metadata().labels().keySet()).containsExactly("replicas", "autoscaling");
  }

  @Test
  void aColorsKeysAreLaidOverItsApp() {
    var app =
        Shop.blueGreen(
            inputs(
                """
                    replicas: 2
                    env: {A: "1", B: "2"}
                    colors:
                      green:
                        autoscaling: {minReplicas: 3, maxReplicas: 5, cpu: 70%}
                        env: {B: "3"}
                """,
                ""),
            "checkout");
    assertThat(app.spec().blue().scaling()).isEqualTo(Replicas.of(2));
    assertThat(app.spec().green().scaling()).isEqualTo(Autoscaling.byCpu(3, 5, 70));
    assertThat(app.spec().green().workload().env())
        .isEqualTo(
            Map.of(
                "A", new EnvironmentVariable.Literal("1"),
                "B", new EnvironmentVariable.Literal("3")));
  }

  @Test
  void bothColorsMayChooseAnotherAlternativeThanTheirApp() {
    var app =
        Shop.blueGreen(
            inputs(
                """
                    replicas: 2
                    colors:
                      blue: {autoscaling: {minReplicas: 2, maxReplicas: 5, cpu: 70%}}
                      green: {autoscaling: {minReplicas: 3, maxReplicas: 5, cpu: 70%}}
                """,
                ""),
            "checkout");
    assertThat(app.spec().blue().scaling()).isEqualTo(Autoscaling.byCpu(2, 5, 70));
    assertThat(app.spec().green().scaling()).isEqualTo(Autoscaling.byCpu(3, 5, 70));
  }

  @Test
  void appsOwnExemptionsCountBeforeThoseOfTheEnvironment() {
    var workload = checkout("    exemptions: {image-pinned: Mine.}\n", "    args: [a]\n");
    assertThat(workload.exemptions()).isEqualTo(Map.of(Exemption.IMAGE_PINNED, Reason.of("Mine.")));
  }

  private static Workload checkout(String base, String environment) {
    var keys = base.contains("replicas: 2") ? base : base + "    replicas: 2\n";
    return Shop.blueGreen(inputs(keys, environment), "checkout").spec().workload();
  }

  private static Inputs inputs(String base, String environment) {
    var apps = environment.isEmpty() ? "" : "apps:\n  checkout:\n" + environment;
    return Shop.checkout(base, NOTHING + apps);
  }

  private static String app(String name) {
    return Shop.app(name, "blueGreen") + "    replicas: 2\n";
  }
}
