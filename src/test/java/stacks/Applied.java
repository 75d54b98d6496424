package stacks;

import static org.assertj.core.api.Assertions.assertThat;

import charts.Manifest;
import charts.RouteKind;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.pulumi.deployment.internal.Monitor;
import com.pulumi.resources.Resource;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.MockMonitor;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;
import pulumirpc.Resource.ResourceInvokeRequest;
import pulumirpc.Resource.ResourceInvokeResponse;
import stacks.cluster.ClusterIdentity;
import stacks.cluster.LiveAutoscaler;
import stacks.cluster.LiveCluster;
import stacks.cluster.LiveDeployment;
import stacks.guard.Direction;
import stacks.guard.GuardException;
import stacks.guard.Move;
import stacks.guard.TrafficChecks;
import stacks.program.LiveEnvironment;
import stacks.program.ProgramFailure;
import stacks.program.SingleAppUpdate;
import stacks.program.StackProgram;
import stacks.program.StackState;
import synth.Project;

/**
 * Records what the program does with a project, using Pulumi's mocks: which resources it registers,
 * when, and after which others.
 */
public final class Applied {
  public final FakeCluster cluster = new FakeCluster();
  public final FakeObjects objects = new FakeObjects();
  public final List<String> tested = Collections.synchronizedList(new ArrayList<>());
  public final List<Manifest> configMapsInUse = new ArrayList<>();
  public final List<String> events = Collections.synchronizedList(new ArrayList<>());
  public final List<ProgramFailure> failures = Collections.synchronizedList(new ArrayList<>());
  public final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  public final Map<String, RegisterResourceRequest> requests =
      Collections.synchronizedMap(new LinkedHashMap<>());
  public final Map<String, String> config = new LinkedHashMap<>();
  public final Map<String, String> lastOutputs = new LinkedHashMap<>();
  private final Project project;
  private String failing = "";
  private Optional<SingleAppUpdate> released = Optional.empty();
  private boolean preview;

  public Applied(Project project) {
    this.project = project;
  }

  /** Makes a check fail, by its name among the events. */
  public Applied failingAt(String check) {
    failing = check;
    return this;
  }

  /** Runs the program as the driver of a release of this app does. */
  public Applied asReleaseOf(String app, StackState state, Direction direction) {
    released = Optional.of(new SingleAppUpdate(app, state, direction));
    return this;
  }

  public Applied inPreview() {
    preview = true;
    return this;
  }

  /** Sets the engine's view of the stack's file, as JSON. */
  public Applied withRollouts(String json) {
    config.put("sluice:rollouts", json);
    return this;
  }

  /** Sets the engine's decrypted values, as JSON. */
  public Applied withSecrets(String json) {
    config.put("sluice:secrets", json);
    return this;
  }

  public TestResult run() {
    return run("test");
  }

  public TestResult run(String stack) {
    try {
      return PulumiTestInternal.builder()
          .options(
              TestOptions.builder().projectName("sluice").stackName(stack).preview(preview).build())
          .config(config)
          .standardLogger(log())
          .mocks(new Ids())
          .monitorDecorator(original -> new Recorder())
          .build()
          .runTest(
              new StackProgram(
                      project.folder(),
                      (context, warnings) ->
                          new LiveEnvironment(live(), objects, new RecordedChecks()),
                      ForkJoinPool.commonPool(),
                      () -> released,
                      () -> failures::add)
                  ::run);
    } finally {
      PulumiTest.cleanup();
    }
  }

  private Logger log() {
    var log = Logger.getAnonymousLogger();
    log.setUseParentHandlers(false);
    log.setLevel(Level.WARNING);
    log.addHandler(new Warnings());
    return log;
  }

  private final class Warnings extends Handler {
    @Override
    public void publish(LogRecord line) {
      if (line.getLevel().equals(Level.WARNING)) {
        warnings.add(line.getMessage().strip());
      }
    }

    @Override
    public void flush() {
      // There is no lock.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /** Returns each object with the names of those that are applied before it. */
  public String order() {
    return requests.entrySet().stream()
        .filter(each -> each.getValue().getCustom())
        .filter(each -> !each.getKey().startsWith("pulumi:"))
        .map(each -> each.getKey() + " <- " + before(each.getValue()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static String before(RegisterResourceRequest request) {
    var names = new TreeSet<String>();
    request.getDependenciesList().forEach(urn -> names.add(name(urn)));
    return names.isEmpty() ? "nothing" : String.join(", ", names);
  }

  private static String name(String urn) {
    var parts = urn.split("::", -1);
    var type = parts[2].substring(parts[2].lastIndexOf(':') + 1);
    return type + " " + parts[3];
  }

  private LiveCluster live() {
    return new LiveCluster() {
      @Override
      public ClusterIdentity identity() {
        return cluster.identity();
      }

      @Override
      public Optional<LiveDeployment> deployment(String namespace, String name) {
        return cluster.deployment(namespace, name);
      }

      @Override
      public Optional<LiveAutoscaler> autoscaler(String namespace, String deployment) {
        return cluster.autoscaler(namespace, deployment);
      }

      @Override
      public Map<String, String> selector(String namespace, String service) {
        return cluster.selector(namespace, service);
      }

      @Override
      public Map<String, Integer> weights(RouteKind kind, String namespace, String route) {
        return cluster.weights(kind, namespace, route);
      }

      @Override
      public Optional<String> routeProblem(RouteKind kind, String namespace, String route) {
        return cluster.routeProblem(kind, namespace, route);
      }

      @Override
      public List<Manifest> configMapsInUse(String namespace, String app) {
        return configMapsInUse;
      }
    };
  }

  private final class RecordedChecks implements TrafficChecks {
    @Override
    public void lookReady(Manifest deployment) {
      events.add("look " + deployment.name());
    }

    @Override
    public void awaitReady(Manifest deployment) {
      happens("ready " + deployment.name());
    }

    @Override
    public void takeReplicas(Manifest deployment) {
      happens("take the replicas of " + deployment.name());
    }

    @Override
    public void awaitReadyIfChanged(Manifest deployment, LiveDeployment before) {
      happens("ready if changed " + deployment.name());
    }

    @Override
    public void beforeMove(Move move) {
      move.smokeTest().ifPresent(test -> tested.add(move.receiving().name()));
      var way = move.direction() == Direction.ROLLBACK ? "ROLLBACK to " : "to ";
      happens("before the move " + way + move.receiving().name());
    }

    @Override
    public void afterMove(Move move) {
      happens("after the move to " + move.receiving().name());
    }

    @Override
    public void awaitSmokeTest(Manifest job) {
      happens("smoke test of " + job.name().replaceAll("-smoke-test-[0-9a-f]{8}", ""));
    }

    private void happens(String check) {
      events.add(check);
      if (check.equals(failing)) {
        throw new GuardException("Refused: " + check);
      }
    }
  }

  private static final class Ids implements Mocks {
    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
      return CompletableFuture.completedFuture(
          ResourceResult.of(Optional.of(args.name + "-id"), args.inputs));
    }
  }

  private final class Recorder extends MockMonitor implements Monitor {
    private Recorder() {
      super(new Ids(), PulumiTestInternal.mockLog(PulumiTestInternal.logger(Level.OFF)));
    }

    /** Answers like the engine when it is asked for the stack itself. */
    @Override
    public CompletableFuture<ResourceInvokeResponse> invokeAsync(ResourceInvokeRequest request) {
      var asked =
          request.getTok() + " " + request.getArgs().getFieldsOrThrow("urn").getStringValue();
      assertThat(asked)
          .isEqualTo(
              "pulumi:pulumi:getResource"
                  + " urn:pulumi:test::sluice::pulumi:pulumi:Stack::sluice-test");
      return CompletableFuture.completedFuture(
          ResourceInvokeResponse.newBuilder().setReturn(resource()).build());
    }

    private Struct resource() {
      var outputs = Struct.newBuilder();
      lastOutputs.forEach(
          (key, value) -> outputs.putFields(key, Value.newBuilder().setStringValue(value).build()));
      return Struct.newBuilder()
          .putFields("state", Value.newBuilder().setStructValue(outputs).build())
          .build();
    }

    @Override
    public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
        Resource resource, RegisterResourceRequest request) {
      var type = request.getType().substring(request.getType().lastIndexOf(':') + 1);
      var name = type + " " + request.getName();
      requests.put(name, request);
      events.add(name);
      return super.registerResourceAsync(resource, request);
    }
  }
}
