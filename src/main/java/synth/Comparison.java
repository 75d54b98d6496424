package synth;

import environments.yaml.Problem;
import java.util.List;

/**
 * What keeps generated files from being what the inputs give.
 *
 * @param changes what has to change
 * @param foreign what a tool would apply although no input gives it, and what is in the way of a
 *     file that one gives
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
