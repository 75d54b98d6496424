package charts;

import static charts.Fields.fields;

import environments.apps.App;
import environments.values.ObjectName;
import environments.workload.Permission;
import java.util.List;

/** The identity of an app and its permissions, of which it has none unless it asks for them. */
final class ServiceAccounts {
  private static final String RBAC = "rbac.authorization.k8s.io";

  private ServiceAccounts() {}

  /** Returns the ServiceAccount, and a Role and a RoleBinding if the app asks for permissions. */
  static List<Manifest> of(App app) {
    var permissions = app.spec().workload().permissions();
    return permissions.isEmpty()
        ? List.of(serviceAccount(app))
        : List.of(serviceAccount(app), role(app, permissions), roleBinding(app));
  }

  private static Manifest serviceAccount(App app) {
    return new Manifest(
        fields()
            .set("apiVersion", "v1")
            .set("kind", "ServiceAccount")
            .set("metadata", Metadata.ofApp(app, app.name().value()))
            .set("automountServiceAccountToken", false)
            .set(
                "imagePullSecrets",
                app.cluster().imagePullSecrets().stream().map(ServiceAccounts::reference).toList())
            .map());
  }

  private static Fields reference(ObjectName secret) {
    return fields().set("name", secret.value());
  }

  private static Manifest role(App app, List<Permission> permissions) {
    return new Manifest(
        fields()
            .set("apiVersion", RBAC + "/v1")
            .set("kind", "Role")
            .set(
                "metadata",
                Metadata.ofApp(app, app.name().value(), Exemptions.ofRole(app.spec().workload())))
            .set("rules", permissions.stream().map(ServiceAccounts::rule).toList())
            .map());
  }

  private static Fields rule(Permission permission) {
    return fields()
        .set("apiGroups", List.of(permission.apiGroup()))
        .set("resources", permission.resources())
        .set("resourceNames", permission.resourceNames())
        .set("verbs", permission.verbs());
  }

  private static Manifest roleBinding(App app) {
    return new Manifest(
        fields()
            .set("apiVersion", RBAC + "/v1")
            .set("kind", "RoleBinding")
            .set("metadata", Metadata.ofApp(app, app.name().value()))
            .set(
                "roleRef",
                fields().set("apiGroup", RBAC).set("kind", "Role").set("name", app.name().value()))
            .set(
                "subjects",
                List.of(
                    fields()
                        .set("kind", "ServiceAccount")
                        .set("name", app.name().value())
                        .set("namespace", app.namespace().value())))
            .map());
  }
}
