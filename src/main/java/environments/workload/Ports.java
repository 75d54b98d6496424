package environments.workload;

import environments.text.Rules;
import environments.text.SpecPath;
import environments.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ports of an app in the order of their declaration. Routes send requests to the first one. */
public record Ports(List<Port> all) {
  public Ports {
    all = List.copyOf(all);
    var rules =
        Rules.check()
            .that(
                !all.isEmpty(),
                "",
                () -> "An app needs at least one port, such as `http: {containerPort: 8080}`.");
    for (int i = 0; i < all.size(); i++) {
      checkDistinct(rules, all.subList(0, i), all.get(i));
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

  /** Checks that a name refers to a port that accepts connections. */
  public void checkTcp(Rules rules, SpecPath keyPath, String name) {
    var port = named(name);
    rules
        .that(
            port.isPresent(),
            keyPath,
            () ->
                "Must name a declared port ("
                    + names()
                    + "), got `"
                    + name
                    + "`."
                    + Suggestion.question(name, words()))
        .that(
            port.isEmpty() || port.get().protocol() == Port.Protocol.TCP,
            keyPath,
            () -> "Must name a TCP port, but `" + name + "` is UDP.");
  }

  public List<String> words() {
    return all.stream().map(Port::name).toList();
  }

  /** Returns the names as a sentence lists them. */
  public String names() {
    return all.stream().map(port -> "`" + port.name() + "`").collect(Collectors.joining(", "));
  }

  private static void checkDistinct(Rules rules, List<Port> earlier, Port port) {
    for (var other : earlier) {
      var same = same(other, port);
      rules.that(
          same.isEmpty(),
          port.name(),
          () ->
              "Must differ from the port `"
                  + other.name()
                  + "`, but both have "
                  + String.join(" and ", same)
                  + "; change one of them.");
    }
  }

  private static List<String> same(Port a, Port b) {
    var same = new ArrayList<String>();
    if (a.name().equals(b.name())) {
      same.add("the name `" + a.name() + "`");
    }
    if (a.protocol() == b.protocol() && a.containerPort() == b.containerPort()) {
      same.add("containerPort " + a.containerPort());
    }
    if (a.protocol() == b.protocol() && a.servicePort() == b.servicePort()) {
      same.add("servicePort " + a.servicePort());
    }
    return same;
  }
}
