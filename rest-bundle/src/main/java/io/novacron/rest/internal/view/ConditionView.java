package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Condition;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;

/** A fact about a machine that is more than its state. */
@Schema(name = "Condition", description = "A fact about a machine that is more than its state.")
public record ConditionView(
    @JsonProperty(required = true) @Schema(example = "OperationFailed") String type,
    @JsonProperty(required = true) @Schema(description = "Whether it holds.") boolean status,
    @JsonProperty(required = true) @Schema(description = "One word for why.") String reason,
    @JsonProperty(required = true) @Schema(description = "The same for a person.") String message,
    @JsonProperty(required = true) Instant since) {

  static ConditionView of(Condition condition) {
    return new ConditionView(
        condition.type(),
        condition.status(),
        condition.reason(),
        condition.message(),
        condition.since());
  }
}
