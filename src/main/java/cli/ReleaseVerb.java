package cli;

import environments.text.InvalidSpecException;
import environments.values.SideName;
import environments.values.Version;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import rollouts.plan.Verb;

/** The verbs of a release, with the arguments that follow environment and app. */
enum ReleaseVerb {
  DEPLOY(
      "deploy",
      "VERSION",
      "Deploy a version to the idle color or to the canary.",
      """
      Deploy a version to the idle color or to the canary, and wait until its pods are ready and
      the Job of its smoke test has passed. No traffic moves. An autoscaled app is updated in place.\
      """,
      "deploy dev checkout 1.1.0"),
  SWITCH(
      "switch",
      "SIDE [PERCENT]",
      "Send all traffic, or a share of it, to a color or track.",
      """
      Send PERCENT of the traffic (default: 100) to a color or track that has enough ready pods.
      A share needs a router; a canary without one needs a replica count that gives that share.\
      """,
      """
      switch dev checkout green       all traffic
      switch dev checkout green 10    a tenth of it\
      """),
  PROMOTE(
      "promote",
      "",
      "Make the new version the one that serves all traffic.",
      """
      Blue-green: send all traffic to the preview color. Canary: send all traffic to the canary,
      deploy its version to the stable track, send all traffic back to it and retire the canary.\
      """,
      "promote dev search"),
  ROLLBACK(
      "rollback",
      "",
      "Return to the version that served before.",
      """
      Take back a partial shift of traffic; otherwise send all traffic to the version that served
      before and was found good. An unfinished release is rolled back as a whole.\
      """,
      """
      rollback dev checkout
      plan dev checkout rollback    see first what it would do\
      """),
  RETIRE(
      "retire",
      "",
      "Scale the idle color or the canary to zero.",
      """
      Remove the pods of the idle color or the canary. Refused while it receives traffic in the
      cluster, whatever the configuration says.\
      """,
      "retire dev checkout"),
  ADOPT(
      "adopt",
      "",
      "Copy manual changes from the cluster to the configuration.",
      """
      Copy the versions, the active color and the weight from the cluster to the configuration,
      and leave the cluster as it is. Refused if no configuration gives what is there.\
      """,
      """
      adopt dev checkout
      plan dev checkout adopt    see first what it would do\
      """),
  RUN(
      "run",
      "VERSION",
      "Release a version in steps; roll back if it is bad.",
      """
      Deploy a version, shift traffic to it in steps while the app's `analysis` measures it, then
      promote it and watch it for a while. Roll it back if the analysis finds it bad.\
      """,
      """
      run dev streamgate-api 1.2.0
      run production checkout 1.2.0 --yes    in a pipeline\
      """);

  private final String word;
  private final String arguments;
  private final String header;
  private final String description;
  private final String examples;

  ReleaseVerb(String word, String arguments, String header, String description, String examples) {
    this.word = word;
    this.arguments = arguments;
    this.header = header;
    this.description = description;
    this.examples = examples;
  }

  String word() {
    return word;
  }

  String header() {
    return header;
  }

  String description() {
    return description;
  }

  /** Returns the arguments after environment and app, such as {@code SIDE [PERCENT]}. */
  String arguments() {
    return arguments;
  }

  String argumentsDescription() {
    return switch (this) {
      case DEPLOY, RUN -> "The image's tag, with a digest if one is required: `1.1.0@sha256:...`.";
      case SWITCH ->
          "`blue` or `green`, `stable` or `canary`; and its share of the traffic, 0 to 100.";
      case PROMOTE, ROLLBACK, RETIRE, ADOPT -> "";
    };
  }

  /** Returns whether it can move traffic, which needs consent. */
  boolean movesTraffic() {
    return switch (this) {
      case DEPLOY, RETIRE, ADOPT -> false;
      case SWITCH, PROMOTE, ROLLBACK, RUN -> true;
    };
  }

  /** Returns whether its steps can be planned from the files, without the cluster. */
  boolean hasDryRun() {
    return switch (this) {
      case ROLLBACK, ADOPT -> false;
      case DEPLOY, SWITCH, PROMOTE, RETIRE, RUN -> true;
    };
  }

  List<String> examples() {
    return examples.lines().toList();
  }

  /**
   * @param words the arguments after environment and app
   * @throws ParameterException if the verb does not accept them
   */
  Verb verb(CommandSpec command, List<String> words) {
    checkCount(command, word, arguments, words);
    return switch (this) {
      case DEPLOY -> new Verb.Deploy(version(command, words.get(0)));
      case SWITCH ->
          new Verb.Switch(
              new SideName(words.get(0)), words.size() > 1 ? percent(command, words.get(1)) : 100);
      case PROMOTE -> new Verb.Promote();
      case ROLLBACK -> new Verb.Rollback();
      case RETIRE -> new Verb.Retire();
      case ADOPT -> new Verb.Adopt();
      case RUN -> new Verb.Run(version(command, words.get(0)));
    };
  }

  /**
   * @param arguments of the verb, after environment and app
   * @throws ParameterException if there are too few words, or too many
   */
  static void checkCount(CommandSpec command, String verb, String arguments, List<String> words) {
    var named = arguments.isEmpty() ? List.<String>of() : List.of(arguments.split(" ", -1));
    long needed = named.stream().filter(argument -> !argument.startsWith("[")).count();
    if (words.size() < needed || words.size() > named.size()) {
      throw new ParameterException(
          command.commandLine(),
          "`"
              + verb
              + "` takes ENVIRONMENT APP"
              + (arguments.isEmpty() ? "" : " " + arguments)
              + ".");
    }
  }

  private static Version version(CommandSpec command, String text) {
    try {
      return Version.parse(text);
    } catch (InvalidSpecException e) {
      throw new ParameterException(command.commandLine(), "VERSION: " + e.messageAbout(text));
    }
  }

  private static int percent(CommandSpec command, String text) {
    var digits = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
    if (!digits.isEmpty() && digits.length() < 4 && digits.chars().allMatch(Character::isDigit)) {
      int percent = Integer.parseInt(digits);
      if (percent <= 100) {
        return percent;
      }
    }
    throw new ParameterException(
        command.commandLine(), "PERCENT must be between 0 and 100, got `" + text + "`.");
  }
}
