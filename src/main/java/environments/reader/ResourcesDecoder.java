package environments.reader;

import environments.values.Quantity;
import environments.workload.Resources;
import environments.workload.Resources.Amounts;
import java.util.Optional;

/** Reads {@code resources}. */
final class ResourcesDecoder {
  private ResourcesDecoder() {}

  static Optional<Resources> resources(Section resources) {
    var requests =
        resources.section("requests", s -> amounts(s, Resources.DEFAULT_EPHEMERAL_REQUEST));
    var limits = resources.section("limits", s -> amounts(s, Resources.DEFAULT_EPHEMERAL_LIMIT));
    return resources.build(() -> new Resources(requests.orElseThrow(), limits.orElseThrow()));
  }

  private static Optional<Amounts> amounts(Section amounts, Quantity ephemeralStorage) {
    var cpu = amounts.quantity("cpu");
    var memory = amounts.quantity("memory");
    var storage = amounts.quantity("ephemeral-storage");
    return amounts.build(
        () ->
            new Amounts(cpu.orElseThrow(), memory.orElseThrow(), storage.orElse(ephemeralStorage)));
  }
}
