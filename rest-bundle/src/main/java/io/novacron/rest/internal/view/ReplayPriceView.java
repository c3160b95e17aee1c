package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.error.FieldError;
import io.novacron.api.placement.ReplayPrice;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A line of a price history. */
@Schema(
    name = "ReplayPrice",
    description = "A price of a history; it holds from its day until a later line of the offer.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record ReplayPriceView(
    @JsonProperty(required = true) @Schema(example = "aws") String cloud,
    @JsonProperty(required = true) @Schema(example = "us-east-1") String region,
    @JsonProperty(required = true) @Schema(example = "m5.large") String instanceType,
    @JsonProperty(required = true) MarketKind market,
    @JsonProperty(required = true) @Schema(description = "In US dollars.", example = "0.0350")
        Decimal pricePerHour,
    @JsonProperty(required = true) @Schema(format = "date", example = "2026-10-01") String asOf) {

  ReplayPrice toPrice(String at, List<FieldError> errors) {
    return new ReplayPrice(
        cloud,
        region,
        instanceType,
        market.toKind(),
        pricePerHour.number(),
        Days.read(at + "/asOf", asOf, errors));
  }
}
