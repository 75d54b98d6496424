package environments;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ports of an app, in the order in which they were declared; the first is what a route sends requests to. */
public record Ports(List<Port> all) {
  public Ports {
    all = List.copyOf(all);
    var rules = Rules.check().that(!all.isEmpty(), "", () -> "An app needs at least one port.");
    for (int i = 0; i < all.size(); i++) {
      rules.that(isUnique(all, i), all.get(i).name(), Ports::duplicateRule);
    }
    rules.enforce();
  }

  public static Ports of(Port... ports) {
    return new Ports(List.of(ports));
  }

  public Port first() {
    return all.get(0);
  }

  public Optional<Port> named(String name) {
    for (var port : all) {
      if (port.name().equals(name)) {
        return Optional.of(port);
      }
    }
    return Optional.empty();
  }

  /** The names as a sentence lists them. */
  String names() {
    return all.stream().map(port -> "`" + port.name() + "`").collect(Collectors.joining(", "));
  }

  private static boolean isUnique(List<Port> ports, int index) {
    var port = ports.get(index);
    for (int i = 0; i < index; i++) {
      if (clash(ports.get(i), port)) {
        return false;
      }
    }
    return true;
  }

  private static boolean clash(Port a, Port b) {
    return a.name().equals(b.name())
        || (a.protocol() == b.protocol()
            && (a.containerPort() == b.containerPort() || a.servicePort() == b.servicePort()));
  }

  private static String duplicateRule() {
    return "Two ports must differ in name, containerPort and servicePort, but an earlier one has"
        + " one of them, too.";
  }
}
