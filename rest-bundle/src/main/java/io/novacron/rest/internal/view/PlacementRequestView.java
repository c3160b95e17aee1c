package io.novacron.rest.internal.view;

import io.novacron.api.placement.PlacementRequest;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a place is sought for. */
@Schema(
    name = "PlacementRequest",
    description =
        "What a place is sought for: the fields of a MachineSpec that decide where it goes.")
public record PlacementRequestView(
    @Schema(description = "How big the machine must at least be; give this or `instanceType`.")
        @Nullable SizeView size,
    @Schema(description = "A cloud's own type; give this or `size`.", example = "m7g.xlarge")
        @Nullable String instanceType,
    @Nullable MarketView market,
    @Nullable PlacementView placement,
    @Schema(description = "Where the machine is now; absent for a new one.")
        @Nullable CurrentPlaceView current) {

  static PlacementRequestView of(PlacementRequest request) {
    return new PlacementRequestView(
        SizeView.of(request.size()),
        request.instanceType(),
        MarketView.of(request.market()),
        PlacementView.of(request.constraints()),
        CurrentPlaceView.of(request.current()));
  }
}
