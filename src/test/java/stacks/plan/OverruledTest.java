package stacks.plan;

import static org.assertj.core.api.Assertions.assertThat;

import charts.Manifest;
import environments.values.Color;
import org.junit.jupiter.api.Test;
import stacks.Checkout;
import stacks.cluster.LiveAutoscaler;

/** Tests what sets a number of pods against the configuration, and how to resolve it. */
final class OverruledTest {
  private static final Manifest BLUE = Checkout.of("shop").deployment(Color.BLUE);

  @Test
  void anAutoscalerThatPulumiHasMadeGoesByItself() {
    assertThat(new Overruled(BLUE, 3, new LiveAutoscaler("checkout-blue", true, 4, false)).drift())
        .isEqualTo(
            "Deployment shop/checkout-blue has 3 replicas, set by its autoscaler, so `replicas`"
                + " must be 3 first, got 2");
  }

  @Test
  void anotherOneIsNamedWithWhatRemovesIt() {
    assertThat(new Overruled(BLUE, 3, new LiveAutoscaler("by-hand", false, 4, true)).drift())
        .isEqualTo(
            "Deployment shop/checkout-blue has 3 replicas, set by HorizontalPodAutoscaler"
                + " shop/by-hand, which Pulumi does not manage, instead of 2; `kubectl delete hpa"
                + " by-hand -n shop` removes it");
  }
}
