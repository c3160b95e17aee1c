package io.novacron.rest.internal.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.novacron.api.placement.CurrentPlace;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The offer that a machine runs on now. */
@Schema(
    name = "CurrentPlace",
    description = "The offer that a machine runs on now, for the factor `hysteresis`.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record CurrentPlaceView(
    @JsonProperty(required = true) @Schema(example = "aws") String cloud,
    @JsonProperty(required = true) @Schema(example = "eu-central-1") String region,
    @JsonProperty(required = true) @Schema(example = "m7g.xlarge") String instanceType) {

  static @Nullable CurrentPlaceView of(@Nullable CurrentPlace place) {
    return place == null
        ? null
        : new CurrentPlaceView(place.cloud(), place.region(), place.instanceType());
  }

  CurrentPlace toPlace() {
    return new CurrentPlace(cloud, region, instanceType);
  }
}
