package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.plan.PlannedAction;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One thing that a plan would do. */
@Schema(name = "PlannedAction", description = "One thing that a plan would do.")
public record PlannedActionView(
    @JsonProperty(required = true) @Schema(minimum = "0", description = "Number of the item.")
        int index,
    @JsonProperty(required = true)
        @Schema(description = "`create`, or the verb of an action.", example = "create")
        String action,
    @Schema(description = "Id of the machine; left out for one that would be made.")
        @Nullable String machine,
    @JsonProperty(required = true) @Schema(description = "Name of the machine.") String name,
    @Schema(description = "Revision of the machine that the plan is bound to.")
        @Nullable Long revision,
    @Nullable String account,
    @Nullable String region,
    @Nullable String zone,
    @Nullable String instanceType,
    @Schema(description = "Price per hour now, with its day and source.") @Nullable PriceView price,
    @Schema(
            description =
                "By how much the costs per hour would change, in US dollars, as a decimal number in"
                    + " text.",
            example = "-0.1720")
        @Nullable String hourlyDelta,
    @Schema(description = "Why there, in a sentence.") @Nullable String decision) {

  static PlannedActionView of(PlannedAction action) {
    return new PlannedActionView(
        action.index(),
        action.action(),
        action.machine(),
        action.name(),
        action.revision(),
        action.account(),
        action.region(),
        action.zone(),
        action.instanceType(),
        PriceView.of(action.price()),
        action.hourlyDelta() == null ? null : action.hourlyDelta().toPlainString(),
        action.decision());
  }
}
