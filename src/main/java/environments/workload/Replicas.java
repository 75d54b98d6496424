package environments.workload;

import environments.text.Fault;
import environments.text.InvalidSpecException;

/** A fixed number of pods: 2 to 1000. With a single pod, every drained node would be an outage. */
public record Replicas(int count) implements Scaling {
  public Replicas {
    if (count < 2 || count > 1000) {
      throw InvalidSpecException.of(
          Fault.of(
              "Must be between 2 (one pod is an outage whenever its node is drained) and 1000",
              count));
    }
  }

  public static Replicas of(int count) {
    return new Replicas(count);
  }

  @Override
  public int fewest() {
    return count;
  }

  @Override
  public int most() {
    return count;
  }
}
