package architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import environments.yaml.SourcePosition;
import java.util.Set;

/** Where the compiled main sources are, all packages of them: a new package is seen, too. */
final class MainClasses implements LocationProvider {
  @Override
  public Set<Location> get(Class<?> testClass) {
    return Set.of(
        Location.of(SourcePosition.class.getProtectionDomain().getCodeSource().getLocation()));
  }
}
