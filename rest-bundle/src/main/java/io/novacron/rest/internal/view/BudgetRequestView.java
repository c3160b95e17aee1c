package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.budget.BudgetContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A new budget. */
@Schema(
    name = "BudgetRequest",
    description = "A new budget with its first version.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record BudgetRequestView(
    @JsonProperty(required = true) @Schema(pattern = "^[a-z][a-z0-9-]{0,62}$", example = "web-team")
        String name,
    @Schema(description = BudgetView.DESCRIPTION) @Nullable String description,
    @Schema(description = BudgetView.ACCOUNT, example = "aws-production") @Nullable String account,
    @Schema(description = BudgetView.LABELS, example = "{\"team\": \"web\"}")
        @Nullable Map<String, String> labels,
    @JsonProperty(required = true) @Schema(description = BudgetView.AMOUNT, example = "3650.00")
        Decimal amount,
    @JsonProperty(required = true) @Schema(description = BudgetView.PERIOD)
        BudgetPeriodWord period) {

  public BudgetContent toContent() {
    return BudgetView.content(description, account, labels, amount, period);
  }
}
