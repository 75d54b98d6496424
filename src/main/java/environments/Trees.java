package environments;

import java.util.List;
import java.util.Optional;

/**
 * What an environment is read from.
 *
 * @param merged the environment's file over the base
 * @param release the file of the release states
 */
record Trees(Node.Mapping merged, Node.Mapping release) {
  static final List<Object> ROLLOUTS = List.of("config", ReleaseKeys.ROLLOUTS);

  /** The same with something else at the spot; as it is, if there is nothing that the spot could be in. */
  Trees with(Spot spot, Optional<Node> value) {
    var root = spot.inRelease() ? release : merged;
    if (!isPossible(root, spot.path())) {
      return this;
    }
    var changed = Edits.set(root, spot.path(), value);
    return spot.inRelease() ? new Trees(merged, changed) : new Trees(changed, release);
  }

  private static boolean isPossible(Node root, List<Object> path) {
    var last = path.get(path.size() - 1);
    var parent = Edits.at(root, path.subList(0, path.size() - 1)).orElse(root);
    return last instanceof Integer index
        ? parent instanceof Node.Sequence list && index < list.items().size()
        : parent instanceof Node.Mapping
            && Edits.at(root, path.subList(0, path.size() - 1)).isPresent();
  }

  Optional<Node> at(Spot spot) {
    return Edits.at(spot.inRelease() ? release : merged, spot.path());
  }

  Optional<String> text(Spot spot) {
    return at(spot).orElse(null) instanceof Node.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  /** Where the value is, or would be. */
  Position position(Spot spot) {
    var root = spot.inRelease() ? release : merged;
    return at(spot)
        .or(() -> Edits.at(root, spot.path().subList(0, spot.path().size() - 1)))
        .map(Node::position)
        .orElse(root.position());
  }
}
