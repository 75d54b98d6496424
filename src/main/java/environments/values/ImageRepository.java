package environments.values;

import environments.text.Fault;
import environments.text.InvalidSpecException;
import java.util.regex.Pattern;

/**
 * The repository of an app's images: the host of a registry, optionally with a port, and a path. No
 * tag and no digest: the version is release state.
 *
 * @see <a href="https://github.com/distribution/reference">distribution reference, grammar</a>
 */
public record ImageRepository(String registry, String path) {
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::[0-9]{1,5})?");
  private static final Pattern PATH =
      Pattern.compile(
          "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*");

  public ImageRepository {
    if (!isHost(registry) || !PATH.matcher(path).matches()) {
      throw InvalidSpecException.of(rule(registry + "/" + path));
    }
  }

  public static ImageRepository parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw InvalidSpecException.of(rule(text));
    }
    return new ImageRepository(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }

  /**
   * Without a dot or a port, the first part would be a path on the default registry, and nobody
   * could tell.
   */
  public static boolean isHost(String text) {
    return REGISTRY.matcher(text).matches()
        && (text.contains(".") || text.contains(":") || text.equals("localhost"))
        && hasPortInRange(text);
  }

  private static boolean hasPortInRange(String host) {
    int colon = host.indexOf(':');
    int port = colon < 0 ? 443 : Integer.parseInt(host.substring(colon + 1));
    return port >= 1 && port <= 65535;
  }

  private static boolean hasVersion(String text) {
    return text.indexOf('@') >= 0 || text.lastIndexOf(':') > text.lastIndexOf('/');
  }

  private static Fault rule(String text) {
    return Fault.ofText(
            "Must be a registry's host and a lower-case path without tag or digest, such as"
                + " `registry.example/shop/checkout`",
            text)
        .withFix(hasVersion(text) ? "; the version belongs in `Pulumi.<environment>.yaml`." : ".");
  }
}
