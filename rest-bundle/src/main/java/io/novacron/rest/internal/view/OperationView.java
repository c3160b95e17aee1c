package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.operation.Operation;
import io.novacron.api.operation.OperationState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One piece of long-running work. */
@Schema(
    name = "Operation",
    description = "One piece of long-running work, recorded before its first call to a cloud.")
public record OperationView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true)
        @Schema(
            allowableValues = {
              "create",
              "start",
              "stop",
              "restart",
              "pause",
              "resume",
              "resize",
              "update",
              "delete",
              "snapshot",
              "restore-snapshot",
              "delete-snapshot",
              "adopt",
              "batch",
              "compact",
              "quarantine-orphan",
              "delete-orphan",
              "swap-provider"
            },
            example = "create")
        String kind,
    @JsonProperty(required = true)
        @Schema(
            description =
                "Id of the machine or orphan; of a batch, its own id; of a swap, the type of the"
                    + " provider.")
        String target,
    @JsonProperty(required = true) OperationState state,
    @JsonProperty(required = true) @Schema(description = "Whether nothing will change any more.")
        boolean done,
    @JsonProperty(required = true) @Schema(minimum = "0", maximum = "1") double progress,
    @JsonProperty(required = true) List<StepView> steps,
    @Schema(
            description =
                "Id of the machine, when it succeeded. Of a batch, in the answer for this one"
                    + " operation, what came of each item, also while it is not done.",
            oneOf = {String.class, BatchResultView.class})
        @Nullable Object result,
    @Schema(description = "Why it failed, or what its latest attempt met with.")
        @Nullable ProblemView error,
    @Schema(description = "Id of the operation that it is a part of.") @Nullable String parent,
    @Nullable ChildrenView children,
    @Nullable WaitingForView waitingFor,
    @JsonProperty(required = true) @Schema(description = "Whether somebody asked to cancel it.")
        boolean cancelRequested,
    @Schema(description = "Node that works on it.", example = "node-1") @Nullable String owner,
    @Nullable String idempotencyKey,
    @JsonProperty(required = true)
        @Schema(description = "Principal who asked for it.", example = "admin")
        String actor,
    @JsonProperty(required = true)
        @Schema(description = "Rises with each change of the record; its entity tag.")
        long revision,
    @JsonProperty(required = true) Instant createdAt,
    @Nullable Instant endedAt) {

  public static OperationView of(Operation operation) {
    return new OperationView(
        operation.id(),
        operation.tenant(),
        operation.kind().wireName(),
        operation.target(),
        operation.state(),
        operation.done(),
        operation.progress(),
        operation.steps().stream().map(StepView::of).toList(),
        operation.items() == null ? operation.result() : BatchResultView.of(operation.items()),
        operation.error() == null ? null : ProblemView.of(operation.error()),
        operation.parent(),
        ChildrenView.of(operation.children()),
        WaitingForView.of(operation.waitingFor()),
        operation.cancelRequested(),
        operation.owner(),
        operation.idempotencyKey(),
        operation.actor(),
        operation.revision(),
        operation.createdAt(),
        operation.endedAt());
  }
}
