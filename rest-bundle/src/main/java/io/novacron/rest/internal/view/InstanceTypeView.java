package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.catalog.InstanceType;
import io.novacron.api.catalog.Mark;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shape of a machine that a cloud sells. */
@Schema(name = "InstanceType", description = "The shape of a machine that a cloud sells.")
public record InstanceTypeView(
    @JsonProperty(required = true) @Schema(example = "aws") String cloud,
    @JsonProperty(required = true) @Schema(example = "m7g.xlarge") String instanceType,
    @JsonProperty(required = true)
        @Schema(description = "Hardware threads that are active.", example = "4")
        int vcpus,
    @JsonProperty(required = true) @Schema(example = "16.0") double memoryGib,
    @JsonProperty(required = true)
        @Schema(description = "GPUs; a fraction where several machines share one.")
        double gpus,
    @Nullable String gpuModel,
    @JsonProperty(required = true) @Schema(example = "arm64") String architecture,
    @JsonProperty(required = true) @Schema(description = "What is special or doubtful about it.")
        List<Mark> marks) {

  public static InstanceTypeView of(InstanceType type) {
    return new InstanceTypeView(
        type.cloud(),
        type.name(),
        type.vcpus(),
        type.memoryGib(),
        type.gpus(),
        type.gpuModel(),
        type.architecture(),
        type.marks().stream().sorted().toList());
  }
}
