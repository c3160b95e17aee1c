package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.operation.Step;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step of an operation. */
@Schema(name = "Step", description = "One step of an operation, as the journal has it.")
public record StepView(
    @JsonProperty(required = true) @Schema(example = "call") String name,
    @JsonProperty(required = true) Step.State state,
    @JsonProperty(required = true) @Schema(description = "How often it was begun.") int attempts,
    @JsonProperty(required = true) Instant startedAt,
    @Nullable Instant endedAt,
    @JsonProperty(required = true) @Schema(description = "What was done and why.") String detail) {

  static StepView of(Step step) {
    return new StepView(
        step.name(),
        step.state(),
        step.attempts(),
        step.startedAt(),
        step.endedAt(),
        step.detail());
  }
}
