package environments;

/** The release state of an autoscaled app. */
public record AutoscaledRelease(Version version) {}
