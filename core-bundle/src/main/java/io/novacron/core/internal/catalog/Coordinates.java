package io.novacron.core.internal.catalog;

import io.novacron.api.catalog.Region;

/**
 * A point on the Earth.
 *
 * @param latitude degrees north, -90 to 90
 * @param longitude degrees east, -180 to 180
 */
public record Coordinates(double latitude, double longitude) {
  public Coordinates {
    if (!(latitude >= -90 && latitude <= 90)) {
      throw new IllegalArgumentException("latitude must be between -90 and 90 but is " + latitude);
    }
    if (!(longitude >= -180 && longitude <= 180)) {
      throw new IllegalArgumentException(
          "longitude must be between -180 and 180 but is " + longitude);
    }
  }

  /** Where a region is. */
  public static Coordinates of(Region region) {
    return new Coordinates(region.latitude(), region.longitude());
  }
}
