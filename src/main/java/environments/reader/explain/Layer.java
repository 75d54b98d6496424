package environments.reader.explain;

/** The file that contains a value. */
public enum Layer {
  BASE,
  ENVIRONMENT,
  RELEASE,
  MANIFEST
}
