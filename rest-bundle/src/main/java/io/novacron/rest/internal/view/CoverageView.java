package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.inventory.Coverage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the search for orphans reaches. */
@Schema(name = "Coverage", description = "How far the search for orphans reached.")
public record CoverageView(
    @JsonProperty(required = true) String account,
    @JsonProperty(required = true) String region,
    @JsonProperty(required = true) @Schema(allowableValues = {"machines", "snapshots", "volumes"})
        String resource,
    @JsonProperty(required = true) @Schema(description = "How much of it was seen.")
        Coverage.Extent extent,
    @Schema(description = "Why it is not all.") @Nullable String reason,
    @Schema(description = "When the latest complete list was begun.") @Nullable Instant listedAt) {

  static CoverageView of(Coverage coverage) {
    return new CoverageView(
        coverage.account(),
        coverage.region(),
        coverage.resource(),
        coverage.extent(),
        coverage.reason(),
        coverage.listedAt());
  }
}
