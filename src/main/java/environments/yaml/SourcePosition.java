package environments.yaml;

import java.util.List;

/**
 * A position in an input file.
 *
 * @param file relative to the project, as the user named it
 * @param line from 1
 * @param column from 1, counted in code points
 */
public record SourcePosition(String file, int line, int column) {

  /** Compares by the order in which the files are read, then from top to bottom. */
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
