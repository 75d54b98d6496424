package environments;

import java.util.Optional;

/** Finds the release states in {@code Pulumi.<environment>.yaml}, most of which is other programs' matter. */
final class ReleaseFile {
  static final String ROLLOUTS = "sluice:rollouts";
  private static final String OWN_PREFIX = "sluice:";

  private ReleaseFile() {}

  /** Empty if they were refused as a whole. */
  static Optional<Section> rollouts(Node.Mapping file, Report report) {
    var root = Section.of(file, Place.root(file.position().file()), report);
    root.acceptRest();
    return root.openOrEmpty("config").flatMap(ReleaseFile::ofConfig);
  }

  private static Optional<Section> ofConfig(Section config) {
    config.flag("sluice:requireReviewed");
    var rollouts = config.openOrEmpty(ROLLOUTS);
    config.refuseUnknown("Unknown key. ", OWN_PREFIX);
    return rollouts;
  }
}
