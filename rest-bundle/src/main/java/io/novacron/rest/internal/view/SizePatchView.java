package io.novacron.rest.internal.view;

import io.novacron.api.machine.SizePatch;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changes of a size. */
@Schema(
    name = "SizePatch",
    description = "What changes of a size; the rest stays.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SizePatchView(
    @Schema(description = "Hardware threads.", minimum = "1", maximum = "1024", example = "8")
        @Nullable Integer vcpus,
    @Schema(description = "Memory in GiB, above 0.", maximum = "65536", example = "32")
        @Nullable Double memoryGib,
    @Schema(description = "GPUs; null for none.", minimum = "0", maximum = "64", nullable = true)
        @Nullable Integer gpus,
    @Schema(description = "Model of the GPUs; null for any.", nullable = true)
        @Nullable String gpuModel,
    @Schema(description = "Must be that of the machine; null for any.", nullable = true)
        @Nullable String architecture) {
  private static final String SIZE = "/size/";

  SizePatch toPatch(Set<String> removed) {
    Set<String> cleared = new TreeSet<>();
    for (String pointer : removed) {
      if (pointer.startsWith(SIZE)) {
        cleared.add(pointer.substring(SIZE.length()));
      }
    }
    return new SizePatch(vcpus, memoryGib, gpus, gpuModel, architecture, cleared);
  }
}
