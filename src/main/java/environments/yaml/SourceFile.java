package environments.yaml;

import java.nio.charset.StandardCharsets;

/** A file of the input as it was read. */
public final class SourceFile {
  private final String name;
  private final byte[] content;

  /**
   * @param name relative to the project, as the user knows it
   */
  public SourceFile(String name, byte[] content) {
    this.name = name;
    this.content = content.clone();
  }

  public static SourceFile of(String name, String content) {
    return new SourceFile(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public String name() {
    return name;
  }

  public byte[] content() {
    return content.clone();
  }
}
