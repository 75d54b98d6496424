package environments.apps;

import environments.workload.EnvironmentVariable;
import environments.workload.Workload;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the Secrets that an app reads: as files, as variables, or from the Kubernetes API. */
public final class SecretReferences {
  private final Map<String, Set<String>> keys = new TreeMap<>();

  private SecretReferences() {}

  /**
   * Returns the keys that each Secret must have, by its name; no keys if the app reads all of them.
   */
  public static Map<String, Set<String>> of(App app) {
    var references = new SecretReferences();
    app.workloads().forEach(references::add);
    return Collections.unmodifiableMap(references.keys);
  }

  private void add(Workload workload) {
    workload.secrets().keySet().forEach(secret -> keysOf(secret.value()));
    workload.env().values().forEach(this::add);
    workload.permissions().stream()
        .filter(permission -> permission.resources().contains("secrets"))
        .forEach(permission -> permission.resourceNames().forEach(this::keysOf));
  }

  private void add(EnvironmentVariable variable) {
    if (variable instanceof EnvironmentVariable.SecretKeyRef reference) {
      keysOf(reference.secret().value()).add(reference.key());
    }
  }

  private Set<String> keysOf(String secret) {
    return keys.computeIfAbsent(secret, name -> new TreeSet<>());
  }
}
