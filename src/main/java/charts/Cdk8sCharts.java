package charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cdk8s.ApiObject;
import org.cdk8s.ApiObjectMetadata;
import org.cdk8s.ApiObjectProps;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.JsonPatch;

/**
 * Connects Sluice and cdk8s: adds Sluice's constructs to a cdk8s app, and cdk8s charts to an
 * environment. Both need Node.js, in which cdk8s runs.
 *
 * <pre>{@code
 * Cdk8sCharts.mount(new Chart(app, "checkout"), BlueGreenApp.of(cluster, spec, release));
 *
 * EnvironmentChart.of(environment)
 *     .with(Cdk8sCharts.construct("redis", app -> new RedisChart(app, "redis")));
 * }</pre>
 */
public final class Cdk8sCharts {
  private static final String NODE_IS_MISSING =
      "cdk8s needs Node.js, but `node` cannot be started. Install Node.js 20 or later and add it to"
          + " PATH, or set JSII_NODE to its path; Sluice's native engine does not need it.";

  private static final Object KERNEL = new Object();

  private Cdk8sCharts() {}

  /**
   * Adds each manifest of a construct to a chart, or to a construct inside one, as an object whose
   * id is its kind, API group, namespace and name. Labels and namespace of that chart do not apply
   * to these objects, which are complete already.
   *
   * @return the objects in the order of the manifests, so that callers can add dependencies and
   *     patches
   */
  public static List<ApiObject> mount(software.constructs.Construct scope, Construct construct) {
    return construct.manifests().stream().map(manifest -> mount(scope, manifest)).toList();
  }

  /**
   * Returns a user's charts as a construct of an environment. They are built anew, in a separate
   * app, each time the manifests are requested.
   *
   * @param charts adds charts to the app; all of them are included, in the order in which cdk8s
   *     would write them
   */
  public static Construct construct(String name, Consumer<App> charts) {
    return new Charts(name, charts);
  }

  /**
   * Returns the objects of a chart as cdk8s would write them.
   *
   * @throws IllegalArgumentException if a value cannot be part of a manifest, such as a
   *     fraction
   */
  public static List<Manifest> manifests(Chart chart) {
    var origin = "cdk8s chart `" + chart.getNode().getId() + "`";
    return chart.toJson().stream()
        .map(object -> ForeignManifests.of((Map<?, ?>) object, origin))
        .toList();
  }

  /**
   * Runs work that uses cdk8s in a thread whose stack is large enough for it, one call at a time: a
   * JVM has one Node.js process, which answers one call after another.
   *
   * @throws UncheckedIOException if Node.js cannot be started
   */
  public static <T> T call(Supplier<T> work) {
    if (Thread.currentThread() instanceof KernelThread) {
      return work.get();
    }
    synchronized (KERNEL) {
      try {
        return CompletableFuture.supplyAsync(work, task -> new KernelThread(task).start()).join();
      } catch (CompletionException e) {
        throw failure(e);
      }
    }
  }

  /**
   * Replaces the whole object by a patch, because cdk8s' properties for Java have no fields beyond
   * the metadata. This also keeps the order of keys: cdk8s sorts them before it applies patches.
   */
  private static ApiObject mount(software.constructs.Construct scope, Manifest manifest) {
    var metadata = ApiObjectMetadata.builder().name(manifest.name());
    if (!manifest.namespace().isEmpty()) {
      metadata.namespace(manifest.namespace());
    }
    var object =
        new ApiObject(
            scope,
            manifest.key(),
            ApiObjectProps.builder()
                .apiVersion(manifest.apiVersion())
                .kind(manifest.kind())
                .metadata(metadata.build())
                .build());
    object.addJsonPatch(JsonPatch.replace("", manifest.fields()));
    return object;
  }

  private static RuntimeException failure(CompletionException failed) {
    var cause = failed.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof UncheckedIOException io && isMissingProgram(io)) {
      return new UncheckedIOException(NODE_IS_MISSING, new IOException(io));
    }
    return cause instanceof RuntimeException exception ? exception : failed;
  }

  /**
   * Compares the words of Java's {@link ProcessBuilder}: neither it nor jsii has a type or a code
   * for a program that cannot be started. A test starts Java without Node.js, and fails if a new
   * version changes the words.
   */
  private static boolean isMissingProgram(UncheckedIOException e) {
    return String.valueOf(e.getMessage()).contains("Cannot run program");
  }

  private record Charts(String name, Consumer<App> charts) implements Construct {
    @Override
    public List<Manifest> manifests() {
      return call(this::synthesize);
    }

    private List<Manifest> synthesize() {
      var app = new App();
      charts.accept(app);
      // Only this determines which chart comes first if one is inside another or refers to it.
      app.synthYaml();
      return app.getCharts().stream()
          .flatMap(chart -> Cdk8sCharts.manifests(chart).stream())
          .toList();
    }
  }

  /**
   * Has a large stack: calls between Java and Node.js nest for each object whose class overrides a
   * method of cdk8s.
   */
  private static final class KernelThread extends Thread {
    private static final long STACK_BYTES = 64L << 20;

    KernelThread(Runnable task) {
      super(null, task, "cdk8s", STACK_BYTES);
    }
  }
}
