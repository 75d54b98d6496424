package environments.values;

import environments.text.Fault;
import environments.text.InvalidSpecException;

/** The image of a container: {@code repository:tag@digest}. */
public record Image(ImageRepository repository, Version version) {
  /** Reads {@code registry.example/shop/tester:1.4.2}, optionally with a digest after {@code @}. */
  public static Image parse(String text) {
    int digest = text.indexOf('@');
    int colon = text.lastIndexOf(':', digest < 0 ? text.length() : digest);
    if (colon <= text.lastIndexOf('/')) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must have a tag, such as `registry.example/shop/tester:1.4.2`, optionally with a"
                  + " digest after `@`",
              text));
    }
    return new Image(
        ImageRepository.parse(text.substring(0, colon)), Version.parse(text.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return repository + ":" + version;
  }
}
