package rollouts.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The process that drives a release, on its machine.
 *
 * @param token distinguishes two drivers of one process
 * @param space the scope of the process id; empty if unknown, as for a lock of Pulumi
 */
public record LockOwner(
    String user, String host, long pid, String token, Optional<ProcessSpace> space) {
  private static final String NAMELESS = "localhost";

  /** Only the user's name may contain spaces. Older versions of Sluice wrote no process space. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<user>.*) (?<host>\\S+) (?<pid>\\d{1,18}) (?<token>\\S+?)(?: (?<space>\\S+))?");

  /** Reads the owner of a lock; text that cannot be read yields an owner that may be alive. */
  public static LockOwner parse(String text) {
    var found = TEXT.matcher(text);
    return found.matches()
        ? new LockOwner(
            found.group("user"),
            found.group("host"),
            Long.parseLong(found.group("pid")),
            found.group("token"),
            Optional.ofNullable(found.group("space")).map(ProcessSpace::new))
        : new LockOwner(text, "", 0, "", Optional.empty());
  }

  public static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return NAMELESS;
    }
  }

  /**
   * Returns whether the process has certainly ended. For a process elsewhere this is never certain;
   * only its heartbeat shows whether it is alive.
   */
  public boolean isGone(Optional<ProcessSpace> here) {
    return here.isPresent()
        && space.equals(here)
        && Optional.of(pid).flatMap(ProcessHandle::of).isEmpty();
  }

  /** Compares only the host and the process id, as Pulumi writes them into its lock. */
  public boolean isSameProcess(LockOwner other) {
    return host.equals(other.host) && pid == other.pid;
  }

  /** Returns the text that {@link #parse} reads. */
  String text() {
    return user
        + " "
        + host
        + " "
        + pid
        + " "
        + token
        + space.map(known -> " " + known.id()).orElse("");
  }

  /** Returns a text for users. */
  @Override
  public String toString() {
    return user + "@" + host + " (process " + pid + ")";
  }
}
