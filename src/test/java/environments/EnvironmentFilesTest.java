package environments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void writeProject() throws IOException {
    write(
        "environments/base.yaml",
        Shop.base(Shop.app("checkout", "blueGreen") + "    replicas: 2\n"));
    write("environments/production.yaml", "version: 1\n");
    write("Pulumi.production.yaml", Shop.CHECKOUT);
  }

  @Test
  void aProjectsEnvironmentIsRead() {
    var environment = files().read("production").environment();
    assertThat(environment.name()).isEqualTo(DnsLabel.parse("production"));
    assertThat(environment.apps()).hasSize(1);
  }

  @Test
  void aProjectWithoutEnvironmentsHasNoNames() {
    assertThat(EnvironmentFiles.in(folder.resolve("elsewhere")).names()).isEmpty();
  }

  @Test
  void namesAreSortedAndOnlyThoseOfYamlFiles() throws IOException {
    write("environments/dev.yaml", "");
    write("environments/README.md", "");
    assertThat(files().names()).containsExactly("dev", "production");
  }

  @Test
  void anUnknownEnvironmentIsAnsweredWithTheOneThatWasMeant() {
    assertRefused(
        "prodution",
        """
        environments/prodution.yaml has 1 problem:
          1:1   There is no such environment. Did you mean `production`?\
        """);
  }

  @Test
  void aNameThatIsNoLabelIsRefusedWithoutLookingForItsFile() {
    assertRefused(
        "../secret",
        """
        environments/../secret.yaml has 1 problem:
          1:1   The name of an environment is that of its file. Must be 1 to 63 lower-case letters, digits and `-`, begin with a letter and not end with `-`, but is `../secret`.\
        """);
  }

  @Test
  void allMissingFilesAreNamedWithWhatTheyAreFor() throws IOException {
    Files.delete(folder.resolve("environments/base.yaml"));
    Files.delete(folder.resolve("Pulumi.production.yaml"));
    assertRefused(
        "production",
        """
        environments/base.yaml has 1 problem:
          1:1   Must say what the apps are, but does not exist; create it with `./sluice init`.
        Pulumi.production.yaml has 1 problem:
          1:1   Must say the release state of the apps, but does not exist; create it with `./sluice init`.\
        """);
  }

  @Test
  void aLinkThatLeavesTheProjectIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    var target = Files.writeString(elsewhere.resolve("secret.yaml"), Shop.CHECKOUT);
    var link = folder.resolve("Pulumi.production.yaml");
    Files.delete(link);
    Files.createSymbolicLink(link, target);
    assertRefused(
        "production",
        """
        Pulumi.production.yaml has 1 problem:
          1:1   Must be a file of the project, but is a link that leads out of it; replace the link by the file.\
        """);
  }

  @Test
  void aLinkInsideTheProjectIsFollowed() throws IOException {
    var link = folder.resolve("Pulumi.production.yaml");
    Files.move(link, folder.resolve("release.yaml"));
    Files.createSymbolicLink(link, Path.of("release.yaml"));
    assertThat(files().read("production").environment().apps()).hasSize(1);
  }

  @Test
  void aFolderIsNotAFile() throws IOException {
    Files.delete(folder.resolve("environments/base.yaml"));
    Files.createDirectory(folder.resolve("environments/base.yaml"));
    assertRefused(
        "production",
        """
        environments/base.yaml has 1 problem:
          1:1   Must be a file, but is something else; remove it.\
        """);
  }

  @Test
  void aHugeFileIsRefusedWithoutReadingIt() throws IOException {
    try (var file = new RandomAccessFile(folder.resolve("environments/base.yaml").toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertRefused(
        "production",
        """
        environments/base.yaml has 1 problem:
          1:1   Must be at most 3 MiB, but is larger; check that it is the right file.\
        """);
  }

  private EnvironmentFiles files() {
    return EnvironmentFiles.in(folder);
  }

  private void assertRefused(String environment, String message) {
    assertThatThrownBy(() -> files().read(environment))
        .isInstanceOf(RefusedException.class)
        .hasMessage(message);
  }

  private void write(String file, String content) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), content);
  }
}
