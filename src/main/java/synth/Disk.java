package synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * What {@link Staging} does to files, each of which can fail, and behind each of which the process
 * can end.
 */
interface Disk {
  void createFolder(Path folder) throws IOException;

  /** The file must not be there. */
  void write(Path file, byte[] content) throws IOException;

  /** With its permissions and times. */
  void copy(Path file, Path copy) throws IOException;

  /** At once: whoever looks sees what was there before or what is there then. */
  void move(Path file, Path target) throws IOException;

  /** A file, or an empty folder; nothing if it is not there. */
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
