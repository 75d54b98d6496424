package review;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A check with its implementation. */
record Rule(Check check, Function<ManifestIndex, Stream<FieldViolation>> violations) {
  String id() {
    return check.id();
  }

  List<FieldViolation> violations(ManifestIndex objects) {
    return violations.apply(objects).distinct().toList();
  }
}
