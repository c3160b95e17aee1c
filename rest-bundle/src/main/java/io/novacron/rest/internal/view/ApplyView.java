package io.novacron.rest.internal.view;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a plan is applied. */
@Schema(
    name = "Apply",
    description = "How a plan is applied; all of it may be left out.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ApplyView(
    @Schema(description = "The plan's hash, to be sure which plan is meant.") @Nullable String hash,
    @Nullable ToleranceView tolerance) {

  /** The tolerance for prices, in percent. */
  public double pricePercent() {
    Double percent = tolerance == null ? null : tolerance.pricePercent();
    return percent == null ? 0 : percent;
  }
}
