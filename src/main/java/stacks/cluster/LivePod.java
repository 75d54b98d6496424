package stacks.cluster;

import java.util.List;
import java.util.Optional;

/**
 * A live pod.
 *
 * @param version its label {@link charts.Labels#VERSION}; empty if it has none
 * @param isReady whether it takes requests
 * @param unschedulable why no node can run it
 */
public record LivePod(
    String name,
    String version,
    boolean isReady,
    Optional<String> unschedulable,
    List<Container> containers) {
  public LivePod {
    unschedulable = unschedulable.map(TerminalText::of);
    containers = List.copyOf(containers);
  }

  /**
   * A container of a pod.
   *
   * @param waiting why it does not run, such as {@code ImagePullBackOff}; empty while it runs
   * @param message the kubelet's explanation
   * @param restarts how often it was restarted
   * @param lastExitCode of the last run that ended
   */
  public record Container(
      String name,
      String image,
      String waiting,
      String message,
      int restarts,
      Optional<Integer> lastExitCode) {
    public Container {
      message = TerminalText.of(message);
    }
  }
}
