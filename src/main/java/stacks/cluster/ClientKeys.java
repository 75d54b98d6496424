package stacks.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * Corrects private keys of kubeconfigs: the client takes every key that begins with {@code BEGIN
 * PRIVATE KEY} for an RSA key.
 */
final class ClientKeys {
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private ClientKeys() {}

  static void nameAlgorithm(Config config) {
    if (isElliptic(pem(config))) {
      config.setClientKeyAlgo("EC");
    }
  }

  /** Empty for a user with a token, or with a program that provides one. */
  private static String pem(Config config) {
    var file = config.getClientKeyFile();
    if (config.getClientKeyData() == null && file == null) {
      return "";
    }
    try (var key = CertUtils.getInputStreamFromDataOrFile(config.getClientKeyData(), file)) {
      return new String(key.readAllBytes(), US_ASCII);
    } catch (IOException e) {
      throw new ClusterException("Cannot read the client key of the kubeconfig: " + file);
    }
  }

  private static boolean isElliptic(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END);
    if (begin < 0 || end < begin) {
      return false;
    }
    var key = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
    try {
      KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
