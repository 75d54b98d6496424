package e2e;

import java.util.List;

/** Checkout moves between its colors. */
record BlueGreen(Live live) {
  private static final int ROUNDS = 10;

  void deployAndRollBack() {
    live.steps()
        .within(Live.DEPLOY, "checkout: deploy 1.2.0 to green", () -> live.deployGreen("1.2.0"));
    live.steps()
        .within(Live.ROLLBACK, "checkout: switch to green", () -> live.switchTo("green", "1.2.0"));
    live.steps()
        .within(Live.ROLLBACK, "checkout: roll back to blue", () -> live.switchTo("blue", "1.0.0"));
    live.steps()
        .within(Live.DEPLOY, "checkout: deploy 1.1.0 to green", () -> live.deployGreen("1.1.0"));
  }

  void flip() {
    for (int round = 1; round <= ROUNDS; round++) {
      live.steps()
          .step(
              "checkout: to green and back, round " + round + " of " + ROUNDS,
              () -> {
                live.switchTo("green", "1.1.0");
                live.switchTo("blue", "1.0.0");
              });
    }
  }

  /** Sends a share of the traffic to the preview color, then all of it. */
  void share() {
    for (int weight : List.of(10, 50)) {
      live.steps()
          .measured(
              "checkout: " + weight + " % to the preview color",
              () -> {
                live.stack().set("checkout.weight", weight);
                live.stack().up();
                return live.assertShare(Live.CHECKOUT, weight);
              });
    }
    live.steps().measured("checkout: all to what was the preview color", this::all);
    live.steps()
        .within(Live.ROLLBACK, "checkout: roll back to blue", () -> live.switchTo("blue", "1.0.0"));
  }

  private String all() {
    live.stack().unset("checkout.weight");
    live.stack().set("checkout.active", "green");
    live.stack().up();
    return live.assertShare(Live.CHECKOUT, 100);
  }
}
