package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.SpotAdviceRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A question about a spot machine. */
@Schema(
    name = "SpotAdviceRequest",
    description =
        "What is asked about a spot machine. A place is whatever the caller calls so; each place with a"
            + " price is a candidate.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record SpotAdviceRequestView(
    @Schema(description = "How the machine is paid for now; absent when it is not there yet.")
        @Nullable MarketKind present,
    @Schema(
            description = "Where it is; for a spot machine.",
            example = "aws/us-east-2/use2-az1/m5.large")
        @Nullable String place,
    @JsonProperty(required = true)
        @Schema(description = "Prices that were seen, up to 10,000, in any order.")
        List<SpotPriceView> prices,
    @Schema(description = "The time against which the age of prices is held; now when absent.")
        @Nullable Instant at,
    @JsonProperty(required = true)
        @Schema(
            description = "What the same machine costs on demand, in US dollars per hour.",
            example = "0.0960")
        Decimal onDemandPerHour,
    @JsonProperty(required = true)
        @Schema(
            description = "What a move costs, in US dollars: what runs twice and what is sent.",
            example = "0.0960")
        Decimal moveCost,
    @JsonProperty(required = true)
        @Schema(
            description = "What an interruption costs, in US dollars: lost work and time.",
            example = "0.2000")
        Decimal restartCost,
    @Schema(
            description =
                "The probability that a machine is lost within an hour, by place, from 0 to 1; a"
                    + " missing place is taken for one as the others.")
        @Nullable Map<String, Double> interruptionsPerHour,
    @Schema(
            description = "Hours after which a price counts half as much as the newest; 24.",
            minimum = "1",
            maximum = "8760")
        @Nullable Integer halfLifeHours,
    @Schema(
            description = "Hours within which a move has to pay for itself; 168.",
            minimum = "1",
            maximum = "8760")
        @Nullable Integer horizonHours,
    @Schema(
            description = "How old, in hours, the newest price of a place may be; 168.",
            minimum = "1",
            maximum = "8760")
        @Nullable Integer longestAgeHours) {

  public SpotAdviceRequest toRequest() {
    return new SpotAdviceRequest(
        present == null ? null : present.toKind(),
        place,
        prices.stream().map(SpotPriceView::toPrice).toList(),
        at,
        onDemandPerHour.number(),
        moveCost.number(),
        restartCost.number(),
        interruptionsPerHour == null ? Map.of() : interruptionsPerHour,
        hours(halfLifeHours),
        hours(horizonHours),
        hours(longestAgeHours));
  }

  private static @Nullable Duration hours(@Nullable Integer hours) {
    return hours == null ? null : Duration.ofHours(hours);
  }
}
