package environments.reader;

import environments.PlainManifests;
import environments.PlainObject;
import environments.values.CheckName;
import environments.values.DnsLabel;
import environments.values.ProjectPath;
import environments.yaml.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code manifests} and the files listed there. */
final class ManifestsDecoder {
  private final ManifestFiles files;
  private final Report report;

  ManifestsDecoder(ManifestFiles files, Report report) {
    this.files = files;
    this.report = report;
  }

  /** Returns the manifests, sorted by name. */
  List<PlainManifests> manifests(Section environment) {
    var manifests = new ArrayList<PlainManifests>();
    environment.each(
        "manifests",
        (names, key) -> {
          var name = names.name(key, DnsLabel::parse);
          names.section(key, section -> manifests(name, section)).ifPresent(manifests::add);
        });
    manifests.sort((a, b) -> a.name().value().compareTo(b.name().value()));
    return manifests;
  }

  private Optional<PlainManifests> manifests(Optional<DnsLabel> name, Section section) {
    var found = section.list("files", text -> files.at(ProjectPath.parse(text)));
    var exemptions = ExemptionDecoder.exemptions(section, CheckName::parse);
    var objects = new ArrayList<PlainObject>();
    found.forEach(
        file -> PlainObjectReader.read(file, report).ifPresent(all -> objects.addAll(all)));
    return name.flatMap(
        given -> section.build(() -> new PlainManifests(given, objects, exemptions)));
  }
}
