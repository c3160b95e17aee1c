package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.machine.Market;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a machine is paid for. */
@Schema(
    name = "Market",
    description = "How a machine is paid for; on-demand when left out.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record MarketView(
    @JsonProperty(required = true)
        @Schema(
            description = "`spot` may be interrupted by the cloud; `on-demand` is not.",
            example = "spot")
        MarketKind kind,
    @Schema(
            description =
                "The most that it may cost per hour. A plain decimal number, as text or not, is in USD.",
            anyOf = {Money.class, String.class})
        @Nullable Money maxPricePerHour) {

  static MarketView of(Market market) {
    return new MarketView(
        MarketKind.of(market.kind()),
        market.maxPricePerHour() == null ? null : Money.dollars(market.maxPricePerHour()));
  }

  static Market toMarket(@Nullable MarketView view) {
    if (view == null) {
      return Market.ON_DEMAND;
    }
    Money limit = view.maxPricePerHour;
    return new Market(view.kind.toKind(), limit == null ? null : limit.value());
  }
}
