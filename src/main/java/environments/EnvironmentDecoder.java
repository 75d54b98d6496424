package environments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole environment: the merged files, and the release states. */
final class EnvironmentDecoder {
  private final DnsLabel name;
  private final Section environment;
  private final Optional<Section> rollouts;
  private final Environment.Extent extent;

  /**
   * @param rollouts unless they could not be read
   */
  EnvironmentDecoder(
      DnsLabel name, Section environment, Optional<Section> rollouts, Environment.Extent extent) {
    this.name = name;
    this.environment = environment;
    this.rollouts = rollouts;
    this.extent = extent;
  }

  Optional<Environment> environment() {
    var cluster =
        environment.has("cluster")
            ? environment.section("cluster", ClusterDecoder::cluster)
            : Optional.of(Cluster.PLAIN);
    var namespaces = ClusterDecoder.namespaces(environment);
    Map<Exemption, String> exemptions = new LinkedHashMap<>();
    environment.each(
        "exemptions", (names, check) -> WorkloadDecoder.exemption(names, check, exemptions::put));
    var apps = apps(cluster, exemptions);
    environment.refuseUnknown();
    return cluster.flatMap(
        found ->
            environment.build(
                () -> new Environment(name, found, namespaces, apps, extent, Optional.empty())));
  }

  private List<App> apps(Optional<Cluster> cluster, Map<Exemption, String> exemptions) {
    var apps = new ArrayList<App>();
    var named = new LinkedHashSet<String>();
    environment.each(
        "apps",
        (names, key) -> {
          named.add(key);
          var name = names.name(key, AppSpec::parseName);
          var app = name.isEmpty() ? Optional.<Section>empty() : names.open(key);
          app.flatMap(
                  section ->
                      AppDecoder.app(name.orElseThrow(), section, cluster, exemptions, rollouts))
              .ifPresent(apps::add);
        });
    rollouts.ifPresent(states -> states.refuseOthers("Unknown app. ", named));
    apps.sort((a, b) -> a.name().value().compareTo(b.name().value()));
    return apps;
  }
}
