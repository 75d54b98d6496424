package environments.routing;

import environments.text.Rules;
import environments.values.DnsLabel;
import java.util.List;

/** The names of an app's Services: two of one name would be one Service, with one selector. */
public final class ServiceNames {
  private ServiceNames() {}

  /**
   * @param roles the keys under which environment files have the names, in their order
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
              "Must be another Service than `"
                  + role
                  + "`, but both are `"
                  + name
                  + "`; rename one of them.");
    }
  }
}
