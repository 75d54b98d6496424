package environments.reader;

import environments.apps.ReleaseState;
import environments.yaml.YamlScalars;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a release state as one line of YAML, which is the same for equal states, however they were
 * written.
 */
public final class ReleaseText {
  private static final String VERSIONS = "versions.";

  private ReleaseText() {}

  public static String of(ReleaseState release) {
    var text = new LinkedHashMap<String, String>();
    var versions = new LinkedHashMap<String, String>();
    for (var entry : release.entries().entrySet()) {
      var key = entry.getKey();
      if (key.startsWith(VERSIONS)) {
        versions.put(key.substring(VERSIONS.length()), scalar(entry.getValue()));
        text.put("versions", braced(versions));
      } else if (!key.equals("weight")) {
        text.put(key, scalar(entry.getValue()));
      } else if (!entry.getValue().equals("0")) {
        text.put(key, entry.getValue());
      }
    }
    var fewest = release.minReplicasBySide();
    if (!fewest.isEmpty()) {
      text.put("minReplicas", braced(fewest));
    }
    return braced(text);
  }

  private static String braced(Map<?, ?> entries) {
    var out = new StringBuilder();
    for (var entry : entries.entrySet()) {
      out.append(out.length() == 0 ? "" : ", ");
      out.append(entry.getKey()).append(": ").append(entry.getValue());
    }
    return "{" + out + "}";
  }

  private static String scalar(String text) {
    return YamlScalars.isText(text) ? text : "\"" + text + "\"";
  }
}
