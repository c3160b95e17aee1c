package io.novacron.api.machine;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A change of some parts of a size. Parts that are absent stay as they are.
 *
 * @param vcpus new number of hardware threads
 * @param memoryGib new memory in GiB
 * @param gpus new number of GPUs
 * @param gpuModel new model of the GPUs
 * @param architecture new architecture
 * @param cleared names of the parts that go back to their default: {@code gpus}, {@code gpuModel},
 *     {@code architecture}
 */
public record SizePatch(
    @Nullable Integer vcpus,
    @Nullable Double memoryGib,
    @Nullable Integer gpus,
    @Nullable String gpuModel,
    @Nullable String architecture,
    Set<String> cleared) {
  public SizePatch {
    cleared = Set.copyOf(cleared);
  }
}
