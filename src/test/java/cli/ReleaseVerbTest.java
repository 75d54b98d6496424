package cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

final class ReleaseVerbTest {
  /** The journal, the plan and the output of a release contain what its user typed. */
  @Test
  void everyVerbHasTheTextOfItsCommand() {
    assertThat(Stream.of(ReleaseVerb.values()).map(verb -> verb.word() + text(verb)))
        .isEqualTo(
            List.of(
                "deploy: deploy 1.1.0",
                "switch: switch green 20",
                "promote: promote",
                "rollback: rollback",
                "retire: retire",
                "adopt: adopt",
                "run: run 1.1.0"));
  }

  private static String text(ReleaseVerb verb) {
    var words =
        switch (verb) {
          case DEPLOY, RUN -> List.of("1.1.0");
          case SWITCH -> List.of("green", "20%");
          case PROMOTE, ROLLBACK, RETIRE, ADOPT -> List.<String>of();
        };
    return ": " + verb.verb(CommandSpec.create(), words).text();
  }
}
