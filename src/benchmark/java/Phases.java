import static java.nio.charset.StandardCharsets.UTF_8;

import charts.EnvironmentChart;
import environments.reader.EnvironmentFiles;
import java.nio.file.Path;
import synth.NativeEngine;

/**
 * Does what {@code sluice synth} does, without its command line, and prints a line for each step:
 * when it ended, in milliseconds after the process was started.
 */
final class Phases {
  private final long start;
  private final StringBuilder times = new StringBuilder();

  private Phases(long start) {
    this.start = start;
  }

  /**
   * @param args the project, the environment, and the time at which the process was started, by
   *     the clock of {@link System#nanoTime()}
   */
  public static void main(String[] args) {
    var phases = new Phases(Long.parseLong(args[2]));
    phases.end("start Java");
    var inputs = EnvironmentFiles.in(Path.of(args[0])).read(args[1]);
    phases.end("read and merge the files");
    var environment = inputs.environment();
    phases.end("decode, validate, digest");
    var synthesized = new NativeEngine().synthesize(EnvironmentChart.of(environment));
    phases.end("construct and emit");
    synthesized.files().values().forEach(text -> text.getBytes(UTF_8));
    phases.end("encode");
    System.out.print(phases.times);
  }

  private void end(String phase) {
    times.append(phase).append('\t').append((System.nanoTime() - start) / 1e6).append('\n');
  }
}
