package rollouts.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who drives a release: one process of one machine.
 *
 * @param token tells apart two drivers of one process
 * @param space of the process; empty where it is not known, as of a Pulumi's lock
 */
public record LockOwner(
    String user, String host, long pid, String token, Optional<ProcessSpace> space) {
  private static final String NAMELESS = "localhost";

  /** The user's name alone may have spaces. Older Sluices wrote no space. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?<user>.*) (?<host>\\S+) (?<pid>\\d{1,18}) (?<token>\\S+?)(?: (?<space>\\S+))?");

  /** What it cannot read is somebody who may be alive. */
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

  /** Certainly ended. Of a process of somewhere else only its heartbeat tells. */
  public boolean isGone(Optional<ProcessSpace> here) {
    return here.isPresent()
        && space.equals(here)
        && Optional.of(pid).flatMap(ProcessHandle::of).isEmpty();
  }

  /** By what Pulumi writes into its lock. */
  public boolean isSameProcess(LockOwner other) {
    return host.equals(other.host) && pid == other.pid;
  }

  /** What {@link #parse} reads. */
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

  /** For users. */
  @Override
  public String toString() {
    return user + "@" + host + " (process " + pid + ")";
  }
}
