package io.novacron.api.catalog;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a machine that a cloud sells.
 *
 * @param cloud {@code aws}, {@code azure}, {@code gcp}
 * @param name the cloud's own name, such as {@code m7g.xlarge}
 * @param vcpus hardware threads that are active, 1 or more
 * @param memoryGib memory in GiB, more than 0
 * @param gpus GPUs; a fraction where several machines share one
 * @param gpuModel model of the GPU or other accelerator
 * @param architecture {@code amd64} or {@code arm64}
 * @param marks what is special about it
 */
public record InstanceType(
    String cloud,
    String name,
    int vcpus,
    double memoryGib,
    double gpus,
    @Nullable String gpuModel,
    String architecture,
    Set<Mark> marks) {
  public InstanceType {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(architecture, "architecture");
    marks = Set.copyOf(marks);
  }
}
