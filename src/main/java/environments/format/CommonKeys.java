package environments.format;

import environments.format.Shape.Mapping;
import environments.format.Shape.Named;

/** Keys that apps and other parts of the files share. */
final class CommonKeys {
  static final Mapping GATEWAY =
      Keys.builder()
          .required("name", Forms.OBJECT_NAME, "the Gateway, which is created elsewhere")
          .required(
              "namespace",
              Forms.NAME,
              "the namespace of the Gateway, from which NetworkPolicies allow traffic")
          .optional(
              "sectionName", Forms.LISTENER, "the listener", "every listener that allows the route")
          .mapping();

  private static final Mapping EXPIRING =
      Keys.builder()
          .required("reason", Forms.REASON, "the reason for the exemption")
          .optional(
              "expires",
              Forms.DAY,
              "the first day on which the exemption no longer applies, in UTC",
              "in quotes",
              "never")
          .mapping();

  /** Exemptions of an app, which some checks allow. */
  static final Named EXEMPTIONS = exemptions("image-pinned|secrets-as-files|rbac-config-maps");

  /** Exemptions of objects of plain manifests, which all checks allow. */
  static final Named ALL_EXEMPTIONS = exemptions("[a-z0-9-]+");

  private CommonKeys() {}

  private static Named exemptions(String checks) {
    return new Named(
        "check", new Shape.Text("check", checks), new Shape.TextOr(Forms.REASON, EXPIRING));
  }
}
