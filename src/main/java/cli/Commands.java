package cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * Builds commands and options with picocli's own model. Its annotations would read the same, but
 * are evaluated by reflection on every run, which takes longer than synthesizing a small
 * environment.
 */
final class Commands {
  private static final int WIDTH = 100;

  /** picocli's own factory searches every jar for Groovy first; few command lines need it. */
  static final IFactory FACTORY = new LazyFactory();

  private Commands() {}

  /**
   * @param action a {@code Callable} that returns the exit code; anything else for a command
   *     that only has subcommands
   * @param header one line for the list of commands; empty for none
   * @param description what the command does
   * @param footer examples and exit codes
   */
  static CommandSpec command(
      String name, Object action, String header, String description, String footer) {
    var command = CommandSpec.wrapWithoutInspection(action, FACTORY).name(name);
    command
        .usageMessage()
        .width(WIDTH)
        .description(lines("\n" + description + "\n"))
        .footer(lines("\n" + footer));
    if (!header.isEmpty()) {
      command.usageMessage().header(header);
    }
    return command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
  }

  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /** Returns an option that is accepted, but not shown in help. */
  static OptionSpec hiddenFlag(String name) {
    return OptionSpec.builder(name).type(boolean.class).hidden(true).build();
  }

  static <T> OptionSpec option(
      String name, String label, Class<T> type, String defaultValue, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(type)
        .defaultValue(defaultValue)
        .description(description)
        .build();
  }

  static PositionalParamSpec argument(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .required(true)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  static PositionalParamSpec arguments(String label, String description) {
    return PositionalParamSpec.builder()
        .arity("0..*")
        .paramLabel(label)
        .type(String[].class)
        .description(description)
        .build();
  }

  static PositionalParamSpec optional(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(index))
        .arity("0..1")
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  /**
   * Returns the arguments after all others.
   *
   * @param label of all of them, as help shows it
   */
  static PositionalParamSpec rest(int index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index + "..*")
        .arity("0..*")
        .paramLabel(label)
        .hideParamSyntax(true)
        .type(String[].class)
        .description(description)
        .build();
  }

  /** Returns the values of a {@link #rest}. */
  static List<String> words(PositionalParamSpec rest) {
    String[] given = rest.getValue();
    return given == null ? List.of() : List.of(given);
  }

  static boolean isSet(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.getValue());
  }

  static void refuseBoth(CommandSpec command, OptionSpec one, OptionSpec other) {
    if (isSet(one) && isSet(other)) {
      throw new ParameterException(
          command.commandLine(),
          one.longestName()
              + " cannot be combined with "
              + other.longestName()
              + "; use one of them.");
    }
  }

  private static String[] lines(String text) {
    return text.split("\n", -1);
  }

  private static final class LazyFactory implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return CommandLine.defaultFactory().create(type);
    }
  }
}
