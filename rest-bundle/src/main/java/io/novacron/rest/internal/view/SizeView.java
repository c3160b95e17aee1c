package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Size;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How big a machine must at least be. */
@Schema(
    name = "Size",
    description = "How big a machine must at least be.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SizeView(
    @JsonProperty(required = true)
        @Schema(description = "Hardware threads.", minimum = "1", maximum = "1024", example = "4")
        Integer vcpus,
    @JsonProperty(required = true)
        @Schema(description = "Memory in GiB.", minimum = "0", maximum = "65536", example = "16")
        Double memoryGib,
    @Schema(description = "GPUs; 0 when left out.", minimum = "0", maximum = "64", example = "0")
        @Nullable Integer gpus,
    @Schema(description = "Model of the GPUs as the catalog names it; any when left out.")
        @Nullable String gpuModel,
    @Schema(
            description = "Processor architecture; any when left out.",
            allowableValues = {"amd64", "arm64"},
            example = "amd64")
        @Nullable String architecture) {

  static @Nullable SizeView of(@Nullable Size size) {
    return size == null
        ? null
        : new SizeView(
            size.vcpus(), size.memoryGib(), size.gpus(), size.gpuModel(), size.architecture());
  }

  static @Nullable Size toSize(@Nullable SizeView view) {
    return view == null
        ? null
        : new Size(
            view.vcpus,
            view.memoryGib,
            view.gpus == null ? 0 : view.gpus,
            view.gpuModel,
            view.architecture);
  }
}
