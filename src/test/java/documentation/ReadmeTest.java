package documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import environments.reader.EnvironmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import review.Check;
import synth.Dist;
import synth.FileChange;
import synth.SynthesizedEnvironment;

/** Makes the first change that README.md shows on a copy of the project, edit by edit. */
class ReadmeTest {
  private static final String RELEASE = "Pulumi.staging.yaml";

  @TempDir private Path project;

  @Test
  void aDeployChangesOnlyTheIdleColor() throws IOException {
    edit("deploy");
    assertDiff("deploy");
  }

  @Test
  void aSwitchChangesTwoSelectors() throws IOException {
    edit("deploy");
    Dist.in(project).writes().apply(this::changes);
    edit("switch");
    assertDiff("switch");
  }

  @Test
  void readmeAndLintCountTheSameChecks() {
    var count = Check.all().size() + " checks";
    assertThat(Markdown.of("README.md").text()).contains("passes " + count);
    assertThat(Markdown.of("docs/cli.md").noted("text", "run", "lint").text()).contains(count);
  }

  @BeforeEach
  void copyAndSynthesize() throws IOException {
    copyInputs();
    Dist.in(project).writes().apply(this::changes);
  }

  private void copyInputs() throws IOException {
    Files.createDirectory(project.resolve("environments"));
    var files = new ArrayList<Path>();
    for (var folder : List.of(".", "environments")) {
      try (var yaml = Files.newDirectoryStream(Path.of(folder), "*.yaml")) {
        yaml.forEach(files::add);
      }
    }
    for (var file : files) {
      Files.copy(file, project.resolve(file).normalize());
    }
  }

  private List<FileChange> changes() {
    var environments =
        EnvironmentFiles.in(project).names().stream()
            .map(name -> SynthesizedEnvironment.of(project, name))
            .toList();
    return Dist.in(project).changesTo(environments);
  }

  /**
   * Makes the edit of a block: replaces its text without added lines by its text without removed
   * lines.
   */
  private void edit(String name) throws IOException {
    var shown = Markdown.of("README.md").noted("diff", "edit", name).text();
    var file = project.resolve(RELEASE);
    var text = Files.readString(file);
    var before = side(shown, '+');
    assertThat(text.split(Pattern.quote(before), -1))
        .as("%s has these lines once:%n%s", RELEASE, before)
        .hasSize(2);
    Files.writeString(file, text.replace(before, side(shown, '-')));
  }

  private static String side(String diff, char without) {
    return diff.lines()
        .filter(line -> line.charAt(0) != without)
        .map(line -> line.substring(1) + "\n")
        .collect(Collectors.joining());
  }

  private void assertDiff(String name) {
    var readme = Markdown.of("README.md");
    var diff = changes().stream().map(this::diff).collect(Collectors.joining());
    readme.assertHolds(readme.noted("diff", "diff", name), diff);
  }

  /** Returns the diff as {@code git diff -U1} shows it. */
  private String diff(FileChange change) {
    var file = project.relativize(change.file());
    var before = change.before().orElse("").lines().toList();
    var after = change.after().orElse("").lines().toList();
    var lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            "a/" + file, "b/" + file, before, DiffUtils.diff(before, after), 1);
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }
}
