package stacks.plan;

import charts.Construct;
import charts.Labels;
import charts.Manifest;
import charts.RouteKind;
import environments.analysis.SmokeTest;
import environments.analysis.SmokeTestJob;
import environments.apps.App;
import environments.apps.Side;
import environments.routing.Router;
import environments.values.SideName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stacks.plan.TransitionPlan.Means;

/** The manifests of an app, by their role in a release. */
public final class Layout {
  private final App app;
  private final List<Manifest> manifests;

  private Layout(App app, List<Manifest> manifests) {
    this.app = app;
    this.manifests = manifests;
  }

  public static Layout of(App app, Construct construct) {
    return new Layout(app, construct.manifests());
  }

  public App app() {
    return app;
  }

  public String name() {
    return app.name().value();
  }

  public String namespace() {
    return app.namespace().value();
  }

  public List<Manifest> all() {
    return manifests;
  }

  /** Returns the manifests that pods need: identity, configuration, network policies. */
  public List<Manifest> needs() {
    return with(Part.NEED);
  }

  /**
   * Returns the autoscalers and budgets of one side, which refer to its Deployment and do nothing
   * without it.
   */
  public List<Manifest> followers(SideName side) {
    var deployment = deployment(side).name();
    return with(Part.FOLLOWER).stream()
        .filter(manifest -> deployment.equals(instance(manifest)))
        .toList();
  }

  /** Returns the disruption budgets that cover all sides. */
  public List<Manifest> followers() {
    return with(Part.FOLLOWER).stream().filter(manifest -> instance(manifest).isEmpty()).toList();
  }

  private static String instance(Manifest manifest) {
    return manifest.at("metadata", "labels", Labels.INSTANCE).text().orElse("");
  }

  /** Returns the Job that tests a side; empty if there is none. */
  public Optional<Manifest> job(SideName side) {
    var name = deployment(side).name() + SmokeTestJob.SUFFIX;
    return with(Part.SMOKE_TEST).stream()
        .filter(manifest -> name.equals(instance(manifest)))
        .findFirst();
  }

  /** Returns the Services that always select the same side. */
  public List<Manifest> sideServices() {
    return with(Part.SIDE_SERVICE);
  }

  /** Returns the Services and the route that divide the app's traffic among its sides. */
  public List<Manifest> traffic() {
    return with(Part.TRAFFIC);
  }

  private List<Manifest> with(Part role) {
    return manifests.stream().filter(manifest -> role(manifest) == role).toList();
  }

  private enum Part {
    NEED,
    DEPLOYMENT,
    FOLLOWER,
    SMOKE_TEST,
    SIDE_SERVICE,
    TRAFFIC
  }

  private Part role(Manifest manifest) {
    return switch (manifest.kind()) {
      case "ServiceAccount", "Role", "RoleBinding", "ConfigMap", "NetworkPolicy" -> Part.NEED;
      case "Deployment" -> Part.DEPLOYMENT;
      case "HorizontalPodAutoscaler", "VerticalPodAutoscaler", "PodDisruptionBudget" ->
          Part.FOLLOWER;
      case "Job" -> Part.SMOKE_TEST;
      case "Service" -> isOfSide(manifest.name()) ? Part.SIDE_SERVICE : Part.TRAFFIC;
      default ->
          RouteKind.of(manifest.kind())
              .map(route -> Part.TRAFFIC)
              .orElseThrow(
                  () -> new IllegalStateException("No part in a release for " + manifest.id()));
    };
  }

  private boolean isOfSide(String service) {
    return app.sides().stream()
        .flatMap(side -> side.service().stream())
        .anyMatch(name -> name.value().equals(service));
  }

  /** Returns the Deployments by side, in the order of the app. */
  Map<SideName, Manifest> deployments() {
    var deployments = new LinkedHashMap<SideName, Manifest>();
    for (var side : sides()) {
      deployments.put(side, deployment(side));
    }
    return deployments;
  }

  public Manifest deployment(SideName side) {
    var name = app.side(side).deployment().value();
    return manifests.stream()
        .filter(manifest -> manifest.kind().equals("Deployment") && manifest.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public List<SideName> sides() {
    return app.sides().stream().map(Side::name).toList();
  }

  /** Returns the Service that always selects a side. */
  public String service(SideName side) {
    return app.side(side).service().orElseThrow().value();
  }

  public Optional<Router> router() {
    return app.spec().router();
  }

  public Optional<SmokeTest> smokeTest() {
    return app.spec().smokeTest();
  }

  public Optional<Manifest> route() {
    return traffic().stream().filter(manifest -> !manifest.kind().equals("Service")).findFirst();
  }

  public Means means() {
    return app.isDividedByPods() ? Means.RATIO : Means.ROUTING;
  }

  /**
   * Returns how the release state divides the app's traffic: by a selector, by a route, or by the
   * numbers of pods.
   */
  public List<Shares> shares() {
    var shares = new ArrayList<Shares>();
    if (app.switchedService().isPresent()) {
      shares.add(Shares.allTo(app.release().baseline()));
    }
    if (router().isPresent()) {
      shares.add(new Shares(app.release().shares()));
    } else if (app.isDividedByPods()) {
      shares.add(byPods());
    }
    return List.copyOf(shares);
  }

  private Shares byPods() {
    var pods = new LinkedHashMap<SideName, Integer>();
    deployments().forEach((side, deployment) -> pods.put(side, replicas(deployment).orElse(0)));
    return new Shares(pods);
  }

  /** Returns the replicas of a Deployment; empty if an autoscaler sets them. */
  public static Optional<Integer> replicas(Manifest deployment) {
    return deployment.at("spec", "replicas").number();
  }

  public static String image(Manifest deployment) {
    var containers = deployment.at("spec", "template", "spec", "containers");
    return containers.first().at("image").text().orElseThrow();
  }
}
