package rollouts.pulumi;

import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Pulumi's command line for one stack. The Automation API of the Java SDK (1.36) omits the stack's
 * name from some commands, which then act on whichever stack is selected; it asks for secrets in
 * plain text together with a stack's state; and it fails after an update whose outputs are
 * mappings, which nothing here needs.
 */
record PinnedCommand(PulumiCommand command, String stack) implements PulumiCommand {
  private static final Set<String> OF_A_STACK =
      Set.of("up", "preview", "refresh", "destroy", "config", "cancel");

  private static final String SECRETS = "--show-secrets";
  private static final List<String> WHO = List.of("whoami", "--json");
  private static final List<String> OUTPUTS = List.of("stack", "output");

  @Override
  public Version version() {
    return command.version();
  }

  @Override
  public CommandResult run(List<String> words, CommandRunOptions options)
      throws AutomationException {
    return words.size() > 1 && words.subList(0, 2).equals(OUTPUTS)
        ? new CommandResult(0, "{}", "")
        : mending(pinned(words), options);
  }

  /** Runs a command; if it fails on files that a killed Pulumi left, repairs them and retries. */
  private CommandResult mending(List<String> words, CommandRunOptions options)
      throws AutomationException {
    try {
      return command.run(words, options);
    } catch (AutomationException e) {
      if (StackFiles.areUnreadable(PulumiText.of(e)) && isMended(options)) {
        return command.run(words, options);
      }
      throw e;
    }
  }

  private boolean isMended(CommandRunOptions options) {
    try {
      return StackFiles.mend(command.run(WHO, options).standardOutput(), options.workingDir());
    } catch (AutomationException e) {
      return false;
    }
  }

  private List<String> pinned(List<String> words) {
    var pinned = new ArrayList<>(words);
    pinned.remove(SECRETS);
    if (words.contains("--stack") || !OF_A_STACK.contains(words.get(0))) {
      return pinned;
    }
    pinned.addAll(words.get(0).equals("config") ? 2 : 1, List.of("--stack", stack));
    return pinned;
  }
}
