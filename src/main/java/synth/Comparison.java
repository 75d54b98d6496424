package synth;

import environments.yaml.Problem;
import java.util.List;

/**
 * The differences between generated files and the inputs.
 *
 * @param changes the changes that would bring the files up to date
 * @param foreign files that a tool would apply although no input generates them, and files that
 *     Sluice did not write where a generated one belongs
 */
public record Comparison(List<FileChange> changes, List<Problem> foreign) {
  public Comparison {
    changes = List.copyOf(changes);
    foreign = List.copyOf(foreign);
  }

  public boolean isSame() {
    return changes.isEmpty() && foreign.isEmpty();
  }

  public int differences() {
    return changes.size() + foreign.size();
  }
}
