package environments;

import environments.text.Redaction;
import environments.values.Kinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ensures that a document is exactly the one Kubernetes object that it claims to be, for every tool
 * that could apply it.
 */
public final class OneObject {
  private static final String FIX = "Write each object on its own, in YAML with `---` between.";

  private OneObject() {}

  /**
   * A problem with a field.
   *
   * @param key of the object itself
   */
  public record Breach(String key, String message) {}

  /** Returns the problems in the order of the fields. */
  public static List<Breach> breaches(Map<?, ?> object) {
    var breaches = new ArrayList<Breach>();
    object.forEach((key, value) -> key(breaches, String.valueOf(key)));
    boolean hasItems = !breaches.isEmpty();
    breaches.addAll(new VisibleNames().breaches(object));
    if (object.get("apiVersion") instanceof String apiVersion) {
      if (!isApiVersion(apiVersion)) {
        breaches.add(
            new Breach(
                "apiVersion",
                "Must be a version such as `v1`, or a group and a version such as `apps/v1`, got "
                    + Redaction.value("apiVersion", apiVersion)
                    + "."));
      } else if (object.get("kind") instanceof String kind) {
        kind(breaches, apiVersion, kind, hasItems);
      }
    }
    return breaches;
  }

  /** Some tools ignore the case of keys, and kubectl takes any object with items for a list. */
  private static void key(List<Breach> breaches, String key) {
    if (key.equalsIgnoreCase("items")) {
      breaches.add(
          new Breach(
              key,
              "Must not be given: kubectl applies each of the items as an object, but no check"
                  + " covers them. "
                  + FIX));
    }
    for (var known : List.of("apiVersion", "kind", "metadata")) {
      if (key.equalsIgnoreCase(known) && !key.equals(known)) {
        breaches.add(
            new Breach(
                key,
                "Must be written `"
                    + known
                    + "`; tools disagree on whether the two are the same."));
      }
    }
  }

  private static void kind(
      List<Breach> breaches, String apiVersion, String kind, boolean hasItems) {
    if (!isKind(kind)) {
      breaches.add(
          new Breach(
              "kind",
              "Must be a kind such as `Deployment`, got " + Redaction.value("kind", kind) + "."));
    } else if (!hasItems && (kind.endsWith("List") || kind.equalsIgnoreCase("list"))) {
      breaches.add(
          new Breach("kind", "Must be the kind of one object, got `" + kind + "`. " + FIX));
    }
    Kinds.otherwiseWritten(apiVersion, kind)
        .ifPresent(
            known ->
                breaches.add(
                    new Breach("kind", "Must be written `" + known + "`, got `" + kind + "`.")));
  }

  /**
   * A version alone, or a group, a slash and a version: an empty group before the slash would also
   * mean the core group.
   */
  private static boolean isApiVersion(String text) {
    int slash = text.indexOf('/');
    return isWord(text.substring(slash + 1))
        && (slash < 0 || isWord(text.substring(0, slash)))
        && text.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static boolean isKind(String text) {
    return isWord(text) && text.indexOf('.') < 0;
  }

  private static boolean isWord(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(
                c ->
                    (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '-'
                        || c == '.');
  }
}
