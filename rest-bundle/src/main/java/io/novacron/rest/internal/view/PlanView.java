package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.plan.Plan;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a change would do. */
@Schema(name = "Plan", description = "What a change would do, as of a moment.")
public record PlanView(
    @JsonProperty(required = true) @Schema(description = "Opaque id.") String id,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) @Schema(description = "SHA-256 over all that it would do.")
        String hash,
    @JsonProperty(required = true)
        @Schema(description = "Principal who asked for it, and who alone may apply it.")
        String actor,
    @JsonProperty(required = true) Instant createdAt,
    @JsonProperty(required = true) @Schema(description = "When it can no longer be applied.")
        Instant expiresAt,
    @JsonProperty(required = true) List<PlannedActionView> actions,
    @JsonProperty(required = true)
        @Schema(
            description =
                "By how much the costs of 730 hours would change, in US dollars, as far as prices"
                    + " are known; a decimal number in text.",
            example = "125.5600")
        String monthlyDelta,
    @JsonProperty(required = true) List<String> warnings,
    @Schema(description = "Id of the operation that it began when it was applied.")
        @Nullable String operation) {

  public static PlanView of(Plan plan) {
    return new PlanView(
        plan.id(),
        plan.tenant(),
        plan.hash(),
        plan.actor(),
        plan.createdAt(),
        plan.expiresAt(),
        plan.actions().stream().map(PlannedActionView::of).toList(),
        plan.monthlyDelta().toPlainString(),
        plan.warnings(),
        plan.operation());
  }
}
