package environments.reader;

import environments.text.InvalidSpecException;
import environments.text.Redaction;
import environments.text.Suggestion;
import environments.values.DeviceNames;
import environments.values.DnsLabel;
import environments.values.ProjectPath;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import environments.yaml.SourceFile;
import environments.yaml.SourcePosition;
import environments.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files that define the environments of a project. No other class reads input from the disk.
 */
public final class EnvironmentFiles {
  private static final String FOLDER = "environments";
  private static final String BASE = FOLDER + "/base.yaml";
  private static final String SUFFIX = ".yaml";
  private static final String STACK = "Pulumi.";

  private static final String NO_MANIFESTS =
      "This file does not exist; create it, or correct the path.";

  private final Path project;

  private EnvironmentFiles(Path project) {
    this.project = project;
  }

  /**
   * @param project the folder with {@code environments/} and {@code Pulumi.<environment>.yaml}
   */
  public static EnvironmentFiles in(Path project) {
    return new EnvironmentFiles(project);
  }

  /** Returns the names of the environments, sorted: one for each file except {@code base.yaml}. */
  public List<String> names() {
    return list(project.resolve(FOLDER)).stream()
        .map(file -> FOLDER + "/" + file)
        .filter(file -> file.endsWith(SUFFIX) && !file.equals(BASE))
        .map(file -> file.substring(FOLDER.length() + 1, file.length() - SUFFIX.length()))
        .toList();
  }

  /**
   * Returns a problem for each leftover of an environment that is not read: a file with another
   * name, or a stack of Sluice without an environment. Without it, the environment would silently
   * be lost, and a tool would delete its objects.
   */
  public List<Problem> lost() {
    var problems = new ArrayList<Problem>();
    misnamed().forEach(problems::add);
    var names = names();
    var stacks = stacks();
    var others = names.stream().filter(name -> !stacks.contains(STACK + name + SUFFIX)).toList();
    for (var stack : stacks) {
      var environment = environment(stack);
      if (!names.contains(environment)) {
        read(stack, "", problems)
            .map(file -> LostEnvironments.stack(file, environment, file(environment), others))
            .ifPresent(problems::addAll);
      }
    }
    return problems;
  }

  private Stream<Problem> misnamed() {
    return list(project.resolve(FOLDER)).stream()
        .flatMap(name -> LostEnvironments.file(FOLDER, name, SUFFIX).stream());
  }

  private List<String> stacks() {
    return list(project).stream().filter(EnvironmentFiles::isOfStack).toList();
  }

  /** Returns the names of a folder's entries, sorted. */
  private static List<String> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + folder, e);
    }
  }

  /**
   * @throws RefusedException if a file is missing or must not be read
   */
  public Inputs read(String environment) {
    var name = name(environment);
    var problems = new ArrayList<Problem>();
    var base = read(BASE, missing("the apps"), problems);
    var own = read(file(environment), missing("the differences of this environment"), problems);
    var release =
        read(STACK + environment + SUFFIX, missing("the release state of the apps"), problems);
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    var inputs = Inputs.of(name, base.orElseThrow(), own.orElseThrow(), release.orElseThrow());
    var paths = inputs.manifestFiles();
    return paths.isEmpty() ? inputs : inputs.with(manifests(paths));
  }

  /** Keeps the problem of an unreadable file for the place where the environment names the file. */
  private ManifestFiles manifests(List<ProjectPath> paths) {
    var files = new LinkedHashMap<String, SourceFile>();
    var refusals = new LinkedHashMap<String, String>();
    for (var path : paths) {
      var problems = new ArrayList<Problem>();
      read(path.value(), NO_MANIFESTS, problems).ifPresent(file -> files.put(path.value(), file));
      problems.forEach(problem -> refusals.put(path.value(), problem.message()));
    }
    return new ManifestFiles(files, refusals);
  }

  private static String missing(String subject) {
    return "Cannot read the file that defines "
        + subject
        + ": it does not exist. Create it; `./sluice init` in an empty folder creates an example.";
  }

  private DnsLabel name(String environment) {
    try {
      var name = DnsLabel.parse(environment);
      if (DeviceNames.contains(environment)) {
        throw InvalidSpecException.of(DeviceNames.rule(environment));
      }
      if (!names().contains(environment)) {
        refuseMisnamed(environment);
        throw refused(
            environment, "Unknown environment. " + Suggestion.sentence(environment, names()));
      }
      return name;
    } catch (InvalidSpecException e) {
      throw refused(environment, "Invalid environment name. " + e.messageAbout(environment));
    }
  }

  private void refuseMisnamed(String environment) {
    var meant =
        misnamed()
            .filter(each -> each.position().file().startsWith(FOLDER + "/" + environment + "."))
            .toList();
    if (!meant.isEmpty()) {
      throw new RefusedException(meant);
    }
  }

  private static RefusedException refused(String environment, String message) {
    var file = file(Redaction.shown(environment));
    return new RefusedException(List.of(problem(file, message)));
  }

  private static String file(String environment) {
    return FOLDER + "/" + environment + SUFFIX;
  }

  private static Problem problem(String file, String message) {
    return new Problem(new SourcePosition(file, 1, 1), "", message);
  }

  private Optional<SourceFile> read(String name, String missing, List<Problem> problems) {
    try {
      var file = project.resolve(name);
      var refusal = refusal(file, missing);
      refusal.ifPresent(message -> problems.add(problem(name, message)));
      return refusal.isPresent()
          ? Optional.empty()
          : Optional.of(new SourceFile(name, Files.readAllBytes(file)));
    } catch (IOException e) {
      problems.add(problem(name, "Cannot read this file; check its permissions."));
      return Optional.empty();
    }
  }

  /**
   * Returns a question that suggests a file with a similar name: Pulumi's file of a stack without
   * an environment.
   */
  private String meant(Path file) {
    var names = names();
    var stacks = stacks().stream().filter(other -> !names.contains(environment(other))).toList();
    return Suggestion.question(String.valueOf(file.getFileName()), stacks);
  }

  /** Excludes {@code Pulumi.yaml}, which belongs to the project. */
  private static boolean isOfStack(String file) {
    return file.startsWith(STACK)
        && file.endsWith(SUFFIX)
        && file.length() > STACK.length() + SUFFIX.length();
  }

  private static String environment(String stack) {
    return stack.substring(STACK.length(), stack.length() - SUFFIX.length());
  }

  /** Also recognizes git's files in submodules and on file systems that ignore case. */
  private static boolean isGits(Path file) {
    for (var name : file) {
      if (name.toString().equalsIgnoreCase(".git")) {
        return true;
      }
    }
    return false;
  }

  /** Returns the reason not to read a file, if there is one. */
  private Optional<String> refusal(Path file, String missing) throws IOException {
    if (!Files.exists(file)) {
      return Optional.of(missing + meant(file));
    }
    var real = file.toRealPath();
    var root = project.toRealPath();
    if (!real.startsWith(root)) {
      return Optional.of("Must not be a link out of the project; replace the link with the file.");
    }
    if (isGits(root.relativize(real))) {
      return Optional.of(
          "Must not be one of git's own files, which are not reviewed and may contain credentials;"
              + " name another file.");
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of("Must be a regular file; remove it.");
    }
    return Files.size(file) > YamlReader.MAX_BYTES
        ? Optional.of("Must be at most 3 MiB; check that it is the right file.")
        : Optional.empty();
  }
}
