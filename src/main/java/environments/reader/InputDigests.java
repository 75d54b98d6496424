package environments.reader;

import environments.Environment.AppSource;
import environments.Environment.ManifestsSource;
import environments.Environment.Source;
import environments.PlainManifests;
import environments.apps.App;
import environments.yaml.Canonical;
import environments.yaml.Node;
import environments.yaml.SourcePosition;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Computes digests that later show whether an environment was generated from the same values. */
final class InputDigests {
  private final Node.Mapping merged;

  InputDigests(Node.Mapping merged) {
    this.merged = merged;
  }

  Source source(List<String> files, List<App> apps, List<PlainManifests> manifests) {
    var shared =
        new Canonical().text(part(merged, "cluster") + part(merged, "exemptions")).sha256();
    var digest = new Canonical().text(shared).text(part(merged, "namespaces")).sha256();
    var sources = new LinkedHashMap<String, AppSource>();
    apps.forEach(app -> sources.put(app.name().value(), source(app, shared)));
    var plain = new LinkedHashMap<String, ManifestsSource>();
    manifests.forEach(each -> plain.put(each.name().value(), source(each)));
    return new Source(files, digest, sources, plain, exemptions());
  }

  private static ManifestsSource source(PlainManifests manifests) {
    var text = new Canonical();
    var files = new LinkedHashSet<String>();
    for (var object : manifests.objects()) {
      text.plain(object.fields());
      files.add(object.position().file());
    }
    return new ManifestsSource(text.sha256(), List.copyOf(files));
  }

  private Map<String, SourcePosition> exemptions() {
    var exemptions = new LinkedHashMap<String, SourcePosition>();
    addExemptions(exemptions, merged, "");
    for (var part : List.of("apps", "manifests")) {
      var owners = below(merged, part);
      owners
          .entries()
          .keySet()
          .forEach(name -> addExemptions(exemptions, below(owners, name), part + "." + name + "."));
    }
    return exemptions;
  }

  private static void addExemptions(
      Map<String, SourcePosition> all, Node.Mapping owner, String prefix) {
    below(owner, "exemptions")
        .entries()
        .forEach((check, entry) -> all.put(prefix + "exemptions." + check, entry.position()));
  }

  private AppSource source(App app, String shared) {
    var release = ReleaseText.of(app.release());
    var apps = below(merged, "apps");
    var name = app.name().value();
    var digest = new Canonical().text(part(apps, name)).text(shared).text(release).sha256();
    var entry = apps.entries().get(name);
    return new AppSource(digest, release, entry == null ? merged.position() : entry.position());
  }

  private static String part(Node.Mapping mapping, String key) {
    var part = new Canonical().text(key);
    var entry = mapping.entries().get(key);
    return (entry == null ? part : part.node(entry.value())).toString();
  }

  private static Node.Mapping below(Node.Mapping mapping, String key) {
    var entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof Node.Mapping found
        ? found
        : new Node.Mapping(Map.of(), mapping.position());
  }
}
