package environments.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpecPathTest {
  @Test
  void isShownAsAnEnvironmentFileNestsIt() {
    assertThat(SpecPath.of("apps", "web", "egress", 0, "app"))
        .hasToString("apps.web.egress[0].app");
    assertThat(SpecPath.WHOLE).hasToString("");
  }

  @Test
  void aKeyWithDotsIsOneStep() {
    var path = SpecPath.of("services", "annotations").then("example.com/pool.size");
    assertThat(path.steps()).containsExactly("services", "annotations", "example.com/pool.size");
    assertThat(path.rest()).isEqualTo(SpecPath.of("annotations", "example.com/pool.size"));
  }
}
