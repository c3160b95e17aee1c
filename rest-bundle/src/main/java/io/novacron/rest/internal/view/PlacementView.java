package io.novacron.rest.internal.view;

import io.novacron.api.machine.PlacementConstraints;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a machine may go. */
@Schema(
    name = "Placement",
    description = "Where a machine may go. What is left out is decided automatically.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record PlacementView(
    @Schema(description = "Name of the account to use.", example = "sim-aws")
        @Nullable String account,
    @Schema(description = "Region id as the cloud names it.", example = "eu-central-1")
        @Nullable String region,
    @Schema(description = "Zone id; needs a region.", example = "eu-central-1a")
        @Nullable String zone,
    @Nullable NearView near,
    @Schema(
            description =
                "The most that it may cost per hour. A plain decimal number, as text or not, is in USD.",
            anyOf = {Money.class, String.class})
        @Nullable Money maxPricePerHour,
    @Schema(
            description =
                "The most carbon, in grams of CO2 equivalent per kWh, that the grid of its region may emit.",
            minimum = "0",
            example = "100")
        @Nullable Double maxCarbonGramsPerKwh,
    @Schema(
            description =
                "Name of the policy that decides among what is left; the default one when left out.",
            example = "same-work")
        @Nullable String policy,
    @Schema(
            description =
                "Name of the placement group that the machine belongs to: the factors `spread` and"
                    + " `affinity` look at where the other machines of the group are.",
            example = "web-front")
        @Nullable String group) {

  static PlacementView of(PlacementConstraints constraints) {
    return new PlacementView(
        constraints.account(),
        constraints.region(),
        constraints.zone(),
        NearView.of(constraints.near()),
        constraints.maxPricePerHour() == null ? null : Money.dollars(constraints.maxPricePerHour()),
        constraints.maxCarbonGramsPerKwh(),
        constraints.policy(),
        constraints.group());
  }

  static PlacementConstraints toConstraints(@Nullable PlacementView view) {
    if (view == null) {
      return PlacementConstraints.NONE;
    }
    Money limit = view.maxPricePerHour;
    return new PlacementConstraints(
        view.account,
        view.region,
        view.zone,
        NearView.toNear(view.near),
        limit == null ? null : limit.value(),
        view.maxCarbonGramsPerKwh,
        view.policy,
        view.group);
  }
}
