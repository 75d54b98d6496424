package stacks.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Why a pod cannot become ready without help.
 *
 * @param kind stays the same while the kubelet's messages alternate
 * @param text for users
 * @param patience how long it must last without interruption before it counts: some problems
 *     resolve themselves
 */
public record Trouble(Kind kind, String text, Duration patience) {
  private static final Set<String> IMAGE = Set.of("ErrImagePull", "ImagePullBackOff");
  private static final Set<String> SETTINGS =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError",
          "InvalidImageName",
          "ErrImageNeverPull");

  /** Only the deadline of what needs the pod ends it. */
  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** The kind of trouble. */
  public enum Kind {
    IMAGE,
    CRASH,
    SETTINGS,
    NO_NODE,
    REFUSED
  }

  public static Optional<Trouble> of(LivePod pod) {
    if (pod.unschedulable().isPresent()) {
      return Optional.of(noNode(pod.unschedulable().get()));
    }
    for (var container : pod.containers()) {
      var trouble = of(container);
      if (trouble.isPresent()) {
        return trouble;
      }
    }
    return Optional.empty();
  }

  /** The API server may refuse a pod until others are gone whose share of a quota it needs. */
  public static Trouble refused(String reason) {
    return new Trouble(Kind.REFUSED, reason, Duration.ofSeconds(10));
  }

  private static Optional<Trouble> of(LivePod.Container container) {
    var waiting = container.waiting();
    if (IMAGE.contains(waiting)) {
      return Optional.of(image(container));
    }
    if (waiting.equals("CrashLoopBackOff")) {
      return Optional.of(crash(container));
    }
    return SETTINGS.contains(waiting) ? Optional.of(settings(container)) : Optional.empty();
  }

  /** The kubelet tries to pull an image again after ten seconds. */
  private static Trouble image(LivePod.Container container) {
    return new Trouble(
        Kind.IMAGE,
        "ImagePullBackOff: `" + container.image() + "` cannot be pulled" + why(container),
        Duration.ofSeconds(12));
  }

  /** It has crashed twice by then. */
  private static Trouble crash(LivePod.Container container) {
    var code = container.lastExitCode().map(c -> " with exit code " + c).orElse("");
    return new Trouble(
        Kind.CRASH,
        "CrashLoopBackOff: the container `" + container.name() + "` keeps exiting" + code,
        Duration.ZERO);
  }

  private static Trouble settings(LivePod.Container container) {
    return new Trouble(Kind.SETTINGS, container.waiting() + why(container), Duration.ofSeconds(10));
  }

  /** Pods that end make room, and clusters that add nodes take minutes for one. */
  private static Trouble noNode(String reason) {
    return new Trouble(Kind.NO_NODE, "Unschedulable: no node can run it: " + reason, FOR_EVER);
  }

  private static String why(LivePod.Container container) {
    return container.message().isEmpty() ? "" : ": " + container.message();
  }
}
