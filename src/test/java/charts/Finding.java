package charts;

/**
 * One field of a manifest that a check objects to.
 *
 * @param path the keys to the field, such as {@code spec.template.spec.hostNetwork}
 * @param message what must hold and what is there
 */
record Finding(Manifest manifest, String path, String message) {
  @Override
  public String toString() {
    return manifest.id() + ": " + path + ": " + message;
  }
}
