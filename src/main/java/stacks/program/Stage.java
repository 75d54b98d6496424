package stacks.program;

import charts.Manifest;
import java.util.List;
import java.util.Optional;
import stacks.cluster.LiveDeployment;
import stacks.guard.Move;
import stacks.guard.TrafficChecks;

/** One stage of an app's update. It begins at once, unless it waits for earlier stages. */
sealed interface Stage {
  /**
   * Applies objects that wait for no check.
   *
   * @param after objects of the app that are applied first; empty if the environment is enough
   */
  record Apply(List<Manifest> objects, List<Manifest> after) implements Stage {}

  /**
   * Takes over a number of replicas that was set by an autoscaler which is gone, once traffic has
   * moved.
   */
  record TakeReplicas(Manifest deployment) implements Stage {}

  /**
   * Applies the Deployment of a side, once traffic has moved and its replicas are taken over.
   *
   * @param after objects of the app that are applied first
   * @param ignored fields that stay as they are
   */
  record ApplyDeployment(Manifest deployment, List<Manifest> after, List<String> ignored)
      implements Stage {}

  /**
   * Waits until the pods of a side are ready.
   *
   * @param before the Deployment before the update, if pods that the update does not change
   *     need not be ready
   */
  record AwaitReady(Manifest deployment, Optional<LiveDeployment> before) implements Stage {
    void by(TrafficChecks checks) {
      before.ifPresentOrElse(
          each -> checks.awaitReadyIfChanged(deployment, each),
          () -> checks.awaitReady(deployment));
    }
  }

  /**
   * Starts the smoke test of a side, once its pods are ready: pods that are starting would fail it.
   */
  record StartTest(Manifest job, Manifest deployment, List<Manifest> after) implements Stage {}

  /**
   * Asks the guard whether traffic may move, once all sides are ready and their tests have started.
   */
  record BeforeMove(Move move) implements Stage {}

  /**
   * Applies the objects that move the traffic, once all sides are ready, their tests have started
   * and the guard agrees.
   */
  record MoveTraffic(List<Manifest> objects, List<Manifest> after) implements Stage {}

  /** Checks that traffic has moved. */
  record AfterMove(Move move) implements Stage {}

  /** Warns of pods that are not ready once traffic has moved. */
  record LookReady(Manifest deployment) implements Stage {}

  /** Waits until a smoke test has passed, once all sides are ready and their tests have started. */
  record AwaitTest(Manifest job) implements Stage {}
}
