package stacks.program;

import charts.Manifest;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import stacks.guard.TrafficChecks;

/**
 * Registers the stages of an app's update in the order of {@link ReleaseStages}, each after what it
 * waits for.
 */
final class AppResources {
  private final Registration registration;
  private final Gates gates;
  private final TrafficChecks checks;
  private final List<CustomResource> environment;
  private final List<Output<String>> first;
  private final Map<Manifest, CustomResource> resources = new LinkedHashMap<>();
  private final Map<Manifest, Output<String>> ready = new LinkedHashMap<>();
  private Output<String> agreed = Output.of("");
  private Output<String> moved = Output.of("");

  /**
   * @param environment the Namespaces, quotas and priorities of the app's environment
   * @param first what must have happened before the app's pods can fail anything
   */
  AppResources(
      Registration registration,
      Gates gates,
      TrafficChecks checks,
      List<CustomResource> environment,
      List<Output<String>> first) {
    this.registration = registration;
    this.gates = gates;
    this.checks = checks;
    this.environment = environment;
    this.first = first;
  }

  /** Returns a gate that opens when the app's traffic has moved. */
  Output<String> register(List<Stage> stages) {
    stages.forEach(this::register);
    return moved;
  }

  private void register(Stage stage) {
    if (stage instanceof Stage.Apply apply) {
      var after = apply.after().isEmpty() ? environment : resources(apply.after());
      apply.objects().forEach(each -> resources.put(each, registration.register(each, after)));
    } else if (stage instanceof Stage.TakeReplicas take) {
      Runnable check = () -> checks.takeReplicas(take.deployment());
      ready.put(take.deployment(), gates.after(moved, registration.component(), check));
    } else if (stage instanceof Stage.ApplyDeployment deploy) {
      var gate = ready.getOrDefault(deploy.deployment(), moved);
      var applied = apply(deploy.deployment(), gate, deploy.after(), deploy.ignored());
      ready.put(deploy.deployment(), applied);
    } else if (stage instanceof Stage.AwaitReady await) {
      var earlier = Stream.concat(first.stream(), Stream.of(ready(await.deployment()))).toList();
      Runnable check = () -> await.by(checks);
      ready.put(await.deployment(), check(Output.all(earlier), await.deployment(), check));
    } else if (stage instanceof Stage.StartTest start) {
      var started = apply(start.job(), ready(start.deployment()), start.after(), List.of());
      ready.put(start.deployment(), started);
    } else if (stage instanceof Stage.BeforeMove before) {
      var move = before.move();
      agreed = check(mayMove(), move.receiving(), () -> checks.beforeMove(move));
    } else if (stage instanceof Stage.MoveTraffic traffic) {
      var gate = mayMove();
      var objects = traffic.objects().stream();
      var applied = objects.map(each -> apply(each, gate, traffic.after(), List.of())).toList();
      moved = gates.after(Output.all(applied));
    } else if (stage instanceof Stage.AfterMove after) {
      var move = after.move();
      moved = check(moved, move.moved().get(0), () -> checks.afterMove(move));
    } else if (stage instanceof Stage.LookReady look) {
      check(moved, look.deployment(), () -> checks.lookReady(look.deployment()));
    } else if (stage instanceof Stage.AwaitTest test) {
      check(Output.all(ready.values()), test.job(), () -> checks.awaitSmokeTest(test.job()));
    } else {
      throw new IllegalStateException("No way to register " + stage);
    }
  }

  private Output<String> apply(
      Manifest object, Output<?> gate, List<Manifest> after, List<String> ignored) {
    var resource = registration.register(object, gate, resources(after), ignored);
    resources.put(object, resource);
    return gates.after(resource.id());
  }

  private Output<?> mayMove() {
    return Output.tuple(Output.all(ready.values()), agreed);
  }

  private Output<String> check(Output<?> earlier, Manifest subject, Runnable check) {
    return gates.after(earlier, of(resources, subject), check);
  }

  private Output<String> ready(Manifest deployment) {
    return of(ready, deployment);
  }

  private List<CustomResource> resources(List<Manifest> objects) {
    return objects.stream().map(object -> of(resources, object)).toList();
  }

  private static <T> T of(Map<Manifest, T> all, Manifest object) {
    return Optional.ofNullable(all.get(object)).orElseThrow();
  }
}
