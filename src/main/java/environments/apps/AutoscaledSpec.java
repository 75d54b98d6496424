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
 * An app that is released by a rolling update, and whose size an autoscaler decides.
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

  /** An app whose Service has its name, inside the cluster. */
  public static AutoscaledSpec of(DnsLabel name, Workload workload, Autoscaling autoscaling) {
    return new AutoscaledSpec(name, workload, autoscaling, ServiceExposure.CLUSTER_IP, name);
  }

  @Override
  public int serviceCount() {
    return 1;
  }

  /** None: it has one side. */
  @Override
  public Optional<Router> router() {
    return Optional.empty();
  }

  /** All of it takes requests: no side waits to be tested. */
  @Override
  public Optional<SmokeTest> smokeTest() {
    return Optional.empty();
  }

  /** None: a rolling update has no second side. */
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
