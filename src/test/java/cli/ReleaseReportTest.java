package cli;

import static com.diffplug.selfie.Selfie.expectSelfie;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollouts.journal.Outcome;
import rollouts.journal.ReleaseEvent;
import rollouts.plan.Plan;
import stacks.ScriptedTicker;
import stacks.cluster.ClusterException;
import stacks.guard.Direction;

/** Tests how a release prints its plan and its events. */
final class ReleaseReportTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ScriptedTicker ticker = new ScriptedTicker();

  private Terminal plain() {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), false);
  }

  private Terminal watched() {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), true);
  }

  private ReleaseReport text(Terminal terminal) {
    return new TextReleaseReport(terminal, new ReleaseStatusLine(terminal, ticker));
  }

  private String printed() {
    return out.toString().replace("\u001b", "ESC").replace("\r", "CR")
        + (err.toString().isEmpty() ? "" : "[standard error]\n" + err);
  }

  @Test
  void aPlanSaysItsStepsAndTheirTime() {
    text(plain()).plan(ReleaseEvents.PLAN, ReleaseEvents.TIMEOUTS);
    expectSelfie(printed())
        .toBe(
"""
checkout (dev): run 1.1.0
  1. green: deploy 1.1.0
  2. weight 10, analyzed for 30 s
  3. switch to green, weight 0, measured for 2 min
  At most 9 min 30 s; if a step fails, everything is rolled back.
""");
  }

  @Test
  void whereAReleaseStandsThatLostItsClusterIsToBeAsked() {
    var terminal = plain();
    int code =
        ReleaseRun.code(
            text(terminal),
            () -> {
              throw new ClusterException("The cluster does not answer.");
            },
            () -> terminal.println("Next: ./sluice status dev checkout"));
    assertThat(code).isEqualTo(Main.BROKEN);
    expectSelfie(printed())
        .toBe(
"""
Next: ./sluice status dev checkout
[standard error]
The cluster does not answer.
""");
  }

  /** A driver that was killed after the last step leaves such a release. */
  @Test
  void aPlanWithoutStepsSaysWhatIsLeft() {
    var before = ReleaseEvents.PLAN.before();
    text(plain())
        .plan(
            new Plan(
                "dev",
                "checkout",
                Plan.Operation.RESUME,
                ReleaseEvents.PLAN.verb(),
                before,
                List.of(),
                false,
                Direction.FORWARD),
            ReleaseEvents.TIMEOUTS);
    expectSelfie(printed())
        .toBe(
"""
checkout (dev): resume run 1.1.0
  Only the outcome is left to be recorded.
""");
  }

  @Test
  void aPlanInFullSaysWhatChangesInFiles() {
    text(plain()).plan(ReleaseEvents.DETAILS);
    expectSelfie(printed())
        .toBe(
"""
checkout (dev): deploy 1.1.0
  1. green: deploy 1.1.0
     sluice:rollouts.checkout.versions.green: 1.1.0
--- a/dist/dev/checkout.k8s.yaml
+++ b/dist/dev/checkout.k8s.yaml
@@ -1,1 +1,1 @@
-image: checkout:1.0.0
+image: checkout:1.1.0
  At most 3 min; if a step fails, everything is rolled back.
""");
  }

  @Test
  void eventsAreLinesForPeople() {
    ReleaseEvents.ROLLED_BACK.forEach(text(plain()));
    expectSelfie(printed())
        .toBe(
"""
[1/3] green: deploy 1.1.0 ...
      checkout-green is being updated
      green: 1 of 2 pods ready
      connection refused
      Again in 2 s.
[1/3] green: deploy 1.1.0: done in 41 s
[2/3] weight 10 ...
      error error-rate: Prometheus does not answer
      pass (dry run) latency: 80 ms
      inconclusive error-rate: no data (no requests)
      pass (dry run) latency: 80 ms
      pass error-rate: 0.2% (at most 1%)
      pass (dry run) latency: 80 ms
      Prometheus warns: a partial answer
      fail error-rate: 20% (at most 1%)
      pass (dry run) latency: 80 ms
Rolls back: error-rate: 20% (at most 1%)
[1/1] green: deploy 1.1.0 ...
[1/1] green: deploy 1.1.0: done in 1 min 15 s
Rolled back.
""");
  }

  @Test
  void everyEndIsSaid() {
    var report = text(plain());
    report.accept(new ReleaseEvent.Ended(Outcome.DONE, ""));
    report.accept(new ReleaseEvent.Ended(Outcome.PAUSED, "waits before: weight 10"));
    report.accept(new ReleaseEvent.ByHand(List.of("kubectl patch service checkout")));
    report.accept(new ReleaseEvent.Ended(Outcome.STUCK, "quota"));
    report.failure("checkout has no version on green");
    expectSelfie(printed())
        .toBe(
"""
Done.
Stopped: waits before: weight 10.
These commands send the traffic back to the version that served before:
  kubectl patch service checkout
Rollback failed: quota.
[standard error]
checkout has no version on green
""");
  }

  @Test
  void onATerminalTheLastLineSaysWhatIsWaitedFor() {
    var terminal = watched();
    var status = new ReleaseStatusLine(terminal, ticker);
    var report = new TextReleaseReport(terminal, status);
    for (var event : ReleaseEvents.ROLLED_BACK.subList(0, 7)) {
      report.accept(event);
      ticker.pause(Duration.ofSeconds(1));
      status.draw();
      terminal.println("|");
    }
    report.failure("The journal must be written");
    expectSelfie(printed())
        .toBe(
"""
[1/3] green: deploy 1.1.0 ...
CRESC[KESC[?7lgreen: deploy 1.1.0: 0 s of 3 minESC[?7hCRESC[KESC[?7lgreen: deploy 1.1.0: 1 s of 3 minESC[?7h|
CRESC[K      checkout-green is being updated
CRESC[KESC[?7lgreen: deploy 1.1.0: 1 s of 3 minESC[?7hCRESC[KESC[?7lgreen: deploy 1.1.0: 2 s of 3 minESC[?7h|
CRESC[K      green: 1 of 2 pods ready
CRESC[KESC[?7lgreen: deploy 1.1.0: 2 s of 3 min, green: 1 of 2 pods readyESC[?7hCRESC[KESC[?7lgreen: deploy 1.1.0: 3 s of 3 min, green: 1 of 2 pods readyESC[?7h|
CRESC[K      connection refused
      Again in 2 s.
CRESC[KESC[?7lgreen: deploy 1.1.0: 3 s of 3 min, green: 1 of 2 pods readyESC[?7hCRESC[KESC[?7lgreen: deploy 1.1.0: 4 s of 3 min, green: 1 of 2 pods readyESC[?7h|
CRESC[KCRESC[KESC[32m[1/3] green: deploy 1.1.0: done in 41 sESC[0m
|
[2/3] weight 10 ...
CRESC[KESC[?7lweight 10: 0 s of 2 min 30 sESC[?7hCRESC[KESC[?7lweight 10: 1 s of 2 min 30 sESC[?7h|
CRESC[KESC[33m      error error-rate: Prometheus does not answerESC[0m
ESC[2m      pass (dry run) latency: 80 msESC[0m
CRESC[KESC[?7lweight 10: 1 s of 2 min 30 s, error-rate: error, latency: pass (dry run)ESC[?7hCRESC[KESC[?7lweight 10: 2 s of 2 min 30 s, error-rate: error, latency: pass (dry run)ESC[?7h|
CRESC[K[standard error]
The journal must be written
""");
  }

  @Test
  void theLastLineNeverFillsATerminal() {
    var terminal = watched();
    var status = new ReleaseStatusLine(terminal, ticker);
    status.begin("canary: deploy 1.1.0", Duration.ofMinutes(3));
    status.note("x".repeat(200));
    status.draw();
    assertThat(out.toString().replaceAll("\r|\u001b\\[[^a-zA-Z]*[a-zA-Z]", "")).hasSize(79);
  }

  @Test
  void jsonHasADocumentedObjectForEachEvent() throws IOException {
    var report = new JsonReleaseReport(plain());
    report.plan(ReleaseEvents.PLAN, ReleaseEvents.TIMEOUTS);
    report.plan(ReleaseEvents.DETAILS);
    ReleaseEvents.ROLLED_BACK.forEach(report);
    report.failure("checkout has no version on green");
    var document = Files.readString(Path.of("docs/release-reference.md"));
    for (var line : out.toString().lines().toList()) {
      assertDocumented(document, new JsonMapper().readTree(line));
    }
    expectSelfie(printed())
        .toBe(
"""
{"event":"plan","environment":"dev","app":"checkout","verb":"run 1.1.0","before":{"active":"blue","versions.blue":"1.0.0","weight":"0"},"steps":[{"name":"green: deploy 1.1.0","release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"movesTraffic":false,"budgetSeconds":180},{"name":"weight 10","release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"10"},"movesTraffic":true,"budgetSeconds":150},{"name":"switch to green, weight 0","release":{"active":"green","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"movesTraffic":true,"budgetSeconds":240}]}
{"event":"plan","environment":"dev","app":"checkout","verb":"deploy 1.1.0","before":{"active":"blue","versions.blue":"1.0.0","weight":"0"},"steps":[{"name":"green: deploy 1.1.0","release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"movesTraffic":false,"budgetSeconds":180,"config":{"versions.green":"1.1.0"},"diff":"--- a/dist/dev/checkout.k8s.yaml\\n+++ b/dist/dev/checkout.k8s.yaml\\n@@ -1,1 +1,1 @@\\n-image: checkout:1.0.0\\n+image: checkout:1.1.0\\n"}]}
{"event":"step","name":"green: deploy 1.1.0","number":1,"of":3,"release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"budgetSeconds":180}
{"event":"progress","text":"checkout-green is being updated"}
{"event":"pods","side":"green","ready":1,"replicas":2}
{"event":"retry","reason":"connection refused","pauseSeconds":2}
{"event":"stepDone","name":"green: deploy 1.1.0","number":1,"of":3,"release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"seconds":41}
{"event":"step","name":"weight 10","number":2,"of":3,"release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"10"},"budgetSeconds":150}
{"event":"measured","step":"weight 10","metrics":[{"metric":"error-rate","verdict":"error","decides":true,"explanation":"Prometheus does not answer"},{"metric":"latency","verdict":"pass","decides":false,"explanation":"80 ms"}],"warnings":[],"decision":"hold"}
{"event":"measured","step":"weight 10","metrics":[{"metric":"error-rate","verdict":"inconclusive","decides":true,"explanation":"no data (no requests)"},{"metric":"latency","verdict":"pass","decides":false,"explanation":"80 ms"}],"warnings":[],"decision":"hold"}
{"event":"measured","step":"weight 10","metrics":[{"metric":"error-rate","verdict":"pass","decides":true,"explanation":"0.2% (at most 1%)"},{"metric":"latency","verdict":"pass","decides":false,"explanation":"80 ms"}],"warnings":["a partial answer"],"decision":"continue"}
{"event":"measured","step":"weight 10","metrics":[{"metric":"error-rate","verdict":"fail","decides":true,"explanation":"20% (at most 1%)"},{"metric":"latency","verdict":"pass","decides":false,"explanation":"80 ms"}],"warnings":[],"decision":"rollBack"}
{"event":"rollBack","reason":"error-rate: 20% (at most 1%)"}
{"event":"step","name":"green: deploy 1.1.0","number":1,"of":1,"release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"budgetSeconds":120}
{"event":"stepDone","name":"green: deploy 1.1.0","number":1,"of":1,"release":{"active":"blue","versions.blue":"1.0.0","versions.green":"1.1.0","weight":"0"},"seconds":75}
{"event":"ended","outcome":"rolledBack","text":"error-rate: 20% (at most 1%)"}
{"event":"problem","message":"checkout has no version on green"}
""");
  }

  /** Checks the event's name and keys, and those of nested objects, except release states. */
  private static void assertDocumented(String document, JsonNode event) {
    assertThat(document).contains("| `" + event.path("event").asText() + "` |");
    for (var field : event.properties()) {
      assertThat(document).contains("`" + field.getKey() + "`");
      for (var item : field.getValue()) {
        item.fieldNames().forEachRemaining(key -> assertThat(document).contains("`" + key + "`"));
      }
    }
  }
}
