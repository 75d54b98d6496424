package synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file operations of {@link Staging}. Each can fail, and the process can end after any of them.
 */
interface Disk {
  void createFolder(Path folder) throws IOException;

  /** Writes a new file; fails if it exists. */
  void write(Path file, byte[] content) throws IOException;

  /** Copies a file with its permissions and times. */
  void copy(Path file, Path copy) throws IOException;

  /** Moves a file atomically: readers see either the old or the new content. */
  void move(Path file, Path target) throws IOException;

  /** Deletes a file or an empty folder; does nothing if it does not exist. */
  void delete(Path path) throws IOException;

  Disk REAL =
      new Disk() {
        @Override
        public void createFolder(Path folder) throws IOException {
          Files.createDirectory(folder);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
          Files.write(file, content, StandardOpenOption.CREATE_NEW);
        }

        @Override
        public void copy(Path file, Path copy) throws IOException {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }

        @Override
        public void move(Path file, Path target) throws IOException {
          Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public void delete(Path path) throws IOException {
          Files.deleteIfExists(path);
        }
      };
}
