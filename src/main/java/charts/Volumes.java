package charts;

import static charts.Fields.fields;

import environments.values.AbsolutePath;
import environments.workload.Workload;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The volumes of a pod and their mounts: configuration, Secrets, writable folders, an API token.
 */
final class Volumes {
  private static final int OWNER_AND_GROUP_READ = 0440;

  private final List<Fields> volumes = new ArrayList<>();
  private final List<Fields> mounts = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private Volumes() {}

  static Volumes of(Instance instance) {
    var volumes = new Volumes();
    volumes.addAll(instance);
    return volumes;
  }

  /** Returns only the writable folders, without configuration, Secrets and token. */
  static Volumes writable(Instance instance) {
    var volumes = new Volumes();
    volumes.addWritable(instance.workload());
    return volumes;
  }

  private void addAll(Instance instance) {
    var workload = instance.workload();
    instance
        .configMap()
        .ifPresent(
            configMap ->
                addReadOnly(
                    claim("config"),
                    workload.configPath().value(),
                    fields().set("configMap", fields().set("name", configMap))));
    workload.secrets().forEach((secret, path) -> addSecret(secret.value(), path));
    addWritable(workload);
    if (!workload.permissions().isEmpty()) {
      addReadOnly(claim("api-token"), Workload.API_TOKEN_PATH.value(), apiToken());
    }
  }

  List<Fields> volumes() {
    return volumes;
  }

  List<Fields> mounts() {
    return mounts;
  }

  private void addSecret(String secret, AbsolutePath path) {
    addReadOnly(
        claim("secret-" + secret),
        path.value(),
        fields()
            .set(
                "secret",
                fields().set("secretName", secret).set("defaultMode", OWNER_AND_GROUP_READ)));
  }

  private void addWritable(Workload workload) {
    workload.writablePaths().forEach((path, size) -> addWritable(path, size.text()));
  }

  private void addWritable(AbsolutePath path, String size) {
    var name = claim(path.value().substring(1));
    volumes.add(fields().set("name", name).set("emptyDir", fields().set("sizeLimit", size)));
    mounts.add(fields().set("name", name).set("mountPath", path.value()));
  }

  private void addReadOnly(String name, String path, Fields source) {
    volumes.add(fields().set("name", name).setAll(source));
    mounts.add(fields().set("name", name).set("mountPath", path).set("readOnly", true));
  }

  /** Returns a short-lived token, in place of the one that Kubernetes would mount by default. */
  private static Fields apiToken() {
    return fields()
        .set(
            "projected",
            fields()
                .set("defaultMode", OWNER_AND_GROUP_READ)
                .set(
                    "sources",
                    List.of(
                        fields()
                            .set(
                                "serviceAccountToken",
                                fields().set("path", "token").set("expirationSeconds", 3600)),
                        fields()
                            .set(
                                "configMap",
                                fields()
                                    .set("name", "kube-root-ca.crt")
                                    .set(
                                        "items",
                                        List.of(
                                            fields().set("key", "ca.crt").set("path", "ca.crt")))),
                        fields().set("downwardAPI", fields().set("items", List.of(namespace()))))));
  }

  private static Fields namespace() {
    return fields()
        .set("path", "namespace")
        .set("fieldRef", fields().set("fieldPath", "metadata.namespace"));
  }

  /** Returns an unused volume name: the wish as a DNS label, with a number if it is taken. */
  private String claim(String wish) {
    var label = new StringBuilder();
    for (int i = 0; i < wish.length(); i++) {
      label.append(inLabel(Character.toLowerCase(wish.charAt(i))));
    }
    var name = strip(label.substring(0, Math.min(label.length(), 60)));
    var unique = name;
    for (int i = 2; !names.add(unique); i++) {
      unique = name + "-" + i;
    }
    return unique;
  }

  private static char inLabel(char c) {
    boolean allowed = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    return allowed ? c : '-';
  }

  private static String strip(String label) {
    int from = 0;
    int to = label.length();
    while (from < to && label.charAt(from) == '-') {
      from++;
    }
    while (to > from && label.charAt(to - 1) == '-') {
      to--;
    }
    return from == to ? "volume" : label.substring(from, to);
  }
}
