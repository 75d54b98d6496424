package rollouts.pulumi;

import static org.assertj.core.api.Assertions.assertThat;
import static rollouts.plan.ReleaseTesting.blueGreen;
import static rollouts.plan.ReleaseTesting.canary;

import environments.apps.ReleaseState;
import environments.values.Color;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import rollouts.plan.ReleaseProject;

/** Tests the commands of last resort for the apps of the example environments. */
final class KubectlTest {
  private static final ReleaseState BLUE = blueGreen(Color.BLUE, "1.0.0", "1.1.0", 0);
  private static final ReleaseState GREEN = blueGreen(Color.GREEN, "1.0.0", "1.1.0", 0);

  @Test
  void aServiceSelectsTheColorThatWasActive() {
    assertThat(back("streamgate", GREEN, BLUE))
        .isEqualTo(
            List.of(
                "kubectl patch service streamgate-active -n streamgate --type merge -p"
                    + " '{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"streamgate\",\"sluice.dev/color\":\"blue\"}}}'",
                "kubectl patch service streamgate-preview -n streamgate --type merge -p"
                    + " '{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"streamgate\",\"sluice.dev/color\":\"green\"}}}'"));
  }

  @Test
  void aRouteDividesTheRequestsAsItDid() {
    assertThat(back("streamgate-api", canary("1.0.0", "1.1.0", 25), canary("1.0.0", "", 0)))
        .isEqualTo(
            List.of(
                "kubectl patch httproute streamgate-api -n streamgate --type merge -p"
                    + " '{\"spec\":{\"rules\":[{\"matches\":[{\"path\":{\"type\":\"PathPrefix\",\"value\":\"/\"},"
                    + "\"headers\":[{\"name\":\"X-Track\",\"value\":\"canary\"}]}],"
                    + "\"backendRefs\":[{\"name\":\"streamgate-api-canary\",\"port\":8080}]},"
                    + "{\"matches\":[{\"path\":{\"type\":\"PathPrefix\",\"value\":\"/\"}}],"
                    + "\"backendRefs\":[{\"name\":\"streamgate-api-stable\",\"port\":8080,\"weight\":100},"
                    + "{\"name\":\"streamgate-api-canary\",\"port\":8080,\"weight\":0}]}]}}'"));
  }

  @Test
  void podsDivideTheRequestsAsTheyDid() {
    assertThat(back("search", canary("1.0.0", "1.1.0", 25), canary("1.0.0", "", 0)))
        .isEqualTo(
            List.of(
                "kubectl patch deployment search-stable -n shop --type merge -p"
                    + " '{\"spec\":{\"replicas\":4}}'",
                "kubectl patch deployment search-canary -n shop --type merge -p"
                    + " '{\"spec\":{\"replicas\":0}}'"));
  }

  @Test
  void whatServedTheRequestsIsNotThereAnyMore() {
    assertThat(back("search", canary("1.1.0", "1.1.0", 100), canary("1.0.0", "", 0))).isEmpty();
    assertThat(back("streamgate", blueGreen(Color.GREEN, "", "1.1.0", 0), BLUE)).isEmpty();
  }

  private static List<String> back(String app, ReleaseState now, ReleaseState before) {
    return new Kubectl(ReleaseProject.of(Path.of(""), "dev"), app).back(now, before);
  }
}
