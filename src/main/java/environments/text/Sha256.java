package environments.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the SHA-256 digest of text in UTF-8. */
public final class Sha256 {
  /** Only cloned, never updated: finding an implementation takes longer than hashing a page. */
  private static final MessageDigest EMPTY = find();

  private Sha256() {}

  /** Returns 64 hexadecimal digits. */
  public static String hex(String text) {
    try {
      var digest = (MessageDigest) EMPTY.clone();
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned.", e);
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
