package rollouts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollouts.journal.JournalTrust;
import rollouts.journal.Release;
import stacks.plan.LiveAppState;

/**
 * The live state of an app and the state of its journal.
 *
 * @param open the unfinished release, if there is one
 * @param journal whether its content is trusted
 */
public record Status(
    String environment,
    String app,
    LiveAppState live,
    Optional<Release> open,
    JournalTrust journal) {
  /**
   * The status of a color or track.
   *
   * @param version the version of the running image; empty if none runs
   * @param share the share of the traffic, in percent
   */
  public record SideStatus(String name, String version, int ready, int replicas, int share) {}

  public List<SideStatus> sides() {
    var sides = new ArrayList<SideStatus>();
    live.sides().keySet().stream()
        .sorted()
        .forEach(
            name -> {
              var side = live.sides().get(name);
              if (side != null) {
                sides.add(
                    new SideStatus(
                        name.shown(app),
                        side.replicas() == 0 ? "" : side.image().map(Status::version).orElse(""),
                        side.readyPods(),
                        side.replicas(),
                        live.shares().getOrDefault(name, 0)));
              }
            });
    return sides;
  }

  /** Returns whether the cluster matches the configuration, and the journal is not distrusted. */
  public boolean isGood() {
    return live.drift().isEmpty() && !(journal instanceof JournalTrust.Distrusted);
  }

  private static String version(String image) {
    return image.substring(image.lastIndexOf('/') + 1).replaceFirst("^[^:]*:", "");
  }
}
