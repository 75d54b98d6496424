package environments.apps;

import environments.text.InvalidSpecException;
import environments.values.SideName;
import environments.values.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The release state of an autoscaled app. */
public record AutoscaledRelease(Version version) implements ReleaseState {
  static AutoscaledRelease of(Map<String, String> entries) {
    return new AutoscaledRelease(ReleaseState.version(entries, "version").orElseThrow());
  }

  @Override
  public List<SideName> sides() {
    return List.of(SideName.APP);
  }

  @Override
  public Optional<Version> version(SideName side) {
    return Optional.of(version);
  }

  /** Returns 100: its one side takes all traffic. */
  @Override
  public int share(SideName side) {
    return 100;
  }

  @Override
  public SideName candidate() {
    return SideName.APP;
  }

  @Override
  public boolean isCandidateTemporary() {
    return false;
  }

  @Override
  public AutoscaledRelease withVersion(SideName side, Optional<Version> newVersion) {
    return new AutoscaledRelease(required(newVersion));
  }

  @Override
  public AutoscaledRelease divided(SideName side, int percent) {
    return this;
  }

  @Override
  public AutoscaledRelease dividedAs(ReleaseState other) {
    return this;
  }

  @Override
  public boolean isDividedAs(ReleaseState other) {
    return other instanceof AutoscaledRelease;
  }

  @Override
  public AutoscaledRelease found(
      Map<SideName, Version> versions, Map<SideName, Integer> shares, SideName active) {
    return new AutoscaledRelease(required(Optional.ofNullable(versions.get(SideName.APP))));
  }

  private static Version required(Optional<Version> version) {
    return version.orElseThrow(() -> InvalidSpecException.of("It must have a version."));
  }

  @Override
  public Optional<Integer> minReplicas(SideName side) {
    return Optional.empty();
  }

  @Override
  public AutoscaledRelease withoutMinReplicas() {
    return this;
  }

  @Override
  public Map<String, String> entries() {
    return Map.of("version", version.toString());
  }
}
