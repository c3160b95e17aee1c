package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.Choice;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One place for a machine. */
@Schema(name = "Choice", description = "One place for a machine, with its price.")
public record ChoiceView(
    @JsonProperty(required = true) @Schema(example = "sim-aws") String account,
    @JsonProperty(required = true) @Schema(example = "aws") String cloud,
    @JsonProperty(required = true) @Schema(example = "simulator") String provider,
    @JsonProperty(required = true) @Schema(example = "eu-central-1") String region,
    @Schema(description = "Zone, when one was asked for.") @Nullable String zone,
    @JsonProperty(required = true) @Schema(example = "m7g.xlarge") String instanceType,
    @JsonProperty(required = true) @Schema(description = "Kind of market that the price is of.")
        MarketKind market,
    @JsonProperty(required = true) PriceView pricePerHour,
    @JsonProperty(required = true)
        @Schema(description = "What the choice was made by; the highest wins.")
        double score) {

  static @Nullable ChoiceView of(@Nullable Choice choice) {
    return choice == null ? null : ofKnown(choice);
  }

  static ChoiceView ofKnown(Choice choice) {
    return new ChoiceView(
        choice.account(),
        choice.cloud(),
        choice.provider(),
        choice.region(),
        choice.zone(),
        choice.instanceType(),
        MarketKind.of(choice.market()),
        PriceView.ofKnown(choice.pricePerHour()),
        choice.score());
  }
}
