package environments;

import environments.analysis.SmokeTest;
import environments.apps.App;
import environments.apps.SideSpec;
import environments.routing.ServiceExposure;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import environments.values.Quantity;
import environments.workload.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The maximum that the apps need must fit into the quota of their namespace, or a rollout stops in
 * the middle of the night. This assumes every side at its largest, plus the pods that an update
 * adds. Both tracks of a canary may have all replicas for a while, even without a router, because
 * the growing one is scaled first.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/policy/resource-quotas/">Resource
 *     quotas</a>
 */
record QuotaRules(List<NamespaceSpec> namespaces, List<App> apps) {
  private static final Quantity ONE = Quantity.parse("1");

  void check(Rules rules) {
    for (var namespace : namespaces) {
      if (!namespace.quota().isEmpty()) {
        check(rules, namespace);
      }
    }
  }

  private void check(Rules rules, NamespaceSpec namespace) {
    for (var limit : namespace.quota().entrySet()) {
      var needs = new ArrayList<PodRequest>();
      for (var app : apps) {
        if (app.namespace().equals(namespace.name())) {
          addNeeds(needs, app, limit.getKey());
        }
      }
      check(rules, namespace, limit, needs);
    }
  }

  private static void check(
      Rules rules,
      NamespaceSpec namespace,
      Map.Entry<String, Quantity> limit,
      List<PodRequest> needs) {
    long sum = 0;
    for (var need : needs) {
      sum = sum > Long.MAX_VALUE - need.total() ? Long.MAX_VALUE : sum + need.total();
    }
    if (sum > limit.getValue().thousandths()) {
      var message = message(limit.getKey(), limit.getValue(), needs, sum);
      var keyPath = SpecPath.of("namespaces", namespace.name(), "quota", limit.getKey());
      rules.value(false, keyPath, () -> message);
    }
  }

  /**
   * One term of a sum.
   *
   * @param each the amount that is needed {@code count} times
   */
  private record PodRequest(DnsLabel app, long count, Quantity each) {
    private long total() {
      try {
        return Math.multiplyExact(count, each.thousandths());
      } catch (ArithmeticException e) {
        return Long.MAX_VALUE;
      }
    }

    private String shown() {
      var times = each.equals(ONE) ? "" : " x " + each;
      return "`" + app + "` " + count + times;
    }
  }

  private static void addNeeds(List<PodRequest> needs, App app, String resource) {
    if (resource.equals("services") || resource.equals("count/services")) {
      needs.add(new PodRequest(app.name(), app.spec().serviceCount(), ONE));
    } else if (resource.equals("count/jobs.batch")) {
      needs.add(new PodRequest(app.name(), app.sides().size() * smokeTests(app, resource), ONE));
    } else if (resource.equals("services.loadbalancers")) {
      needs.add(new PodRequest(app.name(), loadBalancers(app), ONE));
    } else if (resource.equals("services.nodeports")) {
      int ports = app.spec().workload().ports().all().size();
      needs.add(new PodRequest(app.name(), loadBalancers(app) * ports, ONE));
    } else if (resource.equals("count/deployments.apps")) {
      needs.add(new PodRequest(app.name(), app.sides().size(), ONE));
    } else {
      for (var side : app.sides()) {
        var spec = side.spec();
        var each = ofPod(spec.workload().resources(), resource);
        if (each.isPresent()) {
          needs.add(new PodRequest(app.name(), most(spec) + smokeTests(app, resource), each.get()));
        }
      }
    }
  }

  /** Returns what a pod needs of a resource; empty for resources that apps do not use. */
  private static Optional<Quantity> ofPod(Resources resources, String resource) {
    return switch (resource) {
      case "pods", "count/pods" -> Optional.of(ONE);
      case "requests.cpu" -> Optional.of(resources.requests().cpu());
      case "requests.memory" -> Optional.of(resources.requests().memory());
      case "requests.ephemeral-storage" -> Optional.of(resources.requests().ephemeralStorage());
      case "limits.cpu" -> Optional.of(resources.limits().cpu());
      case "limits.memory" -> Optional.of(resources.limits().memory());
      case "limits.ephemeral-storage" -> Optional.of(resources.limits().ephemeralStorage());
      default -> Optional.empty();
    };
  }

  /** Kubernetes rounds the surge up. */
  private static long most(SideSpec side) {
    int pods = side.scaling().most();
    int surge = side.workload().updateStrategy().maxSurge().value();
    return pods + (pods * (long) surge + 99) / 100;
  }

  /** For each side, the one that runs; as objects also the previous one, which is deleted last. */
  private static long smokeTests(App app, String resource) {
    if (app.spec().smokeTest().flatMap(SmokeTest::job).isEmpty()) {
      return 0;
    }
    return resource.startsWith("count/") ? 2 : 1;
  }

  private static long loadBalancers(App app) {
    return app.spec().exposure().type() == ServiceExposure.Type.LOAD_BALANCER ? 1 : 0;
  }

  private static Fault message(String resource, Quantity limit, List<PodRequest> needs, long sum) {
    var parts =
        needs.stream()
            .filter(need -> need.total() > 0)
            .map(need -> need.shown())
            .collect(Collectors.joining(" + "));
    return Fault.of(
        "Must be at least "
            + smallest(resource, sum)
            + ", which the apps need when all of them are fully scaled and being updated ("
            + parts
            + ")",
        limit);
  }

  /** Returns it in the unit that people use, rounded up. */
  private static String smallest(String resource, long thousandths) {
    if (resource.endsWith("memory") || resource.endsWith("storage")) {
      long mebibyte = 1000L * 1024 * 1024;
      return thousandths / mebibyte + (thousandths % mebibyte == 0 ? 0 : 1) + "Mi";
    }
    return thousandths % 1000 == 0 ? "" + thousandths / 1000 : thousandths + "m";
  }
}
