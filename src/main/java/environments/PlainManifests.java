package environments;

import environments.text.Ordered;
import environments.text.Rules;
import environments.values.CheckName;
import environments.values.DnsLabel;
import environments.values.Reason;
import java.util.List;
import java.util.Map;

/**
 * Kubernetes objects that the user wrote, or a program of the user's, which an environment has
 * beside its apps.
 *
 * @param name of the file of {@code dist/}; no app's
 * @param objects in the order of the files
 * @param exemptions the checks that none of the objects is held to
 */
public record PlainManifests(
    DnsLabel name, List<PlainObject> objects, Map<CheckName, Reason> exemptions) {
  public PlainManifests {
    objects = List.copyOf(objects);
    exemptions = Ordered.copy(exemptions);
    var rules = Rules.check();
    rules.that(!objects.isEmpty(), "files", () -> "Must hold an object; name a file that has one.");
    Reason.check(rules, exemptions);
    rules.enforce();
  }
}
