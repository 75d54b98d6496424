package environments;

import java.util.Optional;

/** What a router must agree on with the workload behind it. */
final class RouterRules {
  private RouterRules() {}

  static void check(Rules rules, Optional<Router> router, Workload workload) {
    router
        .flatMap(Router::port)
        .ifPresent(
            port ->
                rules.that(
                    workload.ports().named(port).isPresent(),
                    "router",
                    () ->
                        "The port must be a declared one ("
                            + workload.ports().names()
                            + "), but is `"
                            + port
                            + "`."));
  }
}
