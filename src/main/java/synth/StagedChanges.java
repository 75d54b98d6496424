package synth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The record of changes that are made together.
 *
 * @param folders the folders to create, outer ones first
 * @param files the files to change, in the order in which their contents are numbered
 */
record StagedChanges(List<Path> folders, List<StagedFile> files) {
  /**
   * Ends each entry and, once more, the whole record, so that a truncated record is refused. No
   * path contains this character.
   */
  private static final String END = "\0";

  private static final String FOLDER = "folder";

  StagedChanges {
    folders = List.copyOf(folders);
    files = List.copyOf(files);
  }

  /**
   * @param path relative to the folder of all changes
   */
  record StagedFile(FileChange.Kind kind, Path path) {}

  static StagedChanges of(Path root, List<FileChange> changes) {
    var folders = new LinkedHashSet<Path>();
    var files = new ArrayList<StagedFile>();
    for (var change : changes) {
      var path = checked(root.relativize(change.file()).toString());
      files.add(new StagedFile(change.kind(), path));
      if (change.after().isPresent()) {
        addFolders(root, path, folders);
      }
    }
    return new StagedChanges(List.copyOf(folders), files);
  }

  private static void addFolders(Path root, Path path, Set<Path> folders) {
    for (int length = 1; length < path.getNameCount(); length++) {
      var folder = path.subpath(0, length);
      if (!Files.isDirectory(root.resolve(folder), LinkOption.NOFOLLOW_LINKS)) {
        folders.add(folder);
      }
    }
  }

  String text() {
    var text = new StringBuilder();
    folders.forEach(folder -> text.append(FOLDER).append(' ').append(folder).append(END));
    files.forEach(file -> text.append(file.kind()).append(' ').append(file.path()).append(END));
    return text.append(END).toString();
  }

  /**
   * @throws IOException if Sluice cannot have written this record
   */
  static StagedChanges read(Path record) throws IOException {
    try {
      return parse(Files.readString(record, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          record + " was not written by Sluice; remove its folder, and check `git diff`", e);
    }
  }

  private static StagedChanges parse(String text) {
    if (!text.endsWith(END + END)) {
      throw new IllegalArgumentException("truncated: " + text);
    }
    var folders = new ArrayList<Path>();
    var files = new ArrayList<StagedFile>();
    for (var entry : text.split(END, 0)) {
      int space = entry.indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException(entry);
      }
      var path = checked(entry.substring(space + 1));
      var word = entry.substring(0, space);
      if (word.equals(FOLDER)) {
        folders.add(path);
      } else {
        files.add(new StagedFile(FileChange.Kind.valueOf(word.toUpperCase(Locale.ROOT)), path));
      }
    }
    return new StagedChanges(folders, files);
  }

  /**
   * Refuses paths outside the folder, and those of git and of tools' settings.
   */
  private static Path checked(String text) {
    var path = Path.of(text);
    if (text.isEmpty()
        || path.isAbsolute()
        || !path.equals(path.normalize())
        || path.startsWith("..")
        || (path.getNameCount() > 1 && path.getName(0).toString().startsWith("."))) {
      throw new IllegalArgumentException(text);
    }
    return path;
  }
}
