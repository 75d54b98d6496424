package environments;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One target: its cluster, its namespaces, and its apps with their release state. Whoever has one has one that is valid.
 *
 * @param apps in the order of their names
 * @param source where it was read from, if it was
 */
public record Environment(
    DnsLabel name,
    Cluster cluster,
    List<NamespaceSpec> namespaces,
    List<App> apps,
    Optional<Source> source) {
  public Environment {
    namespaces = List.copyOf(namespaces);
    apps = List.copyOf(apps);
    var names = namespaces.stream().map(NamespaceSpec::name).toList();
    var rules = Rules.check();
    for (var app : apps) {
      rules.that(
          names.contains(app.namespace()),
          "apps." + app.name() + ".namespace",
          () ->
              "Must be declared under `namespaces` ("
                  + String.join(", ", names.stream().map(DnsLabel::value).toList())
                  + "), but is `"
                  + app.namespace()
                  + "`.");
    }
    rules.that(
        apps.stream().map(App::name).distinct().count() == apps.size(),
        "apps",
        () -> "Two apps of an environment must have two names.");
    rules.enforce();
  }

  /** An environment that is built in Java. */
  public static Environment of(
      DnsLabel name, Cluster cluster, List<NamespaceSpec> namespaces, List<App> apps) {
    return new Environment(name, cluster, namespaces, apps, Optional.empty());
  }

  /**
   * Where an environment was read from.
   *
   * @param files as the user names them
   * @param digest of what concerns all apps
   * @param apps for each app's name, what concerns it alone
   */
  public record Source(List<String> files, String digest, Map<String, AppSource> apps) {
    public Source {
      files = List.copyOf(files);
      apps = Ordered.copy(apps);
    }
  }

  /**
   * What concerns one app.
   *
   * @param digest SHA-256 of the values, not of their layout: a comment changes nothing
   * @param release the release state, as one line of YAML
   * @param position where the app stands in the base
   */
  public record AppSource(String digest, String release, Position position) {}
}
