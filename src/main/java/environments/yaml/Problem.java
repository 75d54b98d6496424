package environments.yaml;

/**
 * One problem with the input.
 *
 * @param position the place to fix
 * @param keyPath the path of keys to the value, such as {@code apps.checkout.replicas}; empty for
 *     the whole file
 * @param message what must hold, the actual value, and the fix
 */
public record Problem(SourcePosition position, String keyPath, String message) {}
