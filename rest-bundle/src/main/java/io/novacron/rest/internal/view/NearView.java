package io.novacron.rest.internal.view;

import io.novacron.api.machine.Near;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A place to be close to. */
@Schema(
    name = "Near",
    description = "A place to be close to: either the name of a city, or latitude and longitude.",
    additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record NearView(
    @Schema(description = "A city that the catalog knows.", example = "Frankfurt")
        @Nullable String place,
    @Schema(description = "Degrees north.", minimum = "-90", maximum = "90", example = "50.11")
        @Nullable Double latitude,
    @Schema(description = "Degrees east.", minimum = "-180", maximum = "180", example = "8.68")
        @Nullable Double longitude,
    @Schema(
            description = "Longest round trip in milliseconds; 10 when left out.",
            minimum = "0",
            example = "10")
        @Nullable Double maxRttMillis) {

  static @Nullable NearView of(@Nullable Near near) {
    return near == null
        ? null
        : new NearView(near.place(), near.latitude(), near.longitude(), near.maxRttMillis());
  }

  static @Nullable Near toNear(@Nullable NearView view) {
    return view == null
        ? null
        : new Near(view.place, view.latitude, view.longitude, view.maxRttMillis);
  }
}
