package charts;

import static charts.Fields.fields;

import environments.StackSecret;

/** The Secrets of a stack without their values, which are in no manifest. */
public final class Secrets {
  private Secrets() {}

  public static Manifest withoutValues(StackSecret secret) {
    return new Manifest(
        fields()
            .set("apiVersion", "v1")
            .set("kind", "Secret")
            .set(
                "metadata",
                fields()
                    .set("name", secret.name().value())
                    .set("namespace", secret.namespace().value())
                    .set("labels", Labels.ofEnvironment()))
            .set("type", "Opaque")
            .map());
  }
}
