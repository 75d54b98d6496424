package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import environments.apps.AutoscaledRelease;
import environments.apps.ReleaseState;
import environments.values.SideName;
import environments.values.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rollouts.Status;
import rollouts.journal.JournalTrust;
import rollouts.journal.Outcome;
import rollouts.journal.Release;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Step;
import rollouts.plan.Verb;
import stacks.ScriptedTicker;
import stacks.plan.LiveAppState;
import stacks.plan.LiveAppState.LiveSide;

/**
 * Text from outside: neither a terminal nor a CI log interprets any of it, and {@code --json} keeps
 * it unchanged.
 */
class HostileTextTest {
  private static final String HOSTILE =
      "\u001b[2J\n"
          + "::error::forged\n"
          + "  ::add-mask::a\n"
          + "##[group]x\n"
          + "##vso[task.complete]\n"
          + "a\r"
          + "b \u202e\u009b\ufe0f";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void aProject() {
    CommandRun.in(folder, "init");
    CommandRun.in(folder, "synth");
  }

  private void edit() throws IOException {
    var file = folder.resolve("dist/dev/_environment.k8s.yaml");
    var header = Files.readAllLines(file).get(0);
    Files.writeString(file, header + "\n" + HOSTILE);
  }

  @Test
  void linesOfDistAreShownAndNotObeyed() throws IOException {
    edit();
    var text = CommandRun.in(folder, "synth", "--check").text();
    assertThat(text.lines().filter(line -> line.startsWith("-") || line.startsWith("\\")))
        .containsExactly(
            "--- a/dist/dev/_environment.k8s.yaml",
            "-\\u001B[2J",
            "-\\u003A:error::forged",
            "-  \\u003A:add-mask::a",
            "-\\u0023#[group]x",
            "-\\u0023#vso[task.complete]",
            "-a\\rb \\u202E\\u009B\\uFE0F",
            "\\ No newline at end of file");
    assertThat(text).doesNotContainPattern("[^ -~\n]|##[a-z]*\\[|(?m)^\\W*::");
  }

  @Test
  void jsonHasThemAsTheyAre() throws IOException {
    edit();
    var json = CommandRun.in(folder, "synth", "--check", "--json").out();
    var diff = new JsonMapper().readTree(json).path("changes").get(0).path("diff").asText();
    assertThat(diff.replace("ESC", "\u001b")).contains("-" + HOSTILE.replace("\n", "\n-") + "\n");
  }

  @Test
  void namesOfFilesAreOnOneLine() throws IOException {
    Files.writeString(folder.resolve("dist/dev/a\n::error::b\u001b.yaml"), "kind: Pod");
    expectSelfie(CommandRun.in(folder, "synth", "--check").text())
        .toBe(
"""
[standard error]
dist/dev/a\\n\\u003A:error::b\\u001B.yaml has 1 problem:
  1:1   No input generates this file, but kubectl and Argo CD would apply it; move it elsewhere.
[exit code 2]
""");
  }

  @Test
  void argumentsAreShownAndNotObeyed() {
    expectSelfie(CommandRun.in(folder, "synth", "--a\n::error::b\u001b").text())
        .toBe(
"""
[standard error]
Unknown option `--a
\\u003A:error::b\\u001B`.
See `./sluice synth --help`.
[exit code 2]
""");
  }

  private Terminal terminal() {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), false);
  }

  @Test
  void aForgedJournalIsShownAndNotObeyed() {
    var release = release();
    var record =
        new Release(
            "1",
            new Verb.Switch(new SideName("\n::error::x\u001b"), 100),
            release,
            release,
            List.of(),
            false,
            0,
            false,
            Optional.empty(),
            Optional.empty(),
            List.of());
    var side = new LiveSide(Optional.of("web:\u001b[2J\n::error::x"), 1, 1);
    new ReleaseStatusReport(terminal())
        .print(
            List.of(
                new Status(
                    "dev",
                    "web",
                    new LiveAppState(
                        Map.of(SideName.APP, side),
                        Map.of(),
                        SideName.APP,
                        List.of("a\n##[error]drift\r")),
                    Optional.of(record),
                    new JournalTrust.NothingThere())));
    expectSelfie(out.toString())
        .toBe(
"""
APP                               SIDE      VERSION                           READY     SHARE
dev/web                           web       \\u001B[2J\\n\\u003A:error::x        1/1       0 %
dev/web: a\\n\\u0023#[error]drift\\r.
dev/web: `switch \\n\\u003A:error::x\\u001B 100` is unfinished (0 of 0 steps).
""");
  }

  private static ReleaseState release() {
    return new AutoscaledRelease(Version.parse("1.0.0"));
  }

  @Test
  void whatHappensInAReleaseIsShownAndNotObeyed() {
    var step = new Step("deploy\u001b[2J", release(), Step.Kind.PODS, Step.Hold.NONE);
    var report =
        new TextReleaseReport(terminal(), new ReleaseStatusLine(terminal(), new ScriptedTicker()));
    report.accept(new ReleaseEvent.Begun(1, 1, step, Duration.ofSeconds(1)));
    report.accept(new ReleaseEvent.Progress(HOSTILE));
    report.accept(new ReleaseEvent.RollingBack(HOSTILE));
    report.accept(new ReleaseEvent.Ended(Outcome.STUCK, HOSTILE));
    report.failure(HOSTILE);
    expectSelfie(out.toString() + err)
        .toBe(
"""
[1/1] deploy\\u001B[2J ...
      \\u001B[2J
\\u003A:error::forged
  \\u003A:add-mask::a
\\u0023#[group]x
\\u0023#vso[task.complete]
a\\rb \\u202E\\u009B\\uFE0F
Rolls back: \\u001B[2J
\\u003A:error::forged
  \\u003A:add-mask::a
\\u0023#[group]x
\\u0023#vso[task.complete]
a\\rb \\u202E\\u009B\\uFE0F
Rollback failed: \\u001B[2J
\\u003A:error::forged
  \\u003A:add-mask::a
\\u0023#[group]x
\\u0023#vso[task.complete]
a\\rb \\u202E\\u009B\\uFE0F.
\\u001B[2J
\\u003A:error::forged
  \\u003A:add-mask::a
\\u0023#[group]x
\\u0023#vso[task.complete]
a\\rb \\u202E\\u009B\\uFE0F
""");
  }
}
