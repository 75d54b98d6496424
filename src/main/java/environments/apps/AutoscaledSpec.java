package environments.apps;

import environments.analysis.Analysis;
import environments.analysis.SmokeTest;
import environments.routing.Router;
import environments.routing.ServiceExposure;
import environments.text.Rules;
import environments.values.DnsLabel;
import environments.workload.Autoscaling;
import environments.workload.Workload;
import java.util.Optional;

/**
 * An app that is released by a rolling update, and scaled by an autoscaler.
 *
 * <pre>{@code
 * AutoscaledSpec.of(
 *     DnsLabel.parse("worker"), workload, Autoscaling.byCpu(3, 10, 70).withMemory(75))
 * }</pre>
 *
 * @param service the name of its Service
 */
public record AutoscaledSpec(
    DnsLabel name,
    Workload workload,
    Autoscaling autoscaling,
    ServiceExposure exposure,
    DnsLabel service)
    implements AppSpec {
  public AutoscaledSpec {
    new SideSpec(workload, autoscaling);
    var rules = Rules.check();
    AppSpec.checkName(rules, name, "");
    exposure.checkPath(rules, ServiceExposure.LOST_BY_UPDATES);
    rules.enforce();
  }

  /** Returns an app whose Service has its name, and is reachable only inside the cluster. */
  public static AutoscaledSpec of(DnsLabel name, Workload workload, Autoscaling autoscaling) {
    return new AutoscaledSpec(name, workload, autoscaling, ServiceExposure.CLUSTER_IP, name);
  }

  @Override
  public int serviceCount() {
    return 1;
  }

  /** Returns none: the app has one side. */
  @Override
  public Optional<Router> router() {
    return Optional.empty();
  }

  /** Returns none: the whole app takes traffic, and no side waits for a test. */
  @Override
  public Optional<SmokeTest> smokeTest() {
    return Optional.empty();
  }

  /** Returns none: a rolling update has no second side to compare. */
  @Override
  public Optional<Analysis> analysis() {
    return Optional.empty();
  }

  public SideSpec side() {
    return new SideSpec(workload, autoscaling);
  }

  public AutoscaledSpec withExposure(ServiceExposure offered) {
    return new AutoscaledSpec(name, workload, autoscaling, offered, service);
  }

  public AutoscaledSpec withService(DnsLabel serviceName) {
    return new AutoscaledSpec(name, workload, autoscaling, exposure, serviceName);
  }
}
