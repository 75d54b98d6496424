package environments.yaml;

import java.nio.charset.StandardCharsets;

/** The name and the bytes of an input file. */
public final class SourceFile {
  private final String name;
  private final byte[] content;

  /**
   * @param name the path relative to the project
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
