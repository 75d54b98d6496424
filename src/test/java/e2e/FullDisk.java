package e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/** A folder whose disk is full until it is closed. Its content stays as it is. */
record FullDisk(Path folder) implements AutoCloseable {
  private static final String FILLER = ".filler";

  /**
   * Skips the test if this machine does not allow mounts.
   *
   * @param aside an empty folder
   */
  static FullDisk of(Path folder, Path aside) {
    Command.must("cp", "--archive", folder + "/.", aside.toString());
    var mount = Command.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
    assumeThat(mount.exitCode()).as("needs to mount a tmpfs: " + mount.output()).isZero();
    Command.must("cp", "--archive", aside + "/.", folder.toString());
    var filled = Command.run("dd", "if=/dev/zero", "of=" + folder.resolve(FILLER), "bs=4k");
    assumeThat(filled.output()).contains("No space left on device");
    return new FullDisk(folder);
  }

  @Override
  public void close() {
    Command.must("umount", folder.toString());
  }
}
