package environments;

/**
 * A place in an input file.
 *
 * @param file the file as the user named it, relative to the project
 * @param line 1 is the first
 * @param column 1 is the first, counted in code points
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
