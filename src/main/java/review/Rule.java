package review;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A check, and how it is made. */
record Rule(Check check, Function<Objects, Stream<Violation>> violations) {
  String id() {
    return check.id();
  }

  List<Violation> violations(Objects objects) {
    return violations.apply(objects).distinct().toList();
  }
}
