package environments;

/** A check that an app may be exempted from, with a reason that stands in its manifests as an annotation. */
public enum Exemption {
  /** The version may have no digest, for registries whose images are rebuilt under their tags. */
  IMAGE_PINNED("image-pinned"),
  /** A Secret may be an environment variable, for programs that read no files. */
  SECRETS_AS_FILES("secrets-as-files");

  private final String check;

  Exemption(String check) {
    this.check = check;
  }

  public static Exemption parse(String text) {
    return Choice.parse(text, values());
  }

  /** The name of the check. */
  public String check() {
    return check;
  }

  @Override
  public String toString() {
    return check;
  }
}
