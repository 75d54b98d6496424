package stacks.program;

import charts.Construct;
import charts.EnvironmentChart;
import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import environments.StackSettings;
import environments.apps.App;
import environments.text.Visible;
import environments.yaml.RefusedException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import stacks.cluster.ClusterException;
import stacks.cluster.FailureCause;
import stacks.cluster.LiveCluster;
import stacks.edits.EditSearch;
import stacks.edits.EditsException;
import stacks.guard.Direction;
import stacks.plan.AppPlan;
import stacks.plan.Layout;
import stacks.plan.TransitionRefusals;
import synth.RecordedEnvironment;

/**
 * Applies the environment with the stack's name. Everything that can be refused is refused before
 * the first object is registered.
 */
public final class StackProgram {
  private final Path project;
  private final BiFunction<Optional<String>, Consumer<String>, LiveEnvironment> clusters;
  private final Executor executor;
  private final Supplier<Optional<SingleAppUpdate>> released;
  private final Supplier<Consumer<ProgramFailure>> failures;

  /**
   * @param clusters opens the cluster of a context, or the current one, with a receiver of its
   *     warnings
   * @param executor runs what waits for the cluster
   * @param released called in each update: the only app that is applied; all are if empty
   * @param failures called in each update; receives the reasons why it ends
   */
  public StackProgram(
      Path project,
      BiFunction<Optional<String>, Consumer<String>, LiveEnvironment> clusters,
      Executor executor,
      Supplier<Optional<SingleAppUpdate>> released,
      Supplier<Consumer<ProgramFailure>> failures) {
    this.project = project;
    this.clusters = clusters;
    this.executor = executor;
    this.released = released;
    this.failures = failures;
  }

  public void run(Context context) {
    PulumiLibrary.calm();
    var report = failures.get();
    try {
      apply(context, report);
    } catch (EditsException e) {
      throw failed(report, FailureCause.CONFLICT, e);
    } catch (ClusterException e) {
      throw failed(report, e.because(), e);
    } catch (RefusedException | RunException e) {
      throw failed(report, FailureCause.REFUSED, e);
    }
  }

  private static RunException failed(
      Consumer<ProgramFailure> report, FailureCause because, RuntimeException e) {
    var text = Visible.text(String.valueOf(e.getMessage()));
    report.accept(new ProgramFailure(because, text));
    return new RunException(text);
  }

  private void apply(Context context, Consumer<ProgramFailure> report) {
    var recorded = RecordedEnvironment.of(project, context.stackName());
    var settings = recorded.inputs().settings();
    var config = new EngineConfig(context.config("sluice")::get);
    config.checkSameAs(recorded.inputs(), recorded.environment(), settings);
    var rule = new DigestRule(recorded);
    rule.refusal(settings)
        .ifPresent(
            reason -> {
              throw new RunException(reason);
            });
    warn(context, rule, settings);
    var made = EnvironmentChart.of(recorded.environment()).constructs();
    requireKnownFields(manifests(recorded, byName(made)));
    Consumer<String> warnings = warning -> context.log().warn(Visible.text(warning));
    var live = clusters.apply(settings.context(), warnings);
    var release = released.get();
    var cluster = cluster(context, settings, release, live.cluster());
    enforce(context, cluster, release);
    var edits =
        new EditRule(
            recorded.environment(),
            settings,
            config.secrets(),
            made,
            release,
            new EditSearch(live.objects(), warnings));
    var plans = plans(recorded, edits.constructs(), live.cluster(), release);
    enforce(new TransitionRefusals(recorded.inputs()).refusal(plans), edits);
    if (!Deployment.getInstance().isDryRun()) {
      edits.undo();
    }
    var constructs = edits.constructs();
    new EnvironmentResources(
            settings,
            config.secrets(),
            new Gates(executor, release.isPresent(), report),
            live.checks(),
            release)
        .register(
            construct(constructs, EnvironmentChart.ENVIRONMENT),
            manifests(recorded, constructs),
            plans);
    export(context, rule, settings, plans, release);
    cluster.known().ifPresent(uid -> context.export(ClusterRule.OUTPUT, Output.of(uid.value())));
  }

  private static ClusterRule cluster(
      Context context,
      StackSettings settings,
      Optional<SingleAppUpdate> release,
      LiveCluster live) {
    var last = release.map(one -> one.state().outputs()).orElseGet(LastOutputs::read);
    return new ClusterRule(
        context.stackName(), settings.cluster(), last.cluster(), live.identity());
  }

  /** A release has warned already, and takes several updates. */
  private static void enforce(
      Context context, ClusterRule rule, Optional<SingleAppUpdate> release) {
    rule.refusal()
        .ifPresent(
            reason -> {
              throw new RunException(reason);
            });
    rule.warning().filter(text -> release.isEmpty()).ifPresent(context.log()::warn);
  }

  /** Refuses everything at once. */
  private static void enforce(Optional<RefusedException> transitions, EditRule edits) {
    var undone = edits.refused();
    if (!undone.isEmpty()) {
      var text = edits.refusal(undone);
      throw new EditsException(
          transitions.map(refused -> refused.getMessage() + "\n\n" + text).orElse(text));
    }
    transitions.ifPresent(
        refused -> {
          throw refused;
        });
  }

  private static Map<String, Construct> byName(List<Construct> constructs) {
    return constructs.stream().collect(Collectors.toMap(Construct::name, Function.identity()));
  }

  private static List<AppPlan> plans(
      RecordedEnvironment recorded,
      Map<String, Construct> constructs,
      LiveCluster cluster,
      Optional<SingleAppUpdate> release) {
    boolean isReturn = release.stream().anyMatch(one -> one.direction() == Direction.ROLLBACK);
    return recorded.environment().apps().stream()
        .filter(app -> release.stream().allMatch(one -> one.app().equals(app.name().value())))
        .map(app -> AppPlan.of(layout(app, constructs), cluster, isReturn))
        .toList();
  }

  private static List<Construct> manifests(
      RecordedEnvironment recorded, Map<String, Construct> constructs) {
    return recorded.environment().manifests().stream()
        .map(plain -> construct(constructs, plain.name().value()))
        .toList();
  }

  private static void requireKnownFields(List<Construct> manifests) {
    var unknown =
        manifests.stream()
            .flatMap(own -> own.manifests().stream())
            .flatMap(
                manifest ->
                    ManifestArgs.unknownFields(manifest).stream()
                        .map(field -> manifest.id() + " has `" + field + "`"))
            .toList();
    if (!unknown.isEmpty()) {
      throw new RunException(
          "Pulumi supports only the top-level fields of Kubernetes' own kinds (`metadata`, `spec`,"
              + " `data` and others), but in `manifests` "
              + String.join(", ", unknown)
              + ". Apply these in another way, such as `kubectl apply`, and take them out of"
              + " `manifests`.");
    }
  }

  private static Layout layout(App app, Map<String, Construct> constructs) {
    return Layout.of(app, construct(constructs, app.name().value()));
  }

  private static Construct construct(Map<String, Construct> constructs, String name) {
    return Optional.ofNullable(constructs.get(name)).orElseThrow();
  }

  private static void warn(Context context, DigestRule rule, StackSettings settings) {
    settings
        .applyUnreviewed()
        .ifPresent(
            reason ->
                context
                    .log()
                    .warn(
                        "Applying without review what dist/ does not contain: "
                            + Visible.line(reason)
                            + "\n`pulumi config rm sluice:applyUnreviewed` turns this off."));
    settings
        .undoEdits()
        .ifPresent(
            reason ->
                context
                    .log()
                    .warn(
                        "Undoing edits made in the cluster: "
                            + Visible.line(reason)
                            + "\n`pulumi config rm sluice:undoEdits` turns this off."));
    if (!rule.lagging().isEmpty()) {
      context
          .log()
          .info(
              "dist/ has another release state of "
                  + String.join(", ", rule.lagging())
                  + "; `./sluice synth` brings it up to date.");
    }
  }

  private static void export(
      Context context,
      DigestRule rule,
      StackSettings settings,
      List<AppPlan> plans,
      Optional<SingleAppUpdate> release) {
    var apps = new LinkedHashMap<String, Object>();
    release.ifPresent(one -> apps.putAll(one.state().outputs().apps()));
    plans.forEach(plan -> apps.put(plan.layout().name(), AppOutputs.of(plan.layout())));
    context.export("apps", Output.of(apps));
    context.export("dist", Output.of(Map.of("digest", rule.digest(), "lagging", rule.lagging())));
    settings
        .applyUnreviewed()
        .ifPresent(reason -> context.export("applyUnreviewed", Output.of(reason)));
    settings.undoEdits().ifPresent(reason -> context.export("undoEdits", Output.of(reason)));
  }
}
