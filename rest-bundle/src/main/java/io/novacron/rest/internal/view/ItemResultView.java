package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.error.Problem;
import io.novacron.api.operation.ItemResult;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far one item of a batch is. */
@Schema(name = "ItemResult", description = "How far one item of a batch is.")
public record ItemResultView(
    @JsonProperty(required = true)
        @Schema(description = "Number of the item in the request.", minimum = "0")
        int index,
    @JsonProperty(required = true) ItemResult.State state,
    @Schema(description = "Id of the operation that does it, once it is begun.")
        @Nullable String operation,
    @Schema(description = "Id of the machine.") @Nullable String machine,
    @Schema(description = "Why it failed or was not begun.") @Nullable ProblemView error,
    @Schema(description = "Id of the operation that undoes it, once that is begun.")
        @Nullable String undo,
    @Schema(description = "Why it could not be undone, and what is left.")
        @Nullable ProblemView undoError) {

  static ItemResultView of(ItemResult item) {
    return new ItemResultView(
        item.index(),
        item.state(),
        item.operation(),
        item.machine(),
        problem(item.error()),
        item.undo(),
        problem(item.undoError()));
  }

  private static @Nullable ProblemView problem(@Nullable Problem problem) {
    return problem == null ? null : ProblemView.of(problem);
  }
}
