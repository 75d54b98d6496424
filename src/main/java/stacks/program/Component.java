package stacks.program;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Groups the resources of an app, or of an environment itself. Its name never changes, so neither
 * do their URNs.
 */
public final class Component extends ComponentResource {
  public static final String APP = "sluice:index:App";
  public static final String ENVIRONMENT = "sluice:index:Environment";
  public static final String MANIFESTS = "sluice:index:Manifests";

  private Component(String type, String name) {
    super(type, name, ComponentResourceOptions.Empty);
  }

  static Component ofApp(String name) {
    return new Component(APP, name);
  }

  static Component ofEnvironment(String name) {
    return new Component(ENVIRONMENT, name);
  }

  static Component ofManifests(String name) {
    return new Component(MANIFESTS, name);
  }

  /** Returns the end of its URN. */
  public static String urnEnd(String type, String name) {
    return "::" + type + "::" + name;
  }

  /** Called when no more resources follow. */
  void close(Map<String, Object> results) {
    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    results.forEach((key, value) -> outputs.put(key, Output.of(value)));
    registerOutputs(outputs);
  }
}
