package e2e;

import e2e.GatewayLoad.Route;
import java.net.URI;

/**
 * Reaches a Service without a route: the API server chooses one of its ready pods for each request.
 */
record ApiServerProxy(Running process, URI uri) implements AutoCloseable {
  private static final String SERVING = "Starting to serve on ";

  static ApiServerProxy start() {
    var process = Running.start("kubectl", "proxy", "--port=0");
    var line = process.await(text -> text.startsWith(SERVING));
    return new ApiServerProxy(process, URI.create("http://" + line.substring(SERVING.length())));
  }

  Route service(String namespace, String name) {
    var path = "/api/v1/namespaces/" + namespace + "/services/" + name + ":8080/proxy/";
    return new Route("", uri.resolve(path));
  }

  @Override
  public void close() {
    process.close();
  }
}
