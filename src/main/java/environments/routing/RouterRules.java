package environments.routing;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.Rules;
import environments.text.SpecPath;
import environments.text.Suggestion;
import environments.values.Hostname;
import environments.workload.Port;
import environments.workload.Ports;
import environments.workload.Workload;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Rules for routers of every kind, and for the workload behind them. */
public final class RouterRules {
  private static final int MOST_HEADERS = 16;
  private static final int LONGEST_NAME = 256;
  private static final int LONGEST_VALUE = 4096;

  private RouterRules() {}

  public static void check(Rules rules, Optional<Router> router, Workload workload) {
    router.ifPresent(found -> checkPort(rules, found, workload.ports()));
  }

  private static void checkPort(Rules rules, Router router, Ports ports) {
    var name = router.port();
    var route = SpecPath.of("router", router.key());
    var key = name.isPresent() ? route.then("port") : route;
    var port = name.isEmpty() ? Optional.of(ports.first()) : ports.named(name.get());
    rules.value(
        port.isPresent(),
        key,
        () ->
            Fault.ofText("The port must be a declared one (" + ports.names() + ")", name.orElse(""))
                .withFix("." + Suggestion.question(name.orElse(""), ports.words())));
    port.ifPresent(
        found ->
            rules.that(
                found.protocol() == Port.Protocol.TCP,
                key,
                () ->
                    "The port must be a TCP one, but `"
                        + found.name()
                        + "` is UDP; name another one under `port`."));
  }

  static void checkDistinct(Rules rules, String key, List<Hostname> hostnames) {
    var names = new HashSet<String>();
    hostnames.forEach(
        hostname ->
            rules.that(
                names.add(hostname.value()),
                key,
                () -> "Duplicate host `" + hostname + "` is there twice; remove one."));
  }

  /** The rules of Gateway API for headers, which Istio follows, too. */
  static void checkPin(Rules rules, Map<String, String> pin) {
    rules.that(
        pin.size() <= MOST_HEADERS,
        "pin",
        () -> "Must be at most " + MOST_HEADERS + " headers, got " + pin.size() + ".");
    var seen = new HashMap<String, String>();
    pin.forEach(
        (name, value) -> {
          checkHeader(rules, name, value);
          var earlier = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
          rules.that(
              earlier == null,
              SpecPath.of("pin", name),
              () ->
                  "Must differ from `"
                      + earlier
                      + "` in more than case, because HTTP treats both as one header; remove one.");
        });
  }

  private static void checkHeader(Rules rules, String name, String value) {
    rules
        .value(
            isToken(name),
            SpecPath.of("pin", name),
            () ->
                Fault.ofText(
                    "The name of a header must be 1 to 256 letters, digits and other characters of"
                        + " an HTTP token, such as `X-Preview`",
                    name))
        .value(
            isPrintable(value),
            SpecPath.of("pin", name),
            () ->
                Fault.ofText(
                    "Must be 1 to " + LONGEST_VALUE + " printable ASCII characters", value));
  }

  /**
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110, token</a>
   */
  private static boolean isToken(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NAME
        && Ascii.isMadeOf(text, "!#$%&'*+-.^_`|~");
  }

  private static boolean isPrintable(String text) {
    if (text.isEmpty() || text.length() > LONGEST_VALUE) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
