package environments;

import environments.text.Ordered;
import environments.text.Rules;
import environments.values.CheckName;
import environments.values.DnsLabel;
import environments.values.Reason;
import java.util.List;
import java.util.Map;

/**
 * Kubernetes objects of an environment that do not belong to an app, written by the user or by a
 * program.
 *
 * @param name of the file in {@code dist/}; not the name of an app
 * @param objects in the order of the files
 * @param exemptions the checks that all of the objects are exempt from
 */
public record PlainManifests(
    DnsLabel name, List<PlainObject> objects, Map<CheckName, Reason> exemptions) {
  public PlainManifests {
    objects = List.copyOf(objects);
    exemptions = Ordered.copy(exemptions);
    var rules = Rules.check();
    rules.that(
        !objects.isEmpty(), "files", () -> "Must contain an object; name a file that has one.");
    Reason.check(rules, exemptions);
    rules.enforce();
  }
}
