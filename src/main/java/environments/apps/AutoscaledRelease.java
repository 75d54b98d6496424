package environments.apps;

import environments.values.Version;

/** The release state of an autoscaled app. */
public record AutoscaledRelease(Version version) {}
