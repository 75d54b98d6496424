package e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** Changes that someone makes by hand. */
record Drift(Live live) {
  void find() {
    live.steps().measured("selector and label edited by kubectl", this::service);
    live.steps().measured("image edited by kubectl", this::image);
    live.steps().measured("replicas edited by kubectl", this::replicas);
  }

  private String service() {
    edit("green", "elsewhere");
    assertThat(live.stack().failingUp())
        .contains("Someone else changed it after it was applied.", "Run `pulumi up --refresh`.");
    assertThat(live.stack().failingUp("--refresh"))
        .contains("conflicts with \"kubectl-label\"")
        .contains("app.kubernetes.io/part-of")
        .contains("conflicts with \"kubectl-patch\"")
        .contains(".spec.selector");
    edit("blue", "shop");
    live.stack().up("--refresh");
    return "refused, names kubectl-label and kubectl-patch";
  }

  private static void edit(String color, String partOf) {
    Command.must(
        "kubectl",
        "label",
        "service/checkout-active",
        "-n",
        "shop",
        "--overwrite",
        "app.kubernetes.io/part-of=" + partOf);
    Command.must(
        "kubectl",
        "patch",
        "service/checkout-active",
        "-n",
        "shop",
        "--type=merge",
        "--patch",
        "{\"spec\":{\"selector\":{\"sluice.dev/color\":\"" + color + "\"}}}");
  }

  private String image() {
    setImage("1.2.0");
    live.stack().set("checkout.active", "green");
    assertThat(live.stack().failingUp())
        .contains("Moves traffic to green while green changes from")
        .contains("checkout:1.2.0 to registry.sluice.test/shop/checkout:1.1.0");
    live.stack().set("checkout.active", "blue");
    assertThat(live.stack().failingUp("--refresh")).contains("\"kubectl-set\"").contains(".image");
    setImage("1.1.0");
    live.stack().up("--refresh");
    return "refused, names kubectl-set";
  }

  private static void setImage(String version) {
    Command.must(
        "kubectl",
        "set",
        "image",
        "deployment/checkout-green",
        "-n",
        "shop",
        "checkout=registry.sluice.test/shop/checkout:" + version);
  }

  private String replicas() {
    scale(3);
    assertThat(live.stack().failingUp("--refresh"))
        .contains("\"kubectl\"")
        .contains(".spec.replicas");
    scale(2);
    live.stack().up("--refresh");
    return "refused, names kubectl and .spec.replicas";
  }

  private static void scale(int replicas) {
    Command.must(
        "kubectl",
        "scale",
        "deployment/api-gateway-green",
        "-n",
        "autograph",
        "--replicas=" + replicas);
  }
}
