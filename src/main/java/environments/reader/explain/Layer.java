package environments.reader.explain;

/** Which of the files a value is in. */
public enum Layer {
  BASE,
  ENVIRONMENT,
  RELEASE,
  MANIFEST
}
