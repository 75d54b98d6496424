package review;

import charts.Construct;
import charts.EnvironmentChart;
import charts.Manifest;
import environments.Environment;
import environments.values.CheckName;
import environments.values.Reason;
import environments.yaml.SourcePosition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks all objects of an environment: those of its apps, its plain manifests, and the constructs
 * that a program has added.
 *
 * <pre>{@code
 * @Test
 * void redisHasNoFindings() {
 *   var chart =
 *       EnvironmentChart.of(environment)
 *           .with(Cdk8sCharts.construct("redis", app -> new RedisChart(app, "redis")));
 *   var findings = Lint.of(chart).findings(java.time.LocalDate.now());
 *   if (!findings.isEmpty()) {
 *     throw new AssertionError(findings);
 *   }
 * }
 * }</pre>
 *
 * <p>Exemptions come from the environment, its apps and its plain manifests, and from a program
 * along with its constructs. Annotations of objects are not exemptions.
 */
public final class Lint {
  private final Environment environment;
  private final ManifestOwners owners;
  private final ManifestIndex objects;

  private Lint(
      Environment environment,
      List<Construct> constructs,
      Function<String, Map<CheckName, Reason>> exemptions) {
    this.environment = environment;
    owners = ManifestOwners.of(environment, constructs, exemptions);
    objects = new ManifestIndex(owners.manifests(), Set.copyOf(environment.cluster().registries()));
  }

  /**
   * @throws environments.yaml.RefusedException if an object exists twice among the apps and
   *     plain manifests
   */
  public static Lint of(EnvironmentChart chart) {
    return new Lint(chart.environment(), chart.constructs(), chart::exemptions);
  }

  static Lint of(Environment environment, List<Construct> constructs) {
    return new Lint(environment, constructs, construct -> Map.of());
  }

  public int objects() {
    return objects.manifests().size();
  }

  /**
   * Returns the findings in the order of the objects and the checks, followed by those on
   * exemptions.
   *
   * @param today for exemptions with an expiry date
   */
  public List<Finding> findings(LocalDate today) {
    var findings = new ArrayList<Finding>();
    var used = new LinkedHashSet<String>();
    for (var found : violations()) {
      var exemption = found.exemption();
      exemption.map(ExemptionMatch::keyPath).ifPresent(used::add);
      if (exemption.filter(each -> each.holdsOn(today)).isEmpty()) {
        findings.add(found.finding(exemption.map(this::expired).orElse("")));
      }
    }
    return Stream.concat(findings.stream(), unused(used)).toList();
  }

  private List<Found> violations() {
    var order = new IdentityHashMap<Manifest, Integer>();
    objects.manifests().forEach(manifest -> order.put(manifest, order.size()));
    return CheckCatalog.RULES.stream()
        .flatMap(rule -> rule.violations(objects).stream().map(violation -> found(rule, violation)))
        .sorted(Comparator.comparing(found -> order.get(found.violation.field().manifest())))
        .toList();
  }

  private Found found(Rule rule, FieldViolation violation) {
    return new Found(rule.check(), violation, owners.of(violation.field().manifest()));
  }

  private String expired(ExemptionMatch exemption) {
    var day = exemption.expires().map(LocalDate::toString).orElseThrow();
    return " The exemption `"
        + exemption.keyPath()
        + "`"
        + at(exemption.keyPath())
        + " expired on "
        + day
        + ".";
  }

  private String at(String keyPath) {
    return position(keyPath).map(position -> " (" + position + ")").orElse("");
  }

  private Optional<SourcePosition> position(String keyPath) {
    return environment
        .source()
        .flatMap(source -> Optional.ofNullable(source.exemptions().get(keyPath)));
  }

  /**
   * Does not consider exemptions for apps' images: the running version is release state, which
   * changes without the environment's files, and an exemption that one version does not need may be
   * needed for the next.
   */
  private Stream<Finding> unused(Set<String> used) {
    var ofFiles =
        environment.source().stream()
            .flatMap(source -> source.exemptions().keySet().stream())
            .filter(keyPath -> !keyPath.matches("(apps\\..*\\.)?exemptions\\.image-pinned"));
    return Stream.concat(ofFiles, owners.exemptions())
        .filter(keyPath -> !used.contains(keyPath))
        .map(this::unused);
  }

  private Finding unused(String keyPath) {
    return new Finding(
        CheckCatalog.EXEMPTION_UNUSED,
        "",
        keyPath,
        "Unused exemption: it suppresses nothing.",
        position(keyPath));
  }

  private record Found(Check check, FieldViolation violation, ManifestOwner owner) {
    private Optional<ExemptionMatch> exemption() {
      return owner.exemption(check.id(), violation.field().manifest());
    }

    private Finding finding(String addition) {
      var field = violation.field();
      return new Finding(
          check,
          field.manifest().id(),
          field.path(),
          violation.message() + addition,
          owner.position(field));
    }
  }
}
