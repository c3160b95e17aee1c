package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.SpotAdviceRequest.SpotPrice;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A spot price of a place as it was seen. */
@Schema(
    name = "SpotPrice",
    description = "A spot price of a place as it was seen.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SpotPriceView(
    @JsonProperty(required = true) @Schema(example = "aws/us-east-2/use2-az1/m5.large")
        String place,
    @JsonProperty(required = true) Instant at,
    @Schema(
            description = "In US dollars; absent when the place was not on offer any more.",
            example = "0.0350")
        @Nullable Decimal pricePerHour) {

  SpotPrice toPrice() {
    return new SpotPrice(place, at, pricePerHour == null ? null : pricePerHour.number());
  }
}
