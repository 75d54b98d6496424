package stacks.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.HashSet;
import java.util.Set;

/** Finds the ConfigMaps from which a pod takes files or environment variables. */
final class ConfigMapReferences {
  private final Set<String> names = new HashSet<>();

  private ConfigMapReferences() {}

  static Set<String> of(PodSpec pod) {
    var references = new ConfigMapReferences();
    pod.getVolumes().forEach(references::add);
    pod.getInitContainers().forEach(references::add);
    pod.getContainers().forEach(references::add);
    return references.names;
  }

  private void add(Volume volume) {
    if (volume.getConfigMap() != null) {
      names.add(volume.getConfigMap().getName());
    }
    if (volume.getProjected() != null) {
      add(volume.getProjected());
    }
  }

  private void add(ProjectedVolumeSource projected) {
    projected.getSources().stream()
        .filter(source -> source.getConfigMap() != null)
        .forEach(source -> names.add(source.getConfigMap().getName()));
  }

  private void add(Container container) {
    container.getEnvFrom().stream()
        .filter(source -> source.getConfigMapRef() != null)
        .forEach(source -> names.add(source.getConfigMapRef().getName()));
    container.getEnv().stream()
        .filter(env -> env.getValueFrom() != null)
        .filter(env -> env.getValueFrom().getConfigMapKeyRef() != null)
        .forEach(env -> names.add(env.getValueFrom().getConfigMapKeyRef().getName()));
  }
}
