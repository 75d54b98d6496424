package stacks.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import environments.text.SecretMask;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The last lines of a container's log, without secrets.
 *
 * @param lines from the oldest to the newest
 * @param problem why they cannot be read, for example because the kubelet has removed them;
 *     empty if they were read
 */
public record LastLines(List<String> lines, Optional<String> problem) {
  /**
   * The kubelet answers with one of these instead of a log that is gone: kuberuntime's logs.go,
   * kubelet_pods.go.
   */
  private static final List<String> GONE =
      List.of(
          "failed to try resolving symlinks in path ", "unable to retrieve container logs for ");

  /** The most lines that are read of a log. */
  static final int MOST = 10;

  /** The most bytes that are read of a log, in which one line may be a whole page. */
  private static final int MOST_BYTES = 64 * 1024;

  /** In characters. */
  private static final int LONGEST = 500;

  private static final int LONGEST_READ = 8 * LONGEST;

  static final LastLines NONE = new LastLines(List.of(), Optional.empty());

  public LastLines {
    lines = List.copyOf(lines);
  }

  /** The end of a text that is too long is not read. */
  public static LastLines of(InputStream log) throws IOException {
    var bytes = log.readNBytes(MOST_BYTES);
    var text = new String(bytes, UTF_8);
    return of(bytes.length < MOST_BYTES ? text : TerminalText.whole(text, text.length() - 1));
  }

  public static LastLines of(String log) {
    return isExcuse(log.strip())
        ? unread(log.strip())
        : new LastLines(lines(log), Optional.empty());
  }

  /** A private key is recognized by its first and last line. */
  private static List<String> lines(String log) {
    var all = log.lines().toList();
    var last =
        all.subList(Math.max(0, all.size() - MOST), all.size()).stream()
            .map(line -> TerminalText.whole(line, LONGEST_READ))
            .collect(Collectors.joining("\n"));
    return SecretMask.of(last)
        .lines()
        .map(line -> TerminalText.beginning(TerminalText.of(line), LONGEST))
        .toList();
  }

  static LastLines unread(String problem) {
    return new LastLines(List.of(), Optional.of(TerminalText.of(problem)));
  }

  private static boolean isExcuse(String log) {
    var first = log.toLowerCase(Locale.ROOT);
    return GONE.stream().anyMatch(first::startsWith);
  }

  /** Returns these lines, or the earlier ones if these could not be read. */
  public LastLines or(LastLines before) {
    return problem.isEmpty() ? this : before;
  }

  /** Returns them as they are shown below the line of their pod. */
  public List<String> text() {
    var text = new ArrayList<>(List.of("    Its last lines:"));
    lines.forEach(line -> text.add("      " + line));
    problem.ifPresent(reason -> text.add("      (" + reason + ")"));
    return text;
  }
}
