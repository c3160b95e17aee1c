package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.ReplayedDecision;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one decision when it was made again. */
@Schema(
    name = "ReplayedDecision",
    description = "What became of one decision when it was made again.")
public record ReplayedDecisionView(
    @JsonProperty(required = true) @Schema(description = "Id of the decision.") String decision,
    @JsonProperty(required = true) Instant decidedAt,
    @Schema(description = "What was chosen then; left out when nothing fitted.")
        @Nullable ChoiceView former,
    @Schema(description = "What is chosen now; left out when nothing fits.")
        @Nullable ChoiceView chosen,
    @JsonProperty(required = true)
        @Schema(description = "Whether both are the same type in the same region.")
        boolean sameOffer,
    @Schema(description = "What the former choice costs under what is supposed.")
        @Nullable Money formerPricePerHour,
    @Schema(description = "What the former choice costs more; less than 0 when it is cheaper.")
        @Nullable Money regretPerHour,
    @Schema(
            description =
                "Whether all of it came out as it was; left out when something was supposed.")
        @Nullable Boolean identical,
    @Schema(description = "Why it could not be made again.") @Nullable String problem) {

  static ReplayedDecisionView of(ReplayedDecision item) {
    return new ReplayedDecisionView(
        item.decision(),
        item.decidedAt(),
        ChoiceView.of(item.former()),
        ChoiceView.of(item.chosen()),
        item.sameOffer(),
        money(item.formerPricePerHour()),
        money(item.regretPerHour()),
        item.identical(),
        item.problem());
  }

  private static @Nullable Money money(@Nullable BigDecimal amount) {
    return amount == null ? null : Money.dollars(amount);
  }
}
