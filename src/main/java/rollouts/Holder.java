package rollouts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who drives a release: one process of one machine.
 *
 * @param token tells apart two drivers of one process
 */
record Holder(String user, String host, long pid, String token) {
  private static final String NAMELESS = "localhost";

  /** The user's name alone may have spaces. */
  private static final Pattern TEXT =
      Pattern.compile("(?<user>.*) (?<host>\\S+) (?<pid>\\d{1,18}) (?<token>\\S+)");

  /** What it cannot read is somebody who may be alive. */
  static Holder parse(String text) {
    var found = TEXT.matcher(text);
    return found.matches()
        ? new Holder(
            found.group("user"),
            found.group("host"),
            Long.parseLong(found.group("pid")),
            found.group("token"))
        : new Holder(text, "", 0, "");
  }

  static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return NAMELESS;
    }
  }

  /** Of this machine, and certainly gone; machines without a name are not the same one. */
  boolean isGone(String thisHost) {
    return host.equals(thisHost)
        && !host.equals(NAMELESS)
        && Optional.of(pid).flatMap(ProcessHandle::of).isEmpty();
  }

  boolean isSameProcess(Holder other) {
    return host.equals(other.host) && pid == other.pid;
  }

  /** What {@link #parse} reads. */
  String text() {
    return user + " " + host + " " + pid + " " + token;
  }

  /** For users. */
  @Override
  public String toString() {
    return user + "@" + host + " (process " + pid + ")";
  }
}
