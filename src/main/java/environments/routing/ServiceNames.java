package environments.routing;

import environments.text.Rules;
import environments.values.DnsLabel;
import java.util.List;

/**
 * Checks the names of an app's Services: two with the same name would be one Service with one
 * selector.
 */
public final class ServiceNames {
  private ServiceNames() {}

  /**
   * @param roles the keys of the names in environment files, in their order
   */
  public static void checkDistinct(Rules rules, List<String> roles, List<DnsLabel> names) {
    for (int i = 0; i < names.size(); i++) {
      int first = names.indexOf(names.get(i));
      var name = names.get(i);
      var role = roles.get(first);
      rules.that(
          first == i,
          roles.get(i),
          () ->
              "Must differ from the Service `"
                  + role
                  + "`, but both are `"
                  + name
                  + "`; rename one of them.");
    }
  }
}
