package environments.reader;

import environments.values.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads {@code exemptions}: a reason for each check, optionally with the day on which it expires.
 */
final class ExemptionDecoder {
  /** Replaces a refused reason, so that the refusal causes no further problems. */
  private static final Reason REFUSED = Reason.of("Refused.");

  private ExemptionDecoder() {}

  static <C> Map<C, Reason> exemptions(Section section, Function<String, C> parser) {
    var exemptions = new LinkedHashMap<C, Reason>();
    section.each(
        "exemptions",
        (names, name) -> {
          var check = names.name(name, parser);
          var reason = reason(names, name).orElse(REFUSED);
          check.ifPresent(found -> exemptions.put(found, reason));
        });
    return exemptions;
  }

  private static Optional<Reason> reason(Section names, String name) {
    return names.isMapping(name)
        ? names.section(name, ExemptionDecoder::expiring)
        : names.text(name, Reason::of);
  }

  private static Optional<Reason> expiring(Section exemption) {
    var reason = exemption.text("reason", Reason::of);
    var expires = exemption.text("expires", Reason::parseDay);
    return exemption.build(() -> new Reason(reason.orElseThrow().text(), expires));
  }
}
