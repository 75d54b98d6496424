package architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import environments.yaml.SourcePosition;
import java.util.Set;

/** Locates the compiled main sources, with all packages, so that a new package is included. */
final class MainClasses implements LocationProvider {
  @Override
  public Set<Location> get(Class<?> testClass) {
    return Set.of(
        Location.of(SourcePosition.class.getProtectionDomain().getCodeSource().getLocation()));
  }
}
