package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;

import environments.apps.AutoscaledRelease;
import environments.apps.ReleaseState;
import environments.values.Color;
import environments.values.SideName;
import environments.values.Track;
import environments.values.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import rollouts.Status;
import rollouts.journal.JournalTrust;
import rollouts.journal.Release;
import rollouts.plan.Step;
import rollouts.plan.Verb;
import stacks.plan.LiveAppState;
import stacks.plan.LiveAppState.LiveSide;

final class ReleaseStatusReportTest {
  private static final String DIGEST = "@sha256:" + "1ab1797e8ce2b606".repeat(4);
  private static final ReleaseState OLD = worker("1.0.0");
  private static final Step BACK = new Step("deploy 1.0.0", OLD, Step.Kind.PODS, Step.Hold.NONE);

  private static final List<Status> FOUND =
      List.of(
          new Status(
              "production",
              "checkout",
              new LiveAppState(
                  Map.of(
                      Color.GREEN.side(),
                          side("registry.example:5000/shop/checkout:1.1.0" + DIGEST, 4, 3),
                      Color.BLUE.side(),
                          side("registry.example:5000/shop/checkout:1.0.0" + DIGEST, 4, 4)),
                  Map.of(Color.BLUE.side(), 90, Color.GREEN.side(), 10),
                  Color.BLUE.side(),
                  List.of("checkout sends 90 % to blue and 10 % to green instead of 100 %")),
              Optional.empty(),
              new JournalTrust.Signed()),
          new Status(
              "production",
              "search",
              new LiveAppState(
                  Map.of(
                      Track.STABLE.side(), side("registry.example/shop/search:1.0.0", 2, 2),
                      Track.CANARY.side(), side("registry.example/shop/search:1.0.0", 0, 0)),
                  Map.of(Track.STABLE.side(), 100),
                  Track.STABLE.side(),
                  List.of()),
              Optional.empty(),
              new JournalTrust.NotSigned()),
          new Status(
              "production",
              "worker",
              new LiveAppState(
                  Map.of(SideName.APP, new LiveSide(Optional.empty(), 0, 0)),
                  Map.of(),
                  SideName.APP,
                  List.of()),
              Optional.of(
                  new Release(
                      "1",
                      new Verb.Run(Version.parse("1.1.0")),
                      OLD,
                      worker("1.1.0"),
                      List.of(BACK),
                      false,
                      0,
                      true,
                      Optional.of("quota"),
                      Optional.empty(),
                      List.of())),
              new JournalTrust.NothingThere()),
          new Status(
              "production",
              "feed",
              new LiveAppState(
                  Map.of(SideName.APP, side("registry.example/shop/feed:1.0.0", 2, 2)),
                  Map.of(SideName.APP, 100),
                  SideName.APP,
                  List.of()),
              Optional.empty(),
              new JournalTrust.Distrusted("The journal of feed is not used: it is not signed.")));

  private final StringWriter out = new StringWriter();
  private final ReleaseStatusReport report =
      new ReleaseStatusReport(new Terminal(new PrintWriter(out), new PrintWriter(out), false));

  private static ReleaseState worker(String version) {
    return new AutoscaledRelease(Version.parse(version));
  }

  private static LiveSide side(String image, int replicas, int ready) {
    return new LiveSide(Optional.of(image), replicas, ready);
  }

  @Test
  void peopleSeeATableAndWhatIsNotAsItShouldBe() {
    report.print(FOUND);
    expectSelfie(out.toString())
        .toBe(
"""
APP                               SIDE      VERSION                           READY     SHARE
production/checkout               blue      1.0.0@sha256:1ab1797e8ce2         4/4       90 %
                                  green     1.1.0@sha256:1ab1797e8ce2         3/4       10 %
production/search                 canary                                      0/0       0 %
                                  stable    1.0.0                             2/2       100 %
production/worker                 worker                                      0/0       0 %
production/feed                   feed      1.0.0                             2/2       100 %
production/checkout: checkout sends 90 % to blue and 10 % to green instead of 100 %.
production/search: its journal is not signed; the next release creates the stack's key pair.
production/worker: `run 1.1.0` is unfinished (0 of 1 steps back).
production/feed: The journal of feed is not used: it is not signed.
""");
  }

  @Test
  void programsSeeALineForEachApp() {
    report.printJson(FOUND);
    expectSelfie(out.toString())
        .toBe(
"""
{"environment":"production","app":"checkout","sides":[{"side":"blue","version":"1.0.0@sha256:1ab1797e8ce2b6061ab1797e8ce2b6061ab1797e8ce2b6061ab1797e8ce2b606","ready":4,"replicas":4,"share":90},{"side":"green","version":"1.1.0@sha256:1ab1797e8ce2b6061ab1797e8ce2b6061ab1797e8ce2b6061ab1797e8ce2b606","ready":3,"replicas":4,"share":10}],"drift":["checkout sends 90 % to blue and 10 % to green instead of 100 %"],"journal":"signed"}
{"environment":"production","app":"search","sides":[{"side":"canary","version":"","ready":0,"replicas":0,"share":0},{"side":"stable","version":"1.0.0","ready":2,"replicas":2,"share":100}],"drift":[],"journal":"notSigned"}
{"environment":"production","app":"worker","sides":[{"side":"worker","version":"","ready":0,"replicas":0,"share":0}],"drift":[],"open":"run 1.1.0","journal":"none"}
{"environment":"production","app":"feed","sides":[{"side":"feed","version":"1.0.0","ready":2,"replicas":2,"share":100}],"drift":[],"journal":"notUsed","journalProblem":"The journal of feed is not used: it is not signed."}
""");
  }
}
