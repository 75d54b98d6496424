package environments.reader;

import environments.Environment;
import environments.apps.App;
import environments.apps.AppSpec;
import environments.cluster.Cluster;
import environments.values.DnsLabel;
import environments.values.Reason;
import environments.workload.Exemption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads an environment from its merged files and release states. */
final class EnvironmentDecoder {
  private final DnsLabel name;
  private final Section environment;
  private final Optional<Section> rollouts;
  private final ManifestsDecoder manifests;
  private final Environment.Extent extent;

  /**
   * @param rollouts the release states of all apps; empty if they could not be read
   */
  EnvironmentDecoder(
      DnsLabel name,
      Section environment,
      Optional<Section> rollouts,
      ManifestsDecoder manifests,
      Environment.Extent extent) {
    this.name = name;
    this.environment = environment;
    this.rollouts = rollouts;
    this.manifests = manifests;
    this.extent = extent;
  }

  Optional<Environment> environment() {
    var cluster =
        environment.has("cluster")
            ? environment.section("cluster", ClusterDecoder::cluster)
            : Optional.of(Cluster.PLAIN);
    var namespaces = ClusterDecoder.namespaces(environment);
    var exemptions = ExemptionDecoder.exemptions(environment, Exemption::parse);
    var apps = apps(cluster, exemptions);
    var plain = manifests.manifests(environment);
    environment.refuseUnknown();
    return cluster.flatMap(
        found ->
            environment.build(
                () ->
                    new Environment(
                        name, found, namespaces, apps, plain, extent, Optional.empty())));
  }

  private List<App> apps(Optional<Cluster> cluster, Map<Exemption, Reason> exemptions) {
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
