package rollouts.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import rollouts.plan.PlanException;

/**
 * The Ed25519 key pair with which the releases of a stack sign their journals. Its private key is
 * never part of text that is shown.
 */
public final class JournalKey {
  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;
  private final String publicText;

  private JournalKey(PrivateKey key, String publicText) {
    this.key = key;
    this.publicText = publicText;
  }

  public static JournalKey generate() {
    try {
      var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new JournalKey(pair.getPrivate(), base64(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java 15 and later has Ed25519.", e);
    }
  }

  /**
   * @param privateText Base64 of the PKCS #8 form
   * @param publicText Base64 of the X.509 form
   * @throws PlanException if they are not a pair; the message does not show the private key
   */
  public static JournalKey parse(String privateText, String publicText) {
    try {
      var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(privateText.strip()));
      var found =
          new JournalKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(encoded), publicText);
      if (isSigned(publicText, publicText, found.sign(publicText))) {
        return found;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The exception's message may contain the supposed key.
    }
    throw new PlanException(
        "`sluice:journalKey` is not the private key of `sluice:journalPublicKey`. Restore both from"
            + " one commit of the stack's file (`git log -p` shows it).");
  }

  /** Returns Base64 of the PKCS #8 form, which is a secret. */
  public String privateText() {
    return base64(key.getEncoded());
  }

  /** Returns Base64 of the X.509 form. */
  public String publicText() {
    return publicText;
  }

  /** Returns the signature as Base64. */
  String sign(String text) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(text.getBytes(UTF_8));
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A valid key can sign.", e);
    }
  }

  static boolean isSigned(String publicText, String text, String signature) {
    try {
      var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(publicText));
      var found = Signature.getInstance(ALGORITHM);
      found.initVerify(KeyFactory.getInstance(ALGORITHM).generatePublic(encoded));
      found.update(text.getBytes(UTF_8));
      var bytes = Base64.getDecoder().decode(signature);
      return base64(bytes).equals(signature) && found.verify(bytes);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns a text without the key. */
  @Override
  public String toString() {
    return publicText;
  }
}
