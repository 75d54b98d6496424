package environments.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import environments.Shop;
import environments.values.DnsLabel;
import environments.yaml.RefusedException;
import java.io.IOException;
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
  void allMissingFilesAreNamedWithWhatTheyAreFor() throws IOException {
    Files.delete(folder.resolve("environments/base.yaml"));
    Files.delete(folder.resolve("Pulumi.production.yaml"));
    assertRefused(
        "production",
        """
        environments/base.yaml has 1 problem:
          1:1   Cannot read the file that defines the apps: it does not exist. Create it; `./sluice init` in an empty folder creates an example.
        Pulumi.production.yaml has 1 problem:
          1:1   Cannot read the file that defines the release state of the apps: it does not exist. Create it; `./sluice init` in an empty folder creates an example.\
        """);
  }

  @Test
  void theProjectOfPulumiIsNoStackThatAMissingFileIsMistakenFor() throws IOException {
    write("Pulumi.yaml", "name: shop\n");
    Files.move(folder.resolve("Pulumi.production.yaml"), folder.resolve("Pulumi.prodction.yaml"));
    assertRefused(
        "production",
        """
        Pulumi.production.yaml has 1 problem:
          1:1   Cannot read the file that defines the release state of the apps: it does not exist. Create it; `./sluice init` in an empty folder creates an example. Did you mean `Pulumi.prodction.yaml`?\
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
          1:1   Must be a regular file; remove it.\
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
