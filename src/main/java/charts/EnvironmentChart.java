package charts;

import environments.Environment;
import environments.Environment.AppSource;
import environments.PlainManifests;
import environments.PlainObject;
import environments.apps.App;
import environments.text.InvalidSpecException;
import environments.values.CheckName;
import environments.values.Reason;
import environments.yaml.Problem;
import environments.yaml.RefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contents of an environment: its own objects, its apps, and constructs of the user. */
public final class EnvironmentChart {
  /**
   * The name of the construct that holds Namespaces and quotas. No app can have this name. In a
   * folder its file sorts first, so {@code kubectl apply -f} creates the Namespaces before anything
   * else.
   */
  public static final String ENVIRONMENT = "_environment";

  private final Environment environment;
  private final List<OtherConstruct> others;

  /** A construct of the user, with the checks that its objects are exempt from. */
  private record OtherConstruct(Construct construct, Map<CheckName, Reason> exemptions) {
    private OtherConstruct {
      Reason.require(exemptions);
      exemptions = Collections.unmodifiableMap(new LinkedHashMap<>(exemptions));
    }
  }

  private EnvironmentChart(Environment environment, List<OtherConstruct> others) {
    this.environment = environment;
    this.others = others;
  }

  public static EnvironmentChart of(Environment environment) {
    return new EnvironmentChart(environment, List.of());
  }

  /** Returns this chart with a construct of the user added. */
  public EnvironmentChart with(Construct construct) {
    return with(construct, Map.of());
  }

  /**
   * Returns this chart with a construct of the user added, whose objects are exempt from some
   * checks of {@code review.Lint}.
   *
   * @throws InvalidSpecException if a reason is blank
   */
  public EnvironmentChart with(Construct construct, Map<CheckName, Reason> exemptions) {
    var all = new ArrayList<>(others);
    all.add(new OtherConstruct(construct, exemptions));
    return new EnvironmentChart(environment, List.copyOf(all));
  }

  public Environment environment() {
    return environment;
  }

  /** Returns the checks that a construct of the user is exempt from, with the reasons. */
  public Map<CheckName, Reason> exemptions(String construct) {
    return others.stream()
        .filter(other -> other.construct().name().equals(construct))
        .findFirst()
        .map(OtherConstruct::exemptions)
        .orElse(Map.of());
  }

  /**
   * @throws RefusedException if the environment's files define an object twice, by apps or plain
   *     manifests
   * @throws IllegalArgumentException if two constructs have the same name or contain the same
   *     object
   */
  public List<Construct> constructs() {
    var constructs = new ArrayList<Construct>();
    constructs.add(new Made(ENVIRONMENT, Namespaces.of(environment)));
    environment.apps().forEach(app -> constructs.add(made(of(app))));
    environment.manifests().forEach(plain -> constructs.add(made(plain)));
    others.forEach(other -> constructs.add(made(other.construct())));
    checkDistinct(constructs);
    return List.copyOf(constructs);
  }

  /** Returns the construct of an app's strategy. */
  public static Construct of(App app) {
    if (app instanceof App.BlueGreen blueGreen) {
      return BlueGreenApp.of(blueGreen);
    }
    if (app instanceof App.Canary canary) {
      return CanaryApp.of(canary);
    }
    if (app instanceof App.Autoscaled autoscaled) {
      return AutoscaledService.of(autoscaled);
    }
    throw new IllegalStateException("No construct for " + app);
  }

  private static Construct made(PlainManifests plain) {
    var manifests = plain.objects().stream().map(object -> new Manifest(object.fields())).toList();
    return new Made(plain.name().value(), manifests);
  }

  private static Construct made(Construct construct) {
    return new Made(construct.name(), construct.manifests());
  }

  private void checkDistinct(List<Construct> constructs) {
    Map<String, String> owners = new LinkedHashMap<>();
    Map<String, Manifest> ofUnknownScope = new LinkedHashMap<>();
    var problems = new ArrayList<Problem>();
    for (var construct : constructs) {
      if (owners.put(construct.name(), construct.name()) != null) {
        throw new IllegalArgumentException(
            "Duplicate construct `" + construct.name() + "`; rename one of the two.");
      }
      for (int i = 0; i < construct.manifests().size(); i++) {
        var manifest = construct.manifests().get(i);
        var earlier = owners.put(manifest.key(), construct.name());
        if (earlier != null) {
          problems.add(problem(construct, i, madeTwice(construct, manifest, earlier)));
        } else if (!manifest.isOfKnownScope()) {
          var alike = ofUnknownScope.putIfAbsent(manifest.keyWithoutNamespace(), manifest);
          if (alike != null && (alike.namespace().isEmpty() || manifest.namespace().isEmpty())) {
            problems.add(problem(construct, i, mayBe(manifest, alike)));
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  private static String madeTwice(Construct construct, Manifest manifest, String earlier) {
    var owner = construct.name();
    var makers =
        earlier.equals(owner) ? "twice by `" + owner : "by `" + earlier + "` and by `" + owner;
    return manifest.id() + " is defined " + makers + "`; rename one of them.";
  }

  /** Leaves it open, because only the cluster knows the scope of other projects' kinds. */
  private static String mayBe(Manifest manifest, Manifest earlier) {
    return manifest.id()
        + " is the same object as "
        + earlier.id()
        + " if "
        + manifest.kind()
        + " is cluster-scoped; give both a namespace, or rename one of them.";
  }

  /** Returns the problem at the place where the files define an object again. */
  private Problem problem(Construct construct, int index, String message) {
    var owner = construct.name();
    return app(owner)
        .map(app -> new Problem(app.position(), "apps." + owner, message))
        .or(() -> plain(owner).map(plain -> problem(plain.objects().get(index), message)))
        .orElseThrow(() -> new IllegalArgumentException(message));
  }

  private static Problem problem(PlainObject object, String message) {
    return new Problem(object.position(), "metadata.name", message);
  }

  private Optional<AppSource> app(String construct) {
    return environment.source().flatMap(known -> Optional.ofNullable(known.apps().get(construct)));
  }

  private Optional<PlainManifests> plain(String construct) {
    return environment.manifests().stream()
        .filter(plain -> plain.name().value().equals(construct))
        .findFirst();
  }

  /** A construct whose manifests were made once. */
  private record Made(String name, List<Manifest> manifests) implements Construct {}
}
