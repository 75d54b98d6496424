package environments.workload;

import environments.text.Choice;
import environments.text.Fault;
import environments.text.Rules;
import environments.values.QualifiedName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A port that the containers listen on and the Services offer.
 *
 * @param name at most 15 characters, as in IANA service names; probes, routes and metrics refer
 *     to it
 * @param containerPort 1024 to 65535: an unprivileged process cannot listen on lower ports
 * @param servicePort 1 to 65535; usually the same as {@code containerPort}
 * @param appProtocol the application protocol, for routers that use it: an IANA service name
 *     such as {@code http}, or a name with its domain such as {@code kubernetes.io/h2c}
 */
public record Port(
    String name,
    int containerPort,
    int servicePort,
    Protocol protocol,
    Optional<String> appProtocol) {
  private static final int SSH = 22;
  private static final Pattern NAME =
      Pattern.compile("(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?");

  public Port {
    Rules.check()
        .value(NAME.matcher(name).matches(), "", () -> nameRule(name))
        .value(
            containerPort >= 1024 && containerPort <= 65535,
            "containerPort",
            () ->
                Fault.of(
                    "Must be between 1024 and 65535 (an unprivileged process cannot listen on lower"
                        + " ports)",
                    containerPort))
        .value(
            servicePort == containerPort || (servicePort >= 1 && servicePort <= 65535),
            "servicePort",
            () -> Fault.of("Must be between 1 and 65535", servicePort))
        .that(
            servicePort != SSH || containerPort == SSH,
            "servicePort",
            () -> "Must not be 22, the SSH port; choose another.")
        .value(
            appProtocol.isEmpty() || isProtocol(appProtocol.get()),
            "appProtocol",
            () ->
                Fault.ofText(
                    "Must be an IANA service name such as `http`, or `domain.prefix/name` such as"
                        + " `kubernetes.io/h2c`",
                    appProtocol.orElse("")))
        .enforce();
  }

  /** Returns a TCP port that the Services offer under the same number. */
  public static Port of(String name, int containerPort) {
    return new Port(name, containerPort, containerPort, Protocol.TCP, Optional.empty());
  }

  public Port withServicePort(int number) {
    return new Port(name, containerPort, number, protocol, appProtocol);
  }

  public Port withProtocol(Protocol transport) {
    return new Port(name, containerPort, servicePort, transport, appProtocol);
  }

  public Port withAppProtocol(String application) {
    return new Port(name, containerPort, servicePort, protocol, Optional.of(application));
  }

  /**
   * Service names may contain upper-case letters; otherwise the rules are those of a port's name.
   */
  private static boolean isProtocol(String text) {
    return text.indexOf('/') < 0
        ? NAME.matcher(text.toLowerCase(Locale.ROOT)).matches()
        : QualifiedName.isValid(text);
  }

  private static Fault nameRule(String name) {
    return Fault.ofText(
        "The name of a port must be 1 to 15 lower-case letters, digits and single `-`, with at"
            + " least one letter",
        name);
  }

  /** The transport protocol of a port. */
  public enum Protocol {
    TCP,
    UDP;

    public static Protocol parse(String text) {
      return Choice.parse(text, values());
    }
  }
}
