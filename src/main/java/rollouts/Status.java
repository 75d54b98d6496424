package rollouts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rollouts.journal.JournalTrust;
import rollouts.journal.Release;
import stacks.plan.LiveAppState;

/**
 * An app as it is in the cluster, and in the journal of its releases.
 *
 * @param open the release that is not done, if there is one
 * @param journal whether what it holds is used
 */
public record Status(
    String environment,
    String app,
    LiveAppState live,
    Optional<Release> open,
    JournalTrust journal) {
  /**
   * A color or track.
   *
   * @param version of the image that runs; empty where nothing does
   * @param share of the requests, in percent
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

  /** Whether the cluster is as configured, and the journal what a release has written. */
  public boolean isGood() {
    return live.drift().isEmpty() && !(journal instanceof JournalTrust.Distrusted);
  }

  private static String version(String image) {
    return image.substring(image.lastIndexOf('/') + 1).replaceFirst("^[^:]*:", "");
  }
}
