package environments;

import environments.apps.App;
import environments.cluster.Cluster;
import environments.text.Fault;
import environments.text.Ordered;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.text.Suggestion;
import environments.values.DeviceNames;
import environments.values.DnsLabel;
import environments.yaml.SourcePosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One target: its cluster, its namespaces, and its apps with their release state. Every instance is
 * valid, except that two apps may create the same object: that is found when the objects are
 * created.
 *
 * @param cluster of each app
 * @param apps in the order of their names
 * @param manifests other than those of the apps, in the order of their names
 * @param extent whether these are all apps of the environment
 * @param source where it was read from; empty if it was built in Java
 */
public record Environment(
    DnsLabel name,
    Cluster cluster,
    List<NamespaceSpec> namespaces,
    List<App> apps,
    List<PlainManifests> manifests,
    Extent extent,
    Optional<Source> source) {
  public Environment {
    namespaces = List.copyOf(namespaces);
    apps = List.copyOf(apps);
    manifests = List.copyOf(manifests);
    var rules =
        Rules.check()
            .that(
                !DeviceNames.contains(name.value()),
                "",
                () -> "The name of an environment is a file's. " + DeviceNames.rule(name.value()));
    var names = checkNamespaces(rules, namespaces);
    for (var app : apps) {
      checkApp(rules, app, cluster, names);
    }
    rules.that(
        apps.stream().map(App::name).distinct().count() == apps.size(),
        "apps",
        () -> "Two apps of an environment must not have the same name.");
    for (var plain : manifests) {
      checkName(rules, plain, apps);
    }
    if (extent == Extent.WHOLE) {
      var peers = new PeerRules(names, apps);
      new AdmissionRules(apps, peers::find, manifests).check(rules);
      peers.check(rules);
      new RouteRules(apps).check(rules);
      new QuotaRules(namespaces, apps).check(rules);
    }
    rules.enforce();
  }

  private static Set<String> checkNamespaces(Rules rules, List<NamespaceSpec> namespaces) {
    var names = new LinkedHashSet<String>();
    for (var namespace : namespaces) {
      rules.that(
          names.add(namespace.name().value()),
          "namespaces",
          () ->
              "Two namespaces of an environment must not have the same name: `"
                  + namespace.name()
                  + "` is declared twice; remove one of them.");
    }
    return names;
  }

  private static void checkApp(Rules rules, App app, Cluster cluster, Set<String> namespaces) {
    rules
        .value(
            namespaces.contains(app.namespace().value()),
            SpecPath.of("apps", app.name(), "namespace"),
            () ->
                Fault.ofText(
                        "Must be declared under `namespaces` ("
                            + String.join(", ", namespaces)
                            + ")",
                        app.namespace())
                    .withFix("." + Suggestion.question(app.namespace().value(), namespaces)))
        .that(
            isSame(app.cluster(), cluster),
            SpecPath.of("apps", app.name()),
            () ->
                "Must be on the environment's cluster, got another one; build the"
                    + " app with the `Cluster` that the environment gets.");
  }

  private static void checkName(Rules rules, PlainManifests plain, List<App> apps) {
    rules.that(
        apps.stream().noneMatch(app -> app.name().equals(plain.name())),
        SpecPath.of("manifests", plain.name()),
        () -> "Must differ from the names of apps, because it is a file name as well; rename one.");
  }

  /**
   * They are nearly always the same instance, and comparing two records takes long in a short run.
   */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Cluster one, Cluster other) {
    return one == other || one.equals(other);
  }

  /** Returns an environment that is built in Java. */
  public static Environment of(
      DnsLabel name, Cluster cluster, List<NamespaceSpec> namespaces, List<App> apps) {
    return new Environment(
        name, cluster, namespaces, apps, List.of(), Extent.WHOLE, Optional.empty());
  }

  /** How much of an environment this is. */
  public enum Extent {
    WHOLE,
    /** Some apps, which may refer to others that were left out. */
    PART
  }

  /**
   * Where an environment was read from.
   *
   * @param files as the user names them
   * @param digest of everything that concerns all apps
   * @param apps by name, each with what concerns only that app
   * @param manifests by name, likewise
   * @param exemptions the positions of exemptions, by their key paths
   */
  public record Source(
      List<String> files,
      String digest,
      Map<String, AppSource> apps,
      Map<String, ManifestsSource> manifests,
      Map<String, SourcePosition> exemptions) {
    public Source {
      files = List.copyOf(files);
      apps = Ordered.copy(apps);
      manifests = Ordered.copy(manifests);
      exemptions = Ordered.copy(exemptions);
    }
  }

  /**
   * The source of one app.
   *
   * @param digest SHA-256 of the values, not of their layout: a comment changes nothing
   * @param release the release state, as one line of YAML
   * @param position of the app in the base file
   */
  public record AppSource(String digest, String release, SourcePosition position) {}

  /**
   * The source of the plain manifests with one name.
   *
   * @param digest SHA-256 of the objects, not of their layout
   * @param files that contain them
   */
  public record ManifestsSource(String digest, List<String> files) {
    public ManifestsSource {
      files = List.copyOf(files);
    }
  }
}
