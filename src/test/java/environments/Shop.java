package environments;

import environments.apps.App;
import environments.reader.Inputs;
import environments.values.DnsLabel;
import environments.yaml.SourceFile;

/** Inputs of a small shop, which tests vary. */
public final class Shop {
  private Shop() {}

  public static Inputs inputs(String base, String environment, String release) {
    return Inputs.of(
        DnsLabel.parse("test"),
        SourceFile.of("environments/base.yaml", base),
        SourceFile.of("environments/test.yaml", environment),
        SourceFile.of("Pulumi.test.yaml", release));
  }

  /**
   * Returns the environment `test` with one app, {@code checkout}, whose other keys are given,
   * indented by four spaces.
   */
  public static Inputs checkout(String keys, String environment) {
    return inputs(base(app("checkout", "blueGreen") + keys), environment, CHECKOUT);
  }

  public static final String CHECKOUT =
      """
      config:
        sluice:rollouts:
          checkout: {active: blue, versions: {blue: 1.0.0}}
      """;

  public static String base(String apps) {
    return """
    version: 1
    cluster:
      gateway: {name: public, namespace: gateway}
    namespaces:
      shop: {}
    exemptions:
      image-pinned: Test images are rebuilt under their tags.
    apps:
    """
        + apps;
  }

  public static String app(String name, String strategy) {
    return """
      NAME:
        strategy: STRATEGY
        namespace: shop
        image: registry.example/shop/NAME
        ports:
          http: {containerPort: 8080}
          metrics: {containerPort: 9090}
        probes:
          readiness: {httpGet: {port: http, path: /ready}}
          liveness: {httpGet: {port: http, path: /live}}
        resources:
          requests: {cpu: 20m, memory: 32Mi}
          limits: {cpu: 1, memory: 128Mi}
    """
        .replace("NAME", name)
        .replace("STRATEGY", strategy);
  }

  public static App.BlueGreen blueGreen(Inputs inputs, String name) {
    return (App.BlueGreen) app(inputs.environment(), name);
  }

  public static App app(Environment environment, String name) {
    return environment.apps().stream()
        .filter(app -> app.name().value().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public static Environment.AppSource source(Inputs inputs, String name) {
    return inputs.environment().source().orElseThrow().apps().get(name);
  }
}
