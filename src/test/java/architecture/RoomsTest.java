package architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;

/** In a package with rooms, imports go one way as well: a room knows only those before it. */
@AnalyzeClasses(locations = MainClasses.class)
final class RoomsTest {
  /**
   * A room.
   *
   * @param reason why it imports none of those after it
   */
  private record Room(String name, String reason) {}

  private static final List<Room> ENVIRONMENTS =
      List.of(
          new Room("environments.text", "text is checked and shown the same way for all"),
          new Room("environments.yaml", "a file is read before anybody knows what it means"),
          new Room("environments.values", "a value is valid by itself, whoever uses it"),
          new Room("environments.workload", "pods are the same however they are released"),
          new Room("environments.cluster", "what a cluster offers does not depend on apps"),
          new Room("environments.routing", "a route names an app, and knows nothing of its sides"),
          new Room("environments.analysis", "a metric is the same for every strategy"),
          new Room("environments.apps", "an app is valid by itself, in any environment"),
          new Room("environments", "an environment is valid wherever it comes from"),
          new Room("environments.format", "there is one table of keys, and readers follow it"),
          new Room("environments.reader.explain", "values are found in trees, before decoding"),
          new Room("environments.reader", ""));

  private static final List<Room> STACKS =
      List.of(
          new Room("stacks.cluster", "what a cluster answers does not depend on who asks"),
          new Room("stacks.plan", "a transition is decided before anything is done"),
          new Room("stacks.edits", "an edit is one, whatever an update makes of it"),
          new Room("stacks.guard", "a guard judges the cluster, and does not apply anything"),
          new Room("stacks.program", "the program is the same whoever starts it"),
          new Room("stacks", ""));

  private static final List<Room> ROLLOUTS =
      List.of(
          new Room("rollouts.plan", "a plan is made without a cluster"),
          new Room("rollouts.analysis", "a measurement is judged without knowing the release"),
          new Room("rollouts.journal", "what is written down does not depend on who drives"),
          new Room("rollouts.driver", "the loop is tested without Pulumi"),
          new Room("rollouts.pulumi", "Pulumi brings steps, and does not choose them"),
          new Room("rollouts", ""));

  @ArchTest static final ArchRule roomsOfEnvironments = oneWay(ENVIRONMENTS);
  @ArchTest static final ArchRule roomsOfStacks = oneWay(STACKS);
  @ArchTest static final ArchRule roomsOfRollouts = oneWay(ROLLOUTS);

  private static ArchRule oneWay(List<Room> rooms) {
    var names = rooms.stream().map(Room::name).toArray(String[]::new);
    var outer = names[0].substring(0, names[0].indexOf('.'));
    CompositeArchRule all =
        CompositeArchRule.of(
            classes()
                .that()
                .resideInAPackage(outer + "..")
                .should()
                .resideInAnyPackage(names)
                .because("a new room needs its place in the order, and a reason"));
    for (int i = 0; i + 1 < rooms.size(); i++) {
      var later = rooms.subList(i + 1, rooms.size()).stream().map(Room::name);
      all =
          all.and(
              noClasses()
                  .that()
                  .resideInAPackage(rooms.get(i).name())
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(later.toArray(String[]::new))
                  .because(rooms.get(i).reason()));
    }
    return all;
  }
}
