package review;

import environments.yaml.SourcePosition;
import java.util.Optional;

/**
 * What a check objects to.
 *
 * @param object such as {@code Deployment shop/checkout-blue}; empty for something of an
 *     environment's file
 * @param path the keys to the field, such as {@code spec.template.spec.hostNetwork}
 * @param message what must hold and what is there
 * @param position where to look: at the field of a plain manifest, at the app, or at the exemption
 */
public record Finding(
    Check check, String object, String path, String message, Optional<SourcePosition> position) {
  @Override
  public String toString() {
    return check.id() + ": " + (object.isEmpty() ? "" : object + " ") + path + ": " + message;
  }
}
