package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.OrphanAnswer;
import io.novacron.api.operation.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What came, or would come, of an action on an orphan. */
@Schema(name = "OrphanAnswer", description = "What came, or would come, of an action on an orphan.")
public record OrphanAnswerView(
    @JsonProperty(required = true) OrphanView orphan,
    @JsonProperty(required = true) @Schema(allowableValues = {"quarantine", "release", "delete"})
        String action,
    @JsonProperty(required = true) @Schema(description = "Whether nothing was done.")
        boolean dryRun,
    @JsonProperty(required = true) @Schema(description = "What it does, as a sentence.")
        String effect,
    @Schema(description = "The operation that does it; absent in a dry run and for `release`.")
        @Nullable OperationView operation) {

  public static OrphanAnswerView of(OrphanAnswer answer) {
    Operation operation = answer.operation();
    return new OrphanAnswerView(
        OrphanView.of(answer.orphan()),
        answer.action().verb(),
        answer.dryRun(),
        answer.effect(),
        operation == null ? null : OperationView.of(operation));
  }
}
