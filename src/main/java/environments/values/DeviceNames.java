package environments.values;

import environments.text.Ascii;

/**
 * Names that Windows reserves for devices, with any extension: no file of {@code dist/} can have
 * one there.
 *
 * @see <a href="https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file">Naming
 *     files</a>
 */
public final class DeviceNames {
  private DeviceNames() {}

  public static boolean contains(String name) {
    return switch (name.length()) {
      case 3 ->
          name.equals("con") || name.equals("prn") || name.equals("aux") || name.equals("nul");
      case 4 -> (name.startsWith("com") || name.startsWith("lpt")) && Ascii.isDigit(name.charAt(3));
      default -> false;
    };
  }

  public static String rule(String name) {
    return "Must be a valid file name on every system, but on Windows `"
        + name
        + "` is a device; choose another.";
  }
}
