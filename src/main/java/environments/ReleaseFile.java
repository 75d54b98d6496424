package environments;

import java.util.Optional;

/** Finds the release states in {@code Pulumi.<environment>.yaml}, most of which is other programs' matter. */
final class ReleaseFile {
  private static final String OWN_PREFIX = "sluice:";

  private ReleaseFile() {}

  /** Empty if they were refused as a whole. */
  static Optional<Section> rollouts(Node.Mapping file, Report report) {
    return Section.of(ReleaseKeys.FILE, file, Place.root(file.position().file()), report)
        .openOrEmpty("config")
        .flatMap(ReleaseFile::ofConfig);
  }

  private static Optional<Section> ofConfig(Section config) {
    config.flag(ReleaseKeys.REQUIRE_REVIEWED);
    config.refuseUnknown(OWN_PREFIX);
    return config.openOrEmpty(ReleaseKeys.ROLLOUTS);
  }
}
