package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.RegionView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of the machines in a region of an account. */
@Schema(
    name = "ListedRegion",
    description = "What is known of the machines in a region of an account, and since when.")
public record ListedRegionView(
    @JsonProperty(required = true) String account,
    @JsonProperty(required = true) String cloud,
    @JsonProperty(required = true) String region,
    @Schema(description = "When the latest complete list was begun; absent before the first.")
        @Nullable Instant listedAt,
    @JsonProperty(required = true) @Schema(description = "Recorded machines that were seen.")
        int machines,
    @JsonProperty(required = true)
        @Schema(description = "Machines with our owner tag and without a record.")
        int orphans,
    @JsonProperty(required = true) @Schema(description = "Machines without an owner tag.")
        int unmanaged,
    @JsonProperty(required = true)
        @Schema(description = "Machines of other control planes, which are left alone.")
        int foreign,
    @JsonProperty(required = true) @Schema(description = "Calls that the latest list took.")
        int pages,
    @Schema(description = "Why the latest attempt gave no complete list.")
        @Nullable String problem) {

  public static ListedRegionView of(RegionView view) {
    return new ListedRegionView(
        view.account(),
        view.cloud(),
        view.region(),
        view.listedAt(),
        view.machines(),
        view.orphans(),
        view.unmanaged(),
        view.foreign(),
        view.pages(),
        view.problem());
  }
}
