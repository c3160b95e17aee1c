package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.budget.BudgetUsage;
import io.swagger.v3.oas.annotations.media.Schema;

/** What is used of a budget. */
@Schema(
    name = "BudgetUsage",
    description =
        "What is used of a budget now: all machines that it covers and that are not deleted, also"
            + " stopped ones, with their prices.")
public record BudgetUsageView(
    @JsonProperty(required = true)
        @Schema(description = "In US dollars for the period.", example = "3.4400")
        String committed,
    @JsonProperty(required = true)
        @Schema(
            description = "What may still be added, in US dollars for the period.",
            example = "1.5600")
        String left,
    @JsonProperty(required = true) @Schema(description = "How many machines it covers.")
        int machines,
    @JsonProperty(required = true)
        @Schema(description = "How many of them have no known price and so do not count.")
        int unpriced) {
  static BudgetUsageView of(BudgetUsage usage) {
    return new BudgetUsageView(
        usage.committed().toPlainString(),
        usage.left().toPlainString(),
        usage.machines(),
        usage.unpriced());
  }
}
