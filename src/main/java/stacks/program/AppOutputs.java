package stacks.program;

import charts.Manifest;
import charts.Tree;
import environments.apps.ReleaseState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stacks.plan.Layout;

/**
 * The outputs of a stack for an app: which versions it runs, which of them have traffic, and its
 * URLs.
 */
final class AppOutputs {
  private AppOutputs() {}

  static Map<String, Object> of(Layout layout) {
    var outputs = new LinkedHashMap<String, Object>();
    var app = layout.app();
    var release = app.release();
    if (release.sides().size() == 1) {
      release
          .version(release.baseline())
          .ifPresent(version -> outputs.put("version", version.toString()));
    } else {
      if (app.switchedService().isPresent()) {
        outputs.put("active", release.baseline().value());
      }
      outputs.put("weight", release.share(release.candidate()));
      outputs.put("versions", versions(release));
    }
    outputs.put("urls", urls(layout));
    return outputs;
  }

  private static Map<String, Object> versions(ReleaseState release) {
    var versions = new LinkedHashMap<String, Object>();
    for (var side : release.sides()) {
      release.version(side).ifPresent(version -> versions.put(side.value(), version.toString()));
    }
    return versions;
  }

  /**
   * Returns the hosts of the route if there is one, otherwise the Service that takes the traffic.
   */
  private static List<String> urls(Layout layout) {
    return layout.route().map(AppOutputs::hosts).orElseGet(() -> address(layout));
  }

  /** Whether the router uses TLS is not known here. */
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
