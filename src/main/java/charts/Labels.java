package charts;

import environments.apps.App;
import environments.workload.UserMetadata;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The labels of Sluice's objects, and the small stable subsets of them that selectors use. A
 * version is never part of a selector: a Deployment's selector cannot change.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">Recommended
 *     labels</a>
 */
public final class Labels {
  public static final String COLOR = "sluice.dev/color";
  public static final String TRACK = "sluice.dev/track";
  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";
  public static final String VERSION = "app.kubernetes.io/version";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY}. */
  public static final String SLUICE = "sluice";

  private static final String PART_OF = "app.kubernetes.io/part-of";

  private final Instance instance;

  private Labels(Instance instance) {
    this.instance = instance;
  }

  static Labels of(Instance instance) {
    return new Labels(instance);
  }

  /** Returns the labels of objects that belong to the whole app. */
  static Map<String, String> ofApp(App app) {
    var labels = new LinkedHashMap<String, String>();
    labels.put(NAME, app.name().value());
    labels.put(PART_OF, app.namespace().value());
    labels.put(MANAGED_BY, SLUICE);
    return withOwn(labels, app.spec().workload().metadata());
  }

  /** Returns the labels of objects that belong to an environment. */
  static Map<String, String> ofEnvironment() {
    return Map.of(MANAGED_BY, SLUICE);
  }

  /** Selects every pod of an app, whatever its color or track. */
  static Map<String, String> anyPodOf(String app) {
    return Map.of(NAME, app);
  }

  /** Returns the labels of objects that belong to one Deployment, whatever its version. */
  Map<String, String> stable() {
    return withOwn(identity(), instance.workload().metadata());
  }

  /** Returns the labels of the Deployment and its pods, including the version. */
  Map<String, String> versioned() {
    var labels = identity();
    labels.put(VERSION, instance.image().version().tag());
    return withOwn(labels, instance.workload().metadata());
  }

  /**
   * Returns the labels of the Job that tests this color or track, without the role, so that no
   * Service selects its pods.
   */
  Map<String, String> ofSmokeTest() {
    var labels = new LinkedHashMap<String, String>();
    labels.put(NAME, instance.app().name().value());
    labels.put(INSTANCE, instance.smokeTestName());
    labels.put(COMPONENT, "smoke-test");
    labels.put(PART_OF, instance.namespace().value());
    labels.put(MANAGED_BY, SLUICE);
    return withOwn(labels, instance.workload().metadata());
  }

  /** Selects the pods of the Job that tests this color or track. */
  Map<String, String> smokeTestSelector() {
    return Map.of(INSTANCE, instance.smokeTestName());
  }

  /** Selects the pods of this color or track, for its Deployment and the Services. */
  Map<String, String> selector() {
    var selector = new LinkedHashMap<String, String>();
    selector.put(NAME, instance.app().name().value());
    instance.role().ifPresent(role -> selector.put(role.label(), role.value()));
    return Collections.unmodifiableMap(selector);
  }

  /** Selects the same pods by a single label, for policies: some linters count matches. */
  Map<String, String> instanceSelector() {
    return Map.of(INSTANCE, instance.name());
  }

  private Map<String, String> identity() {
    var labels = new LinkedHashMap<String, String>();
    labels.put(NAME, instance.app().name().value());
    labels.put(INSTANCE, instance.name());
    instance.role().ifPresent(role -> labels.put(role.label(), role.value()));
    labels.put(PART_OF, instance.namespace().value());
    labels.put(MANAGED_BY, SLUICE);
    return labels;
  }

  private static Map<String, String> withOwn(Map<String, String> labels, UserMetadata own) {
    labels.putAll(own.labels());
    return Collections.unmodifiableMap(labels);
  }
}
