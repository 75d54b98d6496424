package review;

import environments.yaml.SourcePosition;
import java.util.Optional;

/**
 * A violation of a check.
 *
 * @param object such as {@code Deployment shop/checkout-blue}; empty for a finding in an
 *     environment's file
 * @param path the keys to the field, such as {@code spec.template.spec.hostNetwork}
 * @param message the rule and the actual value
 * @param position where to look: the field of a plain manifest, the app, or the exemption
 */
public record Finding(
    Check check, String object, String path, String message, Optional<SourcePosition> position) {
  @Override
  public String toString() {
    return check.id() + ": " + (object.isEmpty() ? "" : object + " ") + path + ": " + message;
  }
}
