package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.catalog.Price;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A price per hour with its date and source. */
@Schema(
    name = "Price",
    description = "A price per hour, with the day on which it was valid and where it comes from.")
public record PriceView(
    @JsonProperty(required = true)
        @Schema(description = "Decimal number as text.", examples = "0.1720")
        String amount,
    @JsonProperty(required = true) @Schema(description = "ISO 4217 code.", example = "USD")
        String currency,
    @JsonProperty(required = true) @Schema(example = "2026-10-01") LocalDate asOf,
    @JsonProperty(required = true) @Schema(example = "aws price list") String source) {

  static @Nullable PriceView of(@Nullable Price price) {
    return price == null ? null : ofKnown(price);
  }

  static PriceView ofKnown(Price price) {
    return new PriceView(
        price.amount().toPlainString(), price.currency(), price.asOf(), price.source());
  }
}
