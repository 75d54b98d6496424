package environments;

import environments.Shape.Mapping;
import environments.Shape.Named;

/** What stands both under an app and beside the apps. */
final class CommonKeys {
  static final Mapping GATEWAY =
      Keys.builder()
          .required("name", Forms.OBJECT_NAME, "the Gateway, which is made elsewhere")
          .required("namespace", Forms.NAME, "its namespace, which NetworkPolicies let in")
          .optional("sectionName", Forms.LISTENER, "the listener", "all that allow the route")
          .mapping();

  static final Named EXEMPTIONS =
      new Named("check", new Shape.Text("check", "image-pinned|secrets-as-files"), Forms.REASON);

  private CommonKeys() {}
}
