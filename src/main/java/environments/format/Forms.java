package environments.format;

import environments.format.Shape.Tag;
import environments.format.Shape.Text;

/** The forms of single values, for the reference and the JSON Schemas. */
final class Forms {
  private static final String LABEL = "[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?";
  private static final String SUBDOMAIN =
      "(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*";
  private static final String PORT_NAME = "(?=.*[a-z])(?!.*--)[a-z0-9](?:[a-z0-9-]{0,13}[a-z0-9])?";

  static final Text TEXT = new Text("text", "");
  static final Text REASON = new Text("text: the reason", "(?=[\\s\\S]*\\S)[\\s\\S]*");
  static final Text DAY = new Text("a day such as `2027-01-31`", "[0-9]{4}-[0-9]{2}-[0-9]{2}");
  static final Text UID = new Text("UID", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  static final Text PROJECT_PATH =
      new Text(
          "path from the project's folder",
          "paths from the project's folder",
          "(?!/)[A-Za-z0-9._@+/-]+");
  static final Text NAME = new Text("name", "names", LABEL);
  static final Text OBJECT_NAME = new Text("object name", "object names", SUBDOMAIN);
  static final Text HOST_NAME =
      new Text(
          "host name",
          "host names",
          "(?=.{1,253}$)(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
              + "(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");
  static final Text PATH =
      new Text("path", "(?=.{2,255}$)(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._@+-]+)+");
  static final Text REQUEST_PATH = new Text("text that begins with `/`, without spaces", "/[!-~]*");
  static final Text PORT_NAMED = new Text("its name", PORT_NAME);
  static final Text PORT_KEY = new Text("name of a port", PORT_NAME);
  static final Text LISTENER =
      new Text("1 to 253 lower-case letters, digits, `-` and dots", SUBDOMAIN);
  static final Text DATA_KEY =
      new Text("1 to 253 letters, digits, `-`, `_` and `.`", "[A-Za-z0-9._-]{1,253}");
  static final Text CIPHER_TEXT = new Text("text that Pulumi writes", "[A-Za-z0-9+/=:_-]{16,}");
  static final Text ED25519 =
      new Text("Ed25519 public key in Base64, in X.509 form", "MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=");
  static final Text VARIABLE = new Text("name of a variable", "[A-Za-z_][A-Za-z0-9_]*");
  static final Text LABEL_VALUE =
      new Text("text", "(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?");
  static final Text REPOSITORY =
      new Text(
          "text such as `registry.example/shop/checkout`",
          "[a-z0-9.-]+(?::[0-9]{1,5})?/[a-z0-9._/-]+");
  static final Tag VERSION =
      new Tag(
          "version",
          "(?!latest(?:@|$))[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?(?:@sha256:[0-9a-f]{64})?");
  static final Text IMAGE =
      new Text(
          "text such as `registry.example/shop/tester:1.4.2`, with a digest after `@`",
          "[a-z0-9.-]+(?::[0-9]{1,5})?/[a-z0-9._/-]+:"
              + "(?!latest(?:@|$))[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?(?:@sha256:[0-9a-f]{64})?");
  static final Text PERCENTAGE = new Text("percentage", "(?:100|0?[1-9][0-9]|0{0,2}[1-9])%");
  static final Text CIDR =
      new Text("text such as `10.0.0.0/8`; IPv4", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}/[0-9]{1,2}");

  static final Text IPV4 = new Text("IPv4 address", "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");

  static final Text LEVEL = new Text("level", "[0-9]{1,9}(?:\\.[0-9]{1,6})?(?:%|ms|s)?");
  static final Text METRIC_NAME = new Text("name of a metric", "[A-Za-z_:][A-Za-z0-9_:]{0,199}");
  static final Text HTTP_URL =
      new Text(
          "URL with `http` or `https`",
          "https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~-]+)*/?");

  private Forms() {}

  /** Returns the form of a duration between two bounds. */
  static Text duration(String least, String most) {
    return durationThat("duration, " + least + " to " + most);
  }

  /** Returns the form of a duration whose bounds depend on other values. */
  static Text durationThat(String words) {
    return new Text(words, "[0-9]{1,6}[smh]");
  }

  static Shape.Whole port() {
    return new Shape.Whole(1, 65535);
  }
}
