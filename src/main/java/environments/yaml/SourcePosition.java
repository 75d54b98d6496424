package environments.yaml;

import java.util.List;

/**
 * A position in an input file.
 *
 * @param file the path relative to the project
 * @param line counted from 1
 * @param column counted from 1, in code points
 */
public record SourcePosition(String file, int line, int column) {

  /** Compares by the order of the files, then by line and column. */
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
