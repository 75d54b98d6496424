package environments.yaml;

/**
 * One problem with the input, in the user's words.
 *
 * @param position where the user should look
 * @param keyPath the path of keys to it, such as {@code apps.checkout.replicas}; empty for the
 *     whole file
 * @param message what must hold, the actual value, and the fix
 */
public record Problem(SourcePosition position, String keyPath, String message) {}
