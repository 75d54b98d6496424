package environments.yaml;

import java.util.List;

/**
 * A place in an input file.
 *
 * @param file the file as the user named it, relative to the project
 * @param line 1 is the first
 * @param column 1 is the first, counted in code points
 */
public record SourcePosition(String file, int line, int column) {

  /** In the order in which the files are read, and then from top to bottom. */
  static int compare(List<String> files, SourcePosition a, SourcePosition b) {
    int order = Integer.compare(files.indexOf(a.file), files.indexOf(b.file));
    order = order == 0 ? Integer.compare(a.line, b.line) : order;
    return order == 0 ? Integer.compare(a.column, b.column) : order;
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
