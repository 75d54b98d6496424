package cli;

import static org.assertj.core.api.Assertions.assertThat;

import documentation.Markdown;
import environments.values.Track;
import environments.values.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollouts.ScriptedRelease;
import rollouts.Status;
import rollouts.journal.JournalTrust;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.ReleaseProject;
import stacks.ScriptedTicker;
import stacks.plan.LiveAppState;
import stacks.plan.LiveAppState.LiveSide;
import synth.Project;

/**
 * Compares docs/tutorial.md with the output of the commands; those that need a cluster use a
 * scripted one.
 */
final class TutorialTest {
  private static final String INIT =
      "init --app search --namespace shop --image registry.example/shop/search";

  private static final String STATE = "Pulumi.dev.yaml";
  private static final int REPLICAS = 4;

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(out), false);

  @BeforeEach
  void writeItsFiles() {
    Markdown.of("docs/tutorial.md").files().forEach(new Project(folder)::write);
  }

  private static void holds(String kind, String value, String printed) {
    var tutorial = Markdown.of("docs/tutorial.md");
    tutorial.assertHolds(tutorial.noted("text", kind, value), printed);
  }

  @Test
  void aProjectIsMade() {
    var empty = new Project(folder.resolve("shop")).write("sluice", "");
    holds("run", INIT, CommandRun.in(empty.folder(), INIT.split(" ")).out());
  }

  @Test
  void theAppIsSynthesized() {
    holds("run", "synth", CommandRun.in(folder, "synth").out());
  }

  @Test
  void whatRunsIsShown() {
    status("1.0.0", REPLICAS, 0);
    holds("status", "1.0.0", out.toString());
  }

  @Test
  void aDryRunShowsTheSteps() {
    var command = "run dev search 1.1.0 --dry-run";
    var steps =
        CommandRun.in(folder, command.split(" "))
            .out()
            .lines()
            .filter(line -> line.matches("(search| {2}\\d| {2}At| {5}sluice:).*"))
            .map(line -> line + "\n")
            .reduce("", String::concat);
    holds("steps", command, steps);
  }

  @Test
  void aGoodVersionIsPromoted() {
    var steps = new ArrayList<String>();
    var release = release("1.1.0", 20);
    report().plan(release.plan(), release.timeouts());
    var outcome =
        release.run(
            step -> {
              status("1.0.0", REPLICAS, 0);
              return isAgreed("Move traffic now: " + step.name() + "? [y/N] y");
            },
            event -> {
              report().accept(event);
              if (event instanceof ReleaseEvent.Done done) {
                steps.add(0, "search (dev): " + done.step().name() + "\n");
              }
            });
    assertThat(outcome).isEqualTo(Outcome.DONE);
    holds("release", "1.1.0", out + "Next: ./sluice status dev search\n");
    holds("log", "1.1.0", String.join("", steps));
  }

  private boolean isAgreed(String question) {
    terminal.println(question);
    return true;
  }

  @Test
  void aBadVersionIsRolledBack() {
    new Project(folder).replace(STATE, "1.0.0", "1.1.0");
    var release = release("1.2.0-bad", 12);
    report().plan(release.plan(), release.timeouts());
    assertThat(release.run(step -> true, report())).isEqualTo(Outcome.ROLLED_BACK);
    holds("release", "1.2.0-bad", out + "Next: ./sluice status dev search\n");
    out.getBuffer().setLength(0);
    status("1.1.0", release.pods("stable"), release.pods("canary"));
    holds("status", "1.1.0", out.toString());
  }

  private ReleaseReport report() {
    return new TextReleaseReport(terminal, new ReleaseStatusLine(terminal, new ScriptedTicker()));
  }

  private ScriptedRelease release(String version, int answers) {
    var project = ReleaseProject.of(folder, "dev");
    return new ScriptedRelease(project, "search", Version.parse(version), REPLICAS, answers);
  }

  private void status(String stable, int stablePods, int canaryPods) {
    var image = Optional.of("registry.example/shop/search:" + stable);
    var live =
        new LiveAppState(
            Map.of(
                Track.STABLE.side(), new LiveSide(image, stablePods, stablePods),
                Track.CANARY.side(), new LiveSide(image, canaryPods, canaryPods)),
            Map.of(Track.STABLE.side(), 100),
            Track.STABLE.side(),
            List.of());
    new ReleaseStatusReport(terminal)
        .print(
            List.of(
                new Status("dev", "search", live, Optional.empty(), new JournalTrust.Signed())));
  }
}
