package rollouts.analysis;

import environments.values.DnsLabel;
import environments.values.Version;
import environments.workload.Workload;
import java.util.List;

/**
 * A running color or track.
 *
 * @param pods the names of its ready pods
 */
public record MeasuredSide(
    DnsLabel app, DnsLabel deployment, Workload workload, Version version, List<String> pods) {
  public MeasuredSide {
    pods = List.copyOf(pods);
  }

  public String namespace() {
    return workload.namespace().value();
  }
}
