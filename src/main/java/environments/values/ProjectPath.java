package environments.values;

import environments.text.Ascii;
import environments.text.Fault;
import environments.text.InvalidSpecException;

/**
 * A file of the project, relative to the project's folder: segments of letters, digits and {@code
 * ._-}, separated by {@code /}. No segment is {@code ..}, and the first is not {@code dist}.
 */
public record ProjectPath(String value) {
  private static final int MAX_LENGTH = 255;

  public ProjectPath {
    if (value.isEmpty() || value.length() > MAX_LENGTH || !areNames(value.split("/", -1))) {
      throw InvalidSpecException.of(
          Fault.ofText(
              "Must be the path of a file in the project, relative to its folder, with letters,"
                  + " digits and `._-`, such as `manifests/redis.yaml`",
              value));
    }
    if (value.startsWith("dist/")) {
      throw InvalidSpecException.of(
          Fault.ofText("Must not be a generated file", value)
              .withFix(": Sluice writes `dist/`; move it, for example to `manifests/`."));
    }
  }

  public static ProjectPath parse(String text) {
    return new ProjectPath(text);
  }

  private static boolean areNames(String... segments) {
    for (var segment : segments) {
      if (segment.isEmpty()
          || segment.equals(".")
          || segment.equals("..")
          || !Ascii.isMadeOf(segment, "._-")) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return value;
  }
}
