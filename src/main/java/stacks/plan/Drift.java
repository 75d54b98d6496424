package stacks.plan;

import charts.Manifest;
import environments.values.SideName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stacks.cluster.LiveDeployment;

/** Finds the differences between an app in the cluster and its release state. */
public record Drift(Layout layout, LiveApp live) {
  public List<String> lines() {
    var lines = new ArrayList<String>();
    layout.deployments().forEach((side, manifest) -> pods(side, manifest).ifPresent(lines::add));
    layout
        .sides()
        .forEach(side -> live.overruled(side).map(Overruled::drift).ifPresent(lines::add));
    var expected = layout.shares();
    var now = live.now();
    for (int i = 0; i < expected.size(); i++) {
      division(expected.get(i), now.get(i)).ifPresent(lines::add);
    }
    return lines.stream().distinct().toList();
  }

  private Optional<String> pods(SideName side, Manifest manifest) {
    int expected = Layout.replicas(manifest).orElse(1);
    int found = live.live(side).map(LiveDeployment::replicas).orElse(0);
    if (expected == 0) {
      return found == 0
          ? Optional.empty()
          : Optional.of(manifest.id() + " has " + found + " replicas instead of none");
    }
    if (found == 0) {
      return Optional.of(manifest.id() + " has no replicas");
    }
    var image = live.live(side).map(LiveDeployment::image).orElse("");
    return image.equals(Layout.image(manifest))
        ? Optional.empty()
        : Optional.of(manifest.id() + " runs " + image + " instead of " + Layout.image(manifest));
  }

  private Optional<String> division(Shares expected, Shares now) {
    if (layout.sides().stream().allMatch(side -> expected.percent(side) == now.percent(side))) {
      return Optional.empty();
    }
    return Optional.of(layout.name() + " sends " + words(now) + " instead of " + words(expected));
  }

  private String words(Shares shares) {
    return String.join(
        " and ",
        layout.sides().stream().map(side -> shares.percent(side) + " % to " + side).toList());
  }
}
