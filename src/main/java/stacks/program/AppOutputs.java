package stacks.program;

import charts.Manifest;
import charts.Tree;
import environments.apps.App;
import environments.values.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stacks.plan.Layout;

/** What a stack tells of an app: which versions it runs, which of them take requests, and where. */
final class AppOutputs {
  private AppOutputs() {}

  static Map<String, Object> of(Layout layout) {
    var outputs = new LinkedHashMap<String, Object>();
    if (layout.app() instanceof App.BlueGreen blueGreen) {
      var release = blueGreen.release();
      outputs.put("active", release.active().toString());
      outputs.put("weight", release.weight().percent());
      outputs.put("versions", versions("blue", release.blue(), "green", release.green()));
    } else if (layout.app() instanceof App.Canary canary) {
      var release = canary.release();
      outputs.put("weight", release.weight().percent());
      outputs.put(
          "versions",
          versions("stable", Optional.of(release.stable()), "canary", release.canary()));
    } else if (layout.app() instanceof App.Autoscaled autoscaled) {
      outputs.put("version", autoscaled.release().version().toString());
    } else {
      throw new IllegalStateException("No outputs for " + layout.app());
    }
    outputs.put("urls", urls(layout));
    return outputs;
  }

  private static Map<String, Object> versions(
      String one, Optional<Version> first, String other, Optional<Version> second) {
    var versions = new LinkedHashMap<String, Object>();
    first.ifPresent(version -> versions.put(one, version.toString()));
    second.ifPresent(version -> versions.put(other, version.toString()));
    return versions;
  }

  /** The hosts of the route, where there is one; else the Service that takes the requests. */
  private static List<String> urls(Layout layout) {
    return layout.route().map(AppOutputs::hosts).orElseGet(() -> address(layout));
  }

  /** Whether the router speaks TLS is its own matter. */
  private static List<String> hosts(Manifest route) {
    var spec = route.at("spec");
    var hosts = new ArrayList<String>();
    spec.at("hostnames").items().forEach(host -> hosts.add("//" + host.node() + path(spec)));
    spec.at("hosts").items().forEach(host -> hosts.add("//" + host.node() + "/"));
    return hosts;
  }

  private static String path(Tree spec) {
    return spec.at("rules").first().at("matches").first().at("path", "value").text().orElse("/");
  }

  private static List<String> address(Layout layout) {
    return layout.traffic().stream().findFirst().stream().map(AppOutputs::address).toList();
  }

  private static String address(Manifest service) {
    var port = service.at("spec", "ports").first().at("port").node();
    return "//" + service.name() + "." + service.namespace() + ".svc:" + port + "/";
  }
}
