package review;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What lifts a check of an object.
 *
 * @param keyPath of the exemption in the environment's files; what Sluice exempts by itself has
 *     none there
 */
record ExemptionMatch(String keyPath, Optional<LocalDate> expires) {
  boolean holdsOn(LocalDate day) {
    return expires.isEmpty() || day.isBefore(expires.get());
  }
}
