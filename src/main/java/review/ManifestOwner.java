package review;

import charts.Exemptions;
import charts.Manifest;
import environments.Environment;
import environments.PlainManifests;
import environments.apps.App;
import environments.values.CheckName;
import environments.values.Reason;
import environments.workload.Exemption;
import environments.yaml.SourcePosition;
import java.util.Map;
import java.util.Optional;

/** The owner of an object, which determines where to look and which exemptions apply. */
sealed interface ManifestOwner {
  Optional<SourcePosition> position(Field field);

  Optional<ExemptionMatch> exemption(String check, Manifest manifest);

  /**
   * An app. Only generated objects are exempt by annotations, which nobody else can add to them.
   */
  record OfApp(App app, Optional<Environment.Source> source) implements ManifestOwner {
    @Override
    public Optional<SourcePosition> position(Field field) {
      return source
          .flatMap(known -> Optional.ofNullable(known.apps().get(app.name().value())))
          .map(Environment.AppSource::position);
    }

    @Override
    public Optional<ExemptionMatch> exemption(String check, Manifest manifest) {
      var annotation = Field.of(manifest).at("metadata", "annotations", Exemptions.key(check));
      return !annotation.text().isBlank()
          ? Optional.of(new ExemptionMatch(keyPath(check), reason(check).flatMap(Reason::expires)))
          : Optional.empty();
    }

    private String keyPath(String check) {
      var own = "apps." + app.name() + ".exemptions." + check;
      return source.filter(known -> known.exemptions().containsKey(own)).isPresent()
          ? own
          : "exemptions." + check;
    }

    private Optional<Reason> reason(String check) {
      return app.spec().workload().exemptions().entrySet().stream()
          .filter(exemption -> exemption.getKey().check().equals(check))
          .map(Map.Entry<Exemption, Reason>::getValue)
          .findFirst();
    }
  }

  /**
   * @param index of the object
   */
  record OfManifests(PlainManifests manifests, int index) implements ManifestOwner {
    @Override
    public Optional<SourcePosition> position(Field field) {
      return Optional.of(manifests.objects().get(index).position(field.steps()));
    }

    @Override
    public Optional<ExemptionMatch> exemption(String check, Manifest manifest) {
      return Optional.ofNullable(manifests.exemptions().get(new CheckName(check)))
          .map(
              reason ->
                  new ExemptionMatch(
                      "manifests." + manifests.name() + ".exemptions." + check, reason.expires()));
    }
  }

  /**
   * Namespaces and quotas of the environment, and constructs that a program has added.
   *
   * @param position in the environment's files, if it has any
   * @param exemptions given by the program
   */
  record Other(
      String construct, Optional<SourcePosition> position, Map<CheckName, Reason> exemptions)
      implements ManifestOwner {
    @Override
    public Optional<SourcePosition> position(Field field) {
      return position;
    }

    @Override
    public Optional<ExemptionMatch> exemption(String check, Manifest manifest) {
      return Optional.ofNullable(exemptions.get(new CheckName(check)))
          .map(reason -> new ExemptionMatch(keyPath(construct, check), reason.expires()));
    }

    /** Returns a key path as if the exemption were in a file. */
    static String keyPath(String construct, String check) {
      return construct + ".exemptions." + check;
    }
  }
}
