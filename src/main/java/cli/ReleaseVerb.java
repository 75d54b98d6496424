package cli;

import environments.InvalidSpecException;
import environments.Version;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import rollouts.Verb;

/** The verbs of a release, and the arguments that each has behind environment and app. */
enum ReleaseVerb {
  DEPLOY(
      "deploy",
      "VERSION",
      "Deploy a version to the side that takes no requests.",
      """
      Deploys a version to the preview color or the canary, waits until its pods are ready and the Job
      of its smoke test has passed. No requests move. An autoscaled app has one side, and gets it there.\
      """,
      "deploy dev checkout 1.1.0"),
  SWITCH(
      "switch",
      "SIDE [PERCENT]",
      "Send all requests, or a share of them, to a color or track.",
      """
      Sends PERCENT of the requests (all by default) to a color or track, which must be ready for them. A
      share needs a router, or for a canary without one a number of replicas that gives it.\
      """,
      """
      switch dev checkout green       all requests
      switch dev checkout green 10    a tenth of them\
      """),
  PROMOTE(
      "promote",
      "",
      "Make the new version the one for all requests.",
      """
      Sends all requests to the preview color. A canary takes all requests, the stable track gets its
      version, takes all requests back, and the canary is retired.\
      """,
      "promote dev search"),
  ROLLBACK(
      "rollback",
      "",
      "Go back to the version before.",
      """
      Takes the requests back from a side that has a share of them; else all of them to the version that
      took them before, and was found good. A release that is not done is taken back as a whole.\
      """,
      "rollback dev checkout"),
  RETIRE(
      "retire",
      "",
      "Take the pods of the side that takes no requests away.",
      """
      Scales the preview color or the canary to zero. Refused while it takes requests in the cluster,
      whatever the configuration says.\
      """,
      "retire dev checkout"),
  ADOPT(
      "adopt",
      "",
      "Configure what somebody changed in the cluster by hand.",
      """
      Brings the versions, the active color and the weight that are in the cluster into the
      configuration, and leaves the cluster as it is. Refused where no configuration makes that.\
      """,
      "adopt dev checkout"),
  RUN(
      "run",
      "VERSION",
      "A whole release: deploy, steps with analysis, promote or roll back.",
      """
      Deploys a version, sends it more and more of the requests while `analysis` of the app looks at it,
      then all of them, and watches it for a while. A version that is found bad is rolled back.\
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

  /** Behind environment and app, such as {@code SIDE [PERCENT]}. */
  String arguments() {
    return arguments;
  }

  String argumentsDescription() {
    return switch (this) {
      case DEPLOY, RUN ->
          "The image's tag, and its digest where images must have one: `1.1.0@sha256:...`.";
      case SWITCH ->
          "`blue` or `green`, `stable` or `canary`; and its share of the requests, 0 to 100.";
      case PROMOTE, ROLLBACK, RETIRE, ADOPT -> "";
    };
  }

  List<String> examples() {
    return examples.lines().toList();
  }

  /**
   * @param words what the user gave behind environment and app
   * @throws ParameterException if they are not what the verb takes
   */
  Verb verb(CommandSpec command, List<String> words) {
    checkCount(command, word, arguments, words);
    return switch (this) {
      case DEPLOY -> new Verb.Deploy(version(command, words.get(0)));
      case SWITCH ->
          new Verb.Switch(words.get(0), words.size() > 1 ? percent(command, words.get(1)) : 100);
      case PROMOTE -> new Verb.Promote();
      case ROLLBACK -> new Verb.Rollback();
      case RETIRE -> new Verb.Retire();
      case ADOPT -> new Verb.Adopt();
      case RUN -> new Verb.Run(version(command, words.get(0)));
    };
  }

  /**
   * @param arguments of the verb, behind environment and app
   * @throws ParameterException if there are too few words for them, or too many
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
      throw new ParameterException(command.commandLine(), "VERSION: " + e.getMessage());
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
        command.commandLine(), "PERCENT must be between 0 and 100, but is `" + text + "`.");
  }
}
