package io.novacron.rest.internal.view;

import io.novacron.api.placement.PlacementRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to decide. Takes a whole machine specification, so that the same document can be tried here
 * before it is posted as a machine; the parts that do not decide where a machine goes are checked
 * for their shape only.
 */
@Schema(
    name = "DecideRequest",
    description =
        "What a place is sought for: `size` or `instanceType`, `market`, `placement`. The other fields of a"
            + " MachineSpec may be there, so that the same document can be tried here first; they do not decide"
            + " where a machine goes.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record DecideRequestView(
    @Schema(description = "Does not decide where it goes.") @Nullable String name,
    @Schema(description = "Do not decide where it goes.") @Nullable Map<String, String> labels,
    @Schema(description = "How big the machine must at least be; give this or `instanceType`.")
        @Nullable SizeView size,
    @Schema(description = "A cloud's own type; give this or `size`.") @Nullable String instanceType,
    @Schema(description = "Does not decide where it goes.") @Nullable String image,
    @Schema(description = "Do not decide where it goes.") @Nullable List<DiskView> disks,
    @Schema(description = "Does not decide where it goes.") @Nullable String network,
    @Schema(description = "Do not decide where it goes.") @Nullable List<String> securityGroups,
    @Schema(description = "Do not decide where it goes.") @Nullable List<String> sshKeys,
    @Nullable MarketView market,
    @Nullable PlacementView placement,
    @Schema(
            description =
                "Where the machine is now, if there is one: a policy that weighs `hysteresis` holds"
                    + " it there unless another place is better by more.")
        @Nullable CurrentPlaceView current) {

  /** The same for the service, with defaults filled in. */
  public PlacementRequest toRequest() {
    return new PlacementRequest(
        SizeView.toSize(size),
        instanceType,
        MarketView.toMarket(market),
        PlacementView.toConstraints(placement),
        current == null ? null : current.toPlace());
  }
}
