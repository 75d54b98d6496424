package stacks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.Test;

final class ClientKeysTest {
  @Test
  void aUserWithATokenNeedsNoKey() {
    var config = new ConfigBuilder(Config.empty()).withOauthToken("token").build();
    ClientKeys.nameAlgorithm(config);
    assertThat(config.getClientKeyAlgo()).isEqualTo("RSA");
  }
}
