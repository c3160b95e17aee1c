package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.budget.BudgetContent;
import io.swagger.v3.oas.annotations.media.Schema;

/** The time that the amount of a budget is for. */
@Schema(name = "BudgetPeriod")
public enum BudgetPeriodWord {
  @JsonProperty("hour")
  HOUR,
  @JsonProperty("month")
  MONTH;

  static BudgetPeriodWord of(BudgetContent.Period period) {
    return valueOf(period.name());
  }

  BudgetContent.Period period() {
    return BudgetContent.Period.valueOf(name());
  }
}
