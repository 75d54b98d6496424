package environments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a whole environment: the merged files, and the release states. */
final class EnvironmentDecoder {
  private final DnsLabel name;
  private final Section environment;
  private final Optional<Section> rollouts;
  private final ManifestsDecoder manifests;
  private final Environment.Extent extent;

  /**
   * @param rollouts unless they could not be read
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
    environment.has("version");
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
    environment.each(
        "apps",
        (names, key) -> {
          rollouts.ifPresent(states -> states.has(key));
          names
              .name(key, DnsLabel::parse)
              .flatMap(
                  app ->
                      names.section(
                          key,
                          section ->
                              new AppDecoder(app, section, cluster, exemptions, rollouts).app()))
              .ifPresent(apps::add);
        });
    rollouts.ifPresent(states -> states.refuseUnknown("Unknown app. ", ""));
    apps.sort((a, b) -> a.name().value().compareTo(b.name().value()));
    return apps;
  }
}
