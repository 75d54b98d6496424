package environments;

import environments.apps.App;
import environments.routing.Router;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.values.DnsLabel;
import java.util.ArrayList;
import java.util.List;

/** Two apps must not answer to the same requests. */
record RouteRules(List<App> apps) {
  private record Claim(DnsLabel app, Router router) {}

  void check(Rules rules) {
    var earlier = new ArrayList<Claim>();
    for (var app : apps) {
      var router = app.spec().router();
      if (router.isPresent()) {
        var claim = new Claim(app.name(), router.get().in(app.cluster()));
        var key = SpecPath.of("apps", app.name(), "router", claim.router().key());
        for (var other : earlier) {
          claim.router().checkDistinct(rules, key, other.app(), other.router());
        }
        earlier.add(claim);
      }
    }
  }
}
