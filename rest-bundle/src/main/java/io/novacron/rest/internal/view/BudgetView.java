package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.budget.Budget;
import io.novacron.api.budget.BudgetContent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of a budget. */
@Schema(
    name = "Budget",
    description = "One version of a budget; what it says never changes, what is used of it does.")
public record BudgetView(
    @JsonProperty(required = true) @Schema(example = "web-team") String name,
    @JsonProperty(required = true) @Schema(example = "default") String tenant,
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) @Schema(description = "Number of the newest version.")
        int latest,
    @JsonProperty(required = true)
        @Schema(description = "Whether the budget was deleted; its versions can still be read.")
        boolean deleted,
    @JsonProperty(required = true) @Schema(description = DESCRIPTION) String description,
    @Schema(description = ACCOUNT, example = "aws-production") @Nullable String account,
    @JsonProperty(required = true) @Schema(description = LABELS, example = "{\"team\": \"web\"}")
        Map<String, String> labels,
    @JsonProperty(required = true) @Schema(description = AMOUNT, example = "3650") String amount,
    @JsonProperty(required = true) @Schema(description = PERIOD) BudgetPeriodWord period,
    @Schema(
            description =
                "Absent for all but the latest version, and while machines are being counted.")
        @Nullable BudgetUsageView usage,
    @JsonProperty(required = true) Instant createdAt,
    @JsonProperty(required = true) @Schema(example = "admin") String createdBy,
    @JsonProperty(required = true)
        @Schema(description = "Rises with each change of the budget; its entity tag.")
        long revision) {
  static final String DESCRIPTION = "For people; up to 500 characters.";
  static final String ACCOUNT =
      "Account whose machines it covers; those of all accounts when absent.";
  static final String LABELS =
      "Labels, each with its value, that a machine must have to be covered; up to 16.";
  static final String AMOUNT =
      "What the machines may cost together in the period, in US dollars, with up to 6 decimals.";
  static final String PERIOD = "The time that the amount is for; a month has 730 hours.";

  public static BudgetView of(Budget budget) {
    BudgetContent content = budget.content();
    return new BudgetView(
        budget.name(),
        budget.tenant(),
        budget.version(),
        budget.latest(),
        budget.deleted(),
        content.description(),
        content.account(),
        content.labels(),
        content.amount().toPlainString(),
        BudgetPeriodWord.of(content.period()),
        budget.usage() == null ? null : BudgetUsageView.of(budget.usage()),
        budget.createdAt(),
        budget.createdBy(),
        budget.revision());
  }

  static BudgetContent content(
      @Nullable String description,
      @Nullable String account,
      @Nullable Map<String, String> labels,
      Decimal amount,
      BudgetPeriodWord period) {
    return new BudgetContent(
        description == null ? "" : description,
        account,
        labels == null ? Map.of() : labels,
        amount.number(),
        period.period());
  }
}
