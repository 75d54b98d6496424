package review;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The exemption that suppresses a finding.
 *
 * @param keyPath of the exemption in the environment's files; empty for exemptions that Sluice
 *     adds itself
 */
record ExemptionMatch(String keyPath, Optional<LocalDate> expires) {
  boolean holdsOn(LocalDate day) {
    return expires.isEmpty() || day.isBefore(expires.get());
  }
}
