package environments;

/** What a container runs: {@code repository:tag@digest}. */
public record Image(ImageRepository repository, Version version) {
  @Override
  public String toString() {
    return repository + ":" + version;
  }
}
