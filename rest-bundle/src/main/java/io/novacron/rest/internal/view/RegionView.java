package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.catalog.CarbonIntensity;
import io.novacron.api.catalog.Region;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A place where a cloud has machines. */
@Schema(name = "Region", description = "A place where a cloud has machines.")
public record RegionView(
    @JsonProperty(required = true) @Schema(example = "aws") String cloud,
    @JsonProperty(required = true) @Schema(example = "eu-central-1") String region,
    @JsonProperty(required = true) @Schema(example = "Frankfurt") String city,
    @JsonProperty(required = true) @Schema(description = "ISO 3166 alpha-2 code.", example = "DE")
        String country,
    @JsonProperty(required = true) double latitude,
    @JsonProperty(required = true) double longitude,
    @JsonProperty(required = true) @Schema(example = "EU") String jurisdiction,
    @Schema(description = "Left out where no source gives one; that is unknown, not zero.")
        @Nullable Carbon carbon) {

  public static RegionView of(Region region) {
    CarbonIntensity intensity = region.carbon();
    return new RegionView(
        region.cloud(),
        region.id(),
        region.city(),
        region.country(),
        region.latitude(),
        region.longitude(),
        region.jurisdiction(),
        intensity == null
            ? null
            : new Carbon(intensity.gramsPerKwh(), intensity.source(), intensity.comparable()));
  }

  /** How much carbon the grid of a region emits. */
  @Schema(name = "CarbonIntensity", description = "How much carbon the grid of a region emits.")
  public record Carbon(
      @JsonProperty(required = true) @Schema(description = "Grams of CO2 equivalent per kWh.")
          double gramsPerKwh,
      @JsonProperty(required = true) String source,
      @JsonProperty(required = true)
          @Schema(description = "Whether it may be compared between clouds.")
          boolean comparable) {}
}
