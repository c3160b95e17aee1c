package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.DriftAnswer;
import io.novacron.api.operation.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came, or would come, of an action on a difference. */
@Schema(name = "DriftAnswer", description = "What came, or would come, of an action on a drift.")
public record DriftAnswerView(
    @JsonProperty(required = true) DriftView drift,
    @JsonProperty(required = true) @Schema(allowableValues = {"accept", "revert", "ignore"})
        String action,
    @JsonProperty(required = true) @Schema(description = "Whether nothing was done.")
        boolean dryRun,
    @JsonProperty(required = true) @Schema(description = "What it does, as a sentence.")
        String effect,
    @Schema(description = "The operation that does it; absent in a dry run and for `ignore`.")
        @Nullable OperationView operation) {

  public static DriftAnswerView of(DriftAnswer answer) {
    Operation operation = answer.operation();
    return new DriftAnswerView(
        DriftView.of(answer.drift()),
        answer.action().verb(),
        answer.dryRun(),
        answer.effect(),
        operation == null ? null : OperationView.of(operation));
  }
}
